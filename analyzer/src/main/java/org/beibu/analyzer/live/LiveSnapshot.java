package org.beibu.analyzer.live;

import java.util.List;
import java.util.Set;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.traffic.TrafficRate;

/**
 * Everything live at one moment.
 *
 * @param epochNanos the moment; 0 before the first snapshot
 * @param paths every series with a sample in the last two minutes, in order
 * @param probes every probe heard of since the analyzer started, by name
 * @param headlines which of the series head their paths
 * @param traffic what carries now, in order; empty when no probe counts
 */
public record LiveSnapshot(
        long epochNanos,
        List<LivePath> paths,
        List<LiveProbe> probes,
        Headlines headlines,
        List<TrafficRate> traffic) {

    /** What is shown before anything was measured. */
    public static final LiveSnapshot EMPTY =
            new LiveSnapshot(0, List.of(), List.of(), new Headlines(Set.of(), Set.of()), List.of());

    public LiveSnapshot {
        paths = List.copyOf(paths);
        probes = List.copyOf(probes);
        traffic = List.copyOf(traffic);
    }
}
