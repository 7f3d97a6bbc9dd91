package org.beibu.analyzer.web;

import java.util.List;
import org.beibu.analyzer.live.LiveHeadlines;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveProbe;
import org.beibu.analyzer.live.LiveSnapshot;

/** Snapshots whose headlines are those that a recorder without a past would choose. */
final class Snapshots {
    private Snapshots() {}

    static LiveSnapshot of(long epochNanos, List<LivePath> paths, List<LiveProbe> probes) {
        return new LiveSnapshot(
                epochNanos,
                paths,
                probes,
                new LiveHeadlines().update(paths, epochNanos),
                List.of());
    }
}
