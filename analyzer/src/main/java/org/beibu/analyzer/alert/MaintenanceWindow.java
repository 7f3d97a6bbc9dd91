package org.beibu.analyzer.alert;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A while in which something is worked on: receivers are not told of what it concerns, and its
 * minutes do not count for service levels. What was before it was written down counts all the same.
 *
 * @param id names it
 * @param fromNanos start, epoch nanoseconds
 * @param toNanos end, exclusive
 * @param matchers labels that it concerns; a value may end with {@code *}; empty concerns all
 * @param comment why
 * @param addedNanos when it was written down; 0 for one of the configuration
 */
public record MaintenanceWindow(
        String id,
        long fromNanos,
        long toNanos,
        Map<String, String> matchers,
        String comment,
        long addedNanos) {
    private static final Set<String> LABELS =
            Set.of("alertname", "route", "exit", "class", "probe");

    public MaintenanceWindow {
        if (fromNanos >= toNanos) {
            throw new IllegalArgumentException("maintenance must end after it begins");
        }
        for (String label : matchers.keySet()) {
            if (!LABELS.contains(label)) {
                throw new IllegalArgumentException(
                        "maintenance is matched by alertname, route, exit, class or probe, not '"
                                + label
                                + "'");
            }
        }
        matchers = Collections.unmodifiableMap(new TreeMap<>(matchers));
    }

    /** Reads {@code route=SG-SIN, exit=hk-*}; nothing concerns all. */
    public static Map<String, String> matchers(String text) {
        Map<String, String> matchers = new TreeMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            int equals = part.indexOf('=');
            String label = equals < 0 ? "" : part.substring(0, equals).strip();
            String value = part.substring(equals + 1).strip();
            if (label.isEmpty() || value.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + part.strip() + "' is not LABEL=VALUE, such as route=SG-SIN");
            }
            matchers.put(label, value);
        }
        return matchers;
    }

    /** From when on minutes do not count. */
    long effectiveFromNanos() {
        return Math.max(fromNanos, addedNanos);
    }

    boolean isActive(long nowNanos) {
        return nowNanos >= effectiveFromNanos() && nowNanos < toNanos;
    }

    /** The same, ended now, or never begun. */
    MaintenanceWindow ended(long nowNanos) {
        return new MaintenanceWindow(
                id,
                Math.min(fromNanos, nowNanos - 1),
                Math.min(toNanos, nowNanos),
                matchers,
                comment,
                addedNanos);
    }

    /** Whether an alert is of what it concerns. */
    boolean concerns(Alert alert) {
        Map<String, String> labels = new TreeMap<>(alert.labels());
        labels.put("alertname", alert.name());
        return matches(labels);
    }

    /** Whether a path and class are what it concerns; those that name an alert or probe are not. */
    boolean concerns(String route, String exit, String serviceClass) {
        return matches(Map.of("route", route, "exit", exit, "class", serviceClass));
    }

    private boolean matches(Map<String, String> labels) {
        return matchers.entrySet().stream()
                .allMatch(matcher -> matches(matcher.getValue(), labels.get(matcher.getKey())));
    }

    private static boolean matches(String wanted, @Nullable String value) {
        if (value == null) {
            return false;
        }
        return wanted.endsWith("*")
                ? value.startsWith(wanted.substring(0, wanted.length() - 1))
                : wanted.equals(value);
    }

    /** The matchers as text. */
    public String concerned() {
        return matchers.isEmpty()
                ? "everything"
                : String.join(", ", matchers.entrySet().stream().map(Object::toString).toList());
    }
}
