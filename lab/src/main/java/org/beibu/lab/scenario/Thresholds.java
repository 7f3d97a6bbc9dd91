package org.beibu.lab.scenario;

import org.beibu.lab.bureau.LabSettings;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The step of 30 ms, with several thresholds of evidence. */
public final class Thresholds {
    private static final List<Integer> EVIDENCE = List.of(5, 20, 100, 1000);

    private Thresholds() {}

    public static List<Scenario> all() {
        Scenario slower = Scenarios.of("slower").orElseThrow();
        return EVIDENCE.stream().map(value -> with(slower, value)).toList();
    }

    private static Scenario with(Scenario slower, int evidence) {
        LabSettings usual = slower.settings();
        SortedMap<String, String> keys = new TreeMap<>(usual.recommend());
        keys.putAll(Map.of("evidence", "" + evidence));
        return new Scenario(
                "slower-evidence-" + evidence,
                slower.sentence() + " Evidence " + evidence + ".",
                new LabSettings(usual.mode(), usual.probeIntervalMillis(), keys, usual.adapter()),
                slower.play(),
                slower.judge());
    }
}
