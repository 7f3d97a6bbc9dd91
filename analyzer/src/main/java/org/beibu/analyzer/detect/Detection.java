package org.beibu.analyzer.detect;

import java.util.List;

/**
 * What was found in a series.
 *
 * @param method how it was looked for
 * @param rows rows of the series
 * @param lostRows rows without an answer
 * @param changes changes, by index
 * @param notChanges what stands out and is none, by index; the longest where there are many
 */
public record Detection(
        String method, int rows, int lostRows, List<Change> changes, List<Episode> notChanges) {
    /** Copies the lists. */
    public Detection {
        changes = List.copyOf(changes);
        notChanges = List.copyOf(notChanges);
    }

    /**
     * Something that is over or comes and goes, and is no new regime.
     *
     * @param index its first row
     * @param rows how many rows
     * @param cause what it looks like the work of
     * @param peakMs the largest delay in it, NaN when nothing was answered
     */
    public record Episode(int index, int rows, ChangeCause cause, double peakMs) {}
}
