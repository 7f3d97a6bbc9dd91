package org.beibu.analyzer.export;

/** What came of one attempt to write points. */
enum WriteResult {
    /** Confirmed. */
    WRITTEN(ExportCounter.EXPORT_BATCHES_WRITTEN, ""),
    /** No answer: connection refused, name unknown, timed out. */
    UNREACHABLE(ExportCounter.EXPORT_FAILED_UNREACHABLE, "check influxdb.url and the server"),
    /** 5xx. */
    SERVER_ERROR(ExportCounter.EXPORT_FAILED_SERVER_ERROR, "see the server's log"),
    /** 429 or 503: the server asks for patience. */
    THROTTLED(ExportCounter.EXPORT_FAILED_THROTTLED, "the server asks for a lower rate"),
    /** 413: the batch is cut in half. */
    TOO_LARGE(ExportCounter.EXPORT_FAILED_TOO_LARGE, "smaller batches follow"),
    /** 401 or 403: tried again slowly, with the token file read anew. */
    UNAUTHORISED(ExportCounter.EXPORT_FAILED_UNAUTHORISED, "check influxdb.token_file"),
    /** 404: tried again slowly, for the database may be created. */
    NOT_FOUND(
            ExportCounter.EXPORT_FAILED_NOT_FOUND,
            "create the database or bucket, or check influxdb.api and influxdb.url"),
    /** Any other 4xx: the same points will never be taken, so they are given up. */
    REFUSED(ExportCounter.EXPORT_FAILED_REFUSED, "these points are given up");

    private final ExportCounter counter;
    private final String advice;

    WriteResult(ExportCounter counter, String advice) {
        this.counter = counter;
        this.advice = advice;
    }

    ExportCounter counter() {
        return counter;
    }

    /** What the operator can do about it. */
    String advice() {
        return advice;
    }

    /** The result that an HTTP status other than 2xx means; 0 means no answer. */
    static WriteResult ofStatus(int status) {
        return switch (status) {
            case 0, 408 -> UNREACHABLE;
            case 401, 403, 407 -> UNAUTHORISED;
            case 404 -> NOT_FOUND;
            case 413 -> TOO_LARGE;
            case 429, 503 -> THROTTLED;
            default -> status >= 400 && status < 500 ? REFUSED : SERVER_ERROR;
        };
    }
}
