package org.beibu.analyzer;

import org.beibu.runtime.counters.Counter;

/** What the analyzer counts, apart from the journal, the export and the web server. */
public enum AnalyzerCounter implements Counter {
    SAMPLES_INGESTED("ingest_samples", "Timings taken from the journal into histograms."),
    RECORDS_ALREADY_STORED(
            "ingest_records_already_stored",
            "Journal records skipped because the store holds their sequence number already."),
    NUMBERINGS_RESTARTED(
            "ingest_numberings_restarted",
            "Times a probe began its sequence numbers anew, as after its journal was deleted."),
    SAMPLES_BEYOND_SERIES_LIMIT(
            "ingest_samples_beyond_series_limit",
            "Timings kept under the path -/- because there were too many series."),
    TRAFFIC_RECORDS_INGESTED(
            "ingest_traffic_records", "Traffic counts taken from the journal into windows."),
    TRAFFIC_BEYOND_SERIES_LIMIT(
            "ingest_traffic_beyond_series_limit",
            "Traffic counts kept under the path -/- because there were too many series."),
    LOSS_WINDOWS_INGESTED(
            "ingest_loss_windows", "Loss windows of active sessions taken from the journal."),
    LOSS_WINDOWS_BEYOND_SERIES_LIMIT(
            "ingest_loss_windows_beyond_series_limit",
            "Loss windows kept under the path -/- because there were too many series."),
    PATH_EVENTS_INGESTED(
            "ingest_path_events", "Events of paths taken from the journal into the store."),
    TRACES_INGESTED("ingest_traces", "Traces of paths taken from the journal into the store."),
    DETECT_EVENTS(
            "detect_events",
            "Tellings of shifts, outages and losses of probed paths: each event is told once at"
                    + " once and once with what it has in common with others."),
    DETECT_EVENTS_LEFT_OUT(
            "detect_events_left_out",
            "Shifts, outages and losses of probed paths that were too many of one session."),
    DETECT_BEYOND_LIMIT(
            "detect_beyond_limit",
            "Timings and loss windows that the live watch left out because there were too many"
                    + " sessions."),
    DETECT_CLOCKS_DOUBTED(
            "detect_clocks_doubted",
            "One-way delays and clock errors that came while the clocks were further off than they"
                    + " said: they are kept and not shown."),
    DETECT_TIMINGS_LATE(
            "detect_timings_late",
            "Timings that came five seconds after newer ones, which the live watch leaves out."),
    COMMITS("ingest_commits", "Commits of histograms and journal position to the store."),
    COMMIT_FAILURES("ingest_commit_failures", "Commits that the store refused; all are retried."),
    READ_FAILURES("ingest_read_failures", "Times the journal could not be read; it is retried."),
    WINDOWS_PRUNED("store_windows_pruned", "Windows deleted because retention had ended."),
    LIVE_SAMPLES_OUTSIDE(
            "live_samples_outside",
            "Timings older than two minutes or from the future, which the live view leaves out."),
    LIVE_SERIES_REFUSED(
            "live_series_refused", "Series left out of the live view because there were too many."),
    AGENT_ERRORS("analyzer_agent_errors", "Unexpected errors of the analyzer's threads.");

    private final String label;
    private final String help;

    AnalyzerCounter(String label, String help) {
        this.label = label;
        this.help = help;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String help() {
        return help;
    }
}
