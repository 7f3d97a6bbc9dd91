package org.beibu.lab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Verdicts of many runs as a table: how many passed, and each figure's least, median and most. */
public final class RunTable {
    private final Map<String, List<Verdict>> runs = new LinkedHashMap<>();

    public void add(Verdict verdict) {
        runs.computeIfAbsent(verdict.scenario(), name -> new ArrayList<>()).add(verdict);
    }

    /** Whether there were runs and all of them passed. */
    public boolean allPassed() {
        return !runs.isEmpty()
                && runs.values().stream().flatMap(List::stream).allMatch(Verdict::passed);
    }

    /** In Markdown. */
    public String text() {
        StringBuilder text =
                new StringBuilder("| scenario | passed | figures: least / median / most |\n");
        text.append("|---|---|---|\n");
        runs.forEach(
                (name, verdicts) -> {
                    long passed = verdicts.stream().filter(Verdict::passed).count();
                    text.append("| ").append(name).append(" | ");
                    text.append(passed).append(" of ").append(verdicts.size()).append(" | ");
                    text.append(figures(verdicts)).append(" |\n");
                });
        return text.toString();
    }

    private static String figures(List<Verdict> verdicts) {
        Map<String, List<Double>> all = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            verdict.figures()
                    .forEach(
                            (name, value) ->
                                    all.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
        }
        List<String> words = new ArrayList<>();
        all.forEach(
                (name, values) -> {
                    List<Double> sorted = values.stream().sorted().toList();
                    words.add(
                            String.format(
                                    Locale.ROOT,
                                    "%s %.2f / %.2f / %.2f",
                                    name,
                                    sorted.get(0),
                                    sorted.get(sorted.size() / 2),
                                    sorted.get(sorted.size() - 1)));
                });
        return String.join(", ", words);
    }
}
