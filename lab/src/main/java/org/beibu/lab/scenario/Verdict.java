package org.beibu.lab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What was checked in a run, with its figures: filled by a judge, then read. One thread. */
public final class Verdict {
    private final String scenario;
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, Double> figures = new LinkedHashMap<>();

    /**
     * One thing that was checked.
     *
     * @param holds whether it is so
     * @param claim what should be so
     */
    public record Check(boolean holds, String claim) {}

    public Verdict(String scenario) {
        this.scenario = scenario;
    }

    public String scenario() {
        return scenario;
    }

    /** Something that must hold. */
    public void check(boolean holds, String claim) {
        checks.add(new Check(holds, claim));
    }

    /** A figure that must be there and at most that. */
    public void atMost(String figure, OptionalDouble value, double limit, String unit) {
        value.ifPresent(number -> figures.put(figure, number));
        check(
                value.isPresent() && value.getAsDouble() <= limit,
                figure
                        + " "
                        + (value.isPresent() ? text(value.getAsDouble()) : "never")
                        + " "
                        + unit
                        + ", at most "
                        + text(limit));
    }

    /** A figure that must be there and at least that. */
    public void atLeast(String figure, OptionalDouble value, double limit, String unit) {
        value.ifPresent(number -> figures.put(figure, number));
        check(
                value.isPresent() && value.getAsDouble() >= limit,
                figure
                        + " "
                        + (value.isPresent() ? text(value.getAsDouble()) : "never")
                        + " "
                        + unit
                        + ", at least "
                        + text(limit));
    }

    /** A figure that is told and not judged. */
    public void figure(String name, OptionalDouble value) {
        value.ifPresent(number -> figures.put(name, number));
    }

    /** Whether all holds; nothing checked is no success. */
    public boolean passed() {
        return !checks.isEmpty() && checks.stream().allMatch(Check::holds);
    }

    public List<Check> checks() {
        return List.copyOf(checks);
    }

    public Map<String, Double> figures() {
        return Map.copyOf(figures);
    }

    /** For people: one line, and what did not hold. */
    public String sentence() {
        StringBuilder text = new StringBuilder(scenario);
        text.append(passed() ? ": passed: " : ": FAILED: ");
        List<String> claims =
                checks.stream()
                        .filter(check -> passed() || !check.holds())
                        .map(Check::claim)
                        .toList();
        return text.append(String.join("; ", claims)).toString();
    }

    /** For programs: one line of JSON. */
    public String json() {
        List<String> numbers =
                figures.entrySet().stream()
                        .map(one -> quoted(one.getKey()) + ":" + text(one.getValue()))
                        .toList();
        List<String> claims =
                checks.stream()
                        .map(
                                one ->
                                        "{\"holds\":"
                                                + one.holds()
                                                + ",\"claim\":"
                                                + quoted(one.claim())
                                                + "}")
                        .toList();
        return "{\"schema\":\"beibu/lab-verdict/v1\",\"scenario\":"
                + quoted(scenario)
                + ",\"passed\":"
                + passed()
                + ",\"figures\":{"
                + String.join(",", numbers)
                + "},\"checks\":["
                + String.join(",", claims)
                + "]}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
