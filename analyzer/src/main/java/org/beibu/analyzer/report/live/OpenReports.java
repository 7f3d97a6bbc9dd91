package org.beibu.analyzer.report.live;

import java.util.Optional;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.publish.PublishedStore;
import org.beibu.analyzer.report.ReportSources;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.Reports;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.slo.SloSources;
import org.beibu.analyzer.slo.StoredLosses;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.traffic.ServiceClassNames;

/** Reports on a store that is open for reading, while an analyzer may write it. */
public final class OpenReports implements AutoCloseable {
    private final SqliteDelayStore store;
    private final ReportSources sources;

    private OpenReports(SqliteDelayStore store, ReportSources sources) {
        this.store = store;
        this.sources = sources;
    }

    /**
     * Opens the store of a configuration; the clock tells which windows may be published yet.
     *
     * @throws org.beibu.analyzer.store.StoreException when it cannot be opened
     */
    public static OpenReports of(AnalyzerConfig config, EpochNanoClock clock) {
        SqliteDelayStore store = SqliteDelayStore.openReadOnly(config.storeFile());
        SloSources levels =
                new SloSources(
                        PublishedStore.of(store, config.publication(), clock),
                        config.publication(),
                        Optional.empty(),
                        new StoredLosses(store),
                        config.shared().catalogue(),
                        config.maintenance());
        return new OpenReports(
                store,
                new ReportSources(
                        config.report(),
                        config.shared().data(),
                        store,
                        store,
                        levels,
                        config.slo(),
                        new ServiceClassNames(config.shared().serviceClassNames()),
                        config.segments()));
    }

    /** A report. */
    public ReportDocument make(Reports.Request request) {
        return new Reports(sources).make(request);
    }

    /** The facts of the Capacity view. */
    public CapacityFacts capacity(ReportSpan span) {
        return CapacityFacts.read(sources, span, CapacityFacts.WhatIf.NOTHING);
    }

    @Override
    public void close() {
        store.close();
    }
}
