package org.beibu.analyzer.report;

import org.beibu.analyzer.report.contents.CapacityContents;
import org.beibu.analyzer.report.contents.GatewayContents;
import org.beibu.analyzer.report.contents.LatencyContents;
import org.beibu.analyzer.report.contents.SloContents;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.SloHistory;
import org.beibu.analyzer.segments.SegmentComparison;
import org.beibu.analyzer.segments.TimeSpan;

/** Makes reports: reads facts and has them written down. */
public final class Reports {
    private final ReportSources sources;

    /** Reports of what these sources hold; they belong to the thread that asks for reports. */
    public Reports(ReportSources sources) {
        this.sources = sources;
    }

    /**
     * What is asked for.
     *
     * @param kind which report
     * @param span of what time
     * @param language in which language
     * @param whatIf what is tried beside today, in the capacity report
     */
    public record Request(
            ReportKind kind,
            ReportSpan span,
            ReportLanguage language,
            CapacityFacts.WhatIf whatIf) {}

    /** The report that is asked for. */
    public ReportDocument make(Request request) {
        ReportSpan span = request.span();
        return switch (request.kind()) {
            case CAPACITY ->
                    CapacityContents.of(
                            CapacityFacts.read(sources, span, request.whatIf()),
                            SloHistory.read(sources, span),
                            sources.config(),
                            request.language());
            case LATENCY ->
                    LatencyContents.of(
                            CapacityFacts.read(sources, span, request.whatIf()),
                            sources.config(),
                            request.language());
            case SLO -> SloContents.of(SloHistory.read(sources, span), span, request.language());
            case GATEWAY ->
                    GatewayContents.of(
                            SegmentComparison.of(
                                    sources.delays(),
                                    sources.losses(),
                                    sources.segments(),
                                    sources.catalogue(),
                                    new TimeSpan(span.fromNanos(), span.toNanos())),
                            sources,
                            span,
                            request.language());
        };
    }
}
