package org.beibu.analyzer.report;

import java.nio.file.Path;
import org.beibu.analyzer.segments.SegmentPlan;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.analyzer.slo.SloSources;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.LossStore;
import org.beibu.analyzer.store.TrafficStore;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.model.Catalogue;

/**
 * What reports are made from.
 *
 * @param config of reports
 * @param data the data directory, for the ledger of moves
 * @param traffic what paths carried
 * @param losses what became of active packets
 * @param levels windows that may be shown, minutes, losses and routes
 * @param slo the targets
 * @param classes names of the service classes
 * @param segments which series is which segment
 */
public record ReportSources(
        ReportConfig config,
        Path data,
        TrafficStore traffic,
        LossStore losses,
        SloSources levels,
        SloConfig slo,
        ServiceClassNames classes,
        SegmentPlan segments) {

    /** Windows of delays, no more than may be shown. */
    public DelayStore delays() {
        return levels.store();
    }

    /** The routes. */
    public Catalogue catalogue() {
        return levels.catalogue();
    }
}
