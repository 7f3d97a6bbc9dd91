package org.beibu.analyzer.export;

import java.util.Locale;
import org.beibu.runtime.counters.Counter;

/** What the InfluxDB export counts. */
public enum ExportCounter implements Counter {
    EXPORT_BATCHES_WRITTEN("Batches of points that InfluxDB confirmed."),
    EXPORT_WINDOWS_WRITTEN("Windows whose points InfluxDB confirmed, re-sent ones included."),
    EXPORT_POINTS_WRITTEN("Points that InfluxDB confirmed, re-sent ones included."),
    EXPORT_WINDOWS_POSTPONED(
            "Changed windows that found the queue full; they are read again from the store."),
    EXPORT_POINTS_GIVEN_UP("Points that InfluxDB refused for good."),
    EXPORT_WINDOWS_EXPIRED(
            "Windows that retention deleted before InfluxDB had taken them: missing there for good."),
    EXPORT_WINDOWS_GARBLED("Windows of the store that could not be decoded and were not sent."),
    EXPORT_FAILED_UNREACHABLE("Attempts to write without an answer."),
    EXPORT_FAILED_SERVER_ERROR("Attempts to write answered by a server error (5xx)."),
    EXPORT_FAILED_THROTTLED("Attempts to write answered by 429 or 503."),
    EXPORT_FAILED_TOO_LARGE("Attempts to write answered by 413; the batch is cut in half."),
    EXPORT_FAILED_UNAUTHORISED("Attempts to write answered by 401 or 403."),
    EXPORT_FAILED_NOT_FOUND("Attempts to write answered by 404: no such database, bucket or API."),
    EXPORT_FAILED_REFUSED("Attempts to write answered by another 4xx."),
    EXPORT_FAILED_STORE("Attempts to read windows from the store that failed."),
    EXPORT_FAILED_MARK("Attempts to read or write the mark, how far the export got, that failed."),
    EXPORT_ERRORS("Errors of the export itself; each kind is logged once.");

    private final String help;

    ExportCounter(String help) {
        this.help = help;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String help() {
        return help;
    }
}
