package org.beibu.lab.scenario;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.lab.bureau.LabSettings;

/** The step of 30 ms, with several thresholds: seconds between false alarms. */
public final class Thresholds {
    private static final List<Integer> SECONDS = List.of(1_000, 10_000, 100_000, 1_000_000);

    private Thresholds() {}

    public static List<Scenario> all() {
        Scenario slower = Scenarios.of("slower").orElseThrow();
        return SECONDS.stream().map(value -> with(slower, value)).toList();
    }

    private static Scenario with(Scenario slower, int seconds) {
        LabSettings usual = slower.settings();
        SortedMap<String, String> keys = new TreeMap<>(usual.recommend());
        keys.putAll(Map.of("urgent", "{step_seconds: " + seconds + "}"));
        return new Scenario(
                "slower-" + seconds,
                slower.sentence() + " One false alarm in " + seconds + " s.",
                new LabSettings(usual.mode(), usual.probeIntervalMillis(), keys, usual.adapter()),
                slower.play(),
                slower.judge());
    }
}
