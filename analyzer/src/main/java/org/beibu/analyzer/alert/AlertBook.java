package org.beibu.analyzer.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every alert and where it is: {@code (book, conditions, now) -> transitions}.
 *
 * <pre>
 *   pending ──lasted its patience──► firing ──gone for clearAfter──► resolved ──kept──► forgotten
 *      └──gone──► forgotten             └──seen again before that: stays firing
 * </pre>
 *
 * <p>Belongs to one thread. A condition that comes and goes is told once, and resolved once it has
 * stayed away. At most {@link #MOST} alerts are followed; further conditions are refused.
 */
final class AlertBook {
    /** Alerts followed at a time. */
    static final int MOST = 10_000;

    private static final long KEPT_NANOS = Duration.ofHours(24).toNanos();

    private final Map<String, Alert> alerts = new TreeMap<>();
    private final long clearAfterNanos;
    private long refused;

    AlertBook(Duration clearAfter) {
        this.clearAfterNanos = clearAfter.toNanos();
    }

    /** Takes up what an earlier run left. */
    void restore(Collection<Alert> left) {
        left.forEach(alert -> alerts.put(alert.key(), alert));
    }

    /** All alerts, by key. */
    List<Alert> all() {
        return List.copyOf(alerts.values());
    }

    /** Conditions that were refused since there were too many. */
    long refused() {
        return refused;
    }

    /**
     * Takes in what is the case now.
     *
     * @param unknown keys of alerts of which nothing can be said now: they stay as they are
     * @return the alerts that have just begun to fire or were resolved
     */
    List<Alert> update(Collection<Condition> conditions, Unknown unknown, long nowNanos) {
        List<Alert> turned = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Condition condition : conditions) {
            seen.add(condition.key());
            see(condition, nowNanos, turned);
        }
        Iterator<Map.Entry<String, Alert>> entries = alerts.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Alert> entry = entries.next();
            Alert alert = entry.getValue();
            if (seen.contains(entry.getKey())) {
                continue;
            }
            switch (alert.state()) {
                case PENDING -> {
                    if (!unknown.test(alert)) {
                        entries.remove();
                    }
                }
                case FIRING -> {
                    if (since(alert.seenNanos(), nowNanos) >= clearAfterNanos
                            && !unknown.test(alert)) {
                        entry.setValue(alert.resolved(nowNanos));
                        turned.add(entry.getValue());
                    }
                }
                case RESOLVED -> {
                    if (since(alert.endedNanos(), nowNanos) > KEPT_NANOS) {
                        entries.remove();
                    }
                }
            }
        }
        return turned;
    }

    /** Whether nothing can be said now about an alert. */
    interface Unknown {
        boolean test(Alert alert);
    }

    /** How long ago; a moment that a clock far ahead has named is long ago, too. */
    private static long since(long momentNanos, long nowNanos) {
        return Math.abs(nowNanos - momentNanos);
    }

    private void see(Condition condition, long nowNanos, List<Alert> turned) {
        Alert known = alerts.get(condition.key());
        if (known == null || known.state() == Alert.State.RESOLVED) {
            if (known == null && alerts.size() >= MOST) {
                refused++;
                return;
            }
            known = Alert.first(condition, nowNanos);
        }
        boolean isFiring = known.state() == Alert.State.FIRING;
        boolean fires =
                isFiring || since(known.sinceNanos(), nowNanos) >= condition.patience().toNanos();
        Alert next =
                known.seen(condition, fires ? Alert.State.FIRING : Alert.State.PENDING, nowNanos);
        alerts.put(condition.key(), next);
        if (fires && !isFiring) {
            turned.add(next);
        }
    }
}
