package org.beibu.analyzer.export;

/**
 * The answer to one attempt to write points.
 *
 * @param result what came of it
 * @param detail the server's words, empty when written
 * @param retryAfterNanos how long the server asks to wait, 0 when it does not say
 */
record WriteOutcome(WriteResult result, String detail, long retryAfterNanos) {
    static final WriteOutcome WRITTEN = new WriteOutcome(WriteResult.WRITTEN, "", 0);

    WriteOutcome(WriteResult result, String detail) {
        this(result, detail, 0);
    }
}
