package org.beibu.lab.bureau;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What differs from run to run.
 *
 * @param mode of steering: shadow, approve or auto
 * @param probeIntervalMillis from one probe of a path to the next
 * @param recommend further keys below {@code analyzer.recommend}
 * @param adapter further keys below {@code router_adapter}
 */
public record LabSettings(
        String mode,
        int probeIntervalMillis,
        SortedMap<String, String> recommend,
        SortedMap<String, String> adapter) {
    public LabSettings {
        recommend = Collections.unmodifiableSortedMap(new TreeMap<>(recommend));
        adapter = Collections.unmodifiableSortedMap(new TreeMap<>(adapter));
    }

    /** Ten probes a second on each path, and waits that fit runs of a minute. */
    public static LabSettings usual(String mode) {
        return new LabSettings(
                mode,
                100,
                new TreeMap<>(
                        Map.of(
                                "candidates",
                                "http://%s:%d/api/v1/candidates"
                                        .formatted(Topology.ADAPTER, Topology.ADAPTER_PORT))),
                new TreeMap<>(Map.of("settle", "5s", "dwell", "90s", "step_share", "100%")));
    }
}
