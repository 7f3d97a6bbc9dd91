package org.beibu.analyzer.rebuild;

/**
 * What a rebuild did.
 *
 * @param timings timings taken from the journal
 * @param inherited windows kept from the old store
 * @param seamNanos windows that begin before are the old store's; the far past when none are
 * @param seconds how long it took
 */
public record RebuildReport(long timings, long inherited, long seamNanos, double seconds) {

    /** Whether a part lies beyond the journal. */
    public boolean hasSeam() {
        return seamNanos != Long.MIN_VALUE;
    }
}
