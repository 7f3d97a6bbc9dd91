package org.beibu.analyzer.verify;

import java.util.List;
import java.util.Map;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

/**
 * What a verification found.
 *
 * @param journal what the journal holds
 * @param levels what was compared, by resolution
 * @param differences the first ones; {@link #differenceCount} says how many there are
 * @param differenceCount windows that are not as the journal says
 * @param probes probes whose place in the store is not that of the journal, as text
 */
public record VerifyReport(
        JournalSide journal,
        Map<Resolution, Level> levels,
        List<Difference> differences,
        long differenceCount,
        List<String> probes) {

    public VerifyReport {
        levels = Map.copyOf(levels);
        differences = List.copyOf(differences);
        probes = List.copyOf(probes);
    }

    /** Whether the store holds each timing of the journal once. */
    public boolean isEqual() {
        return differenceCount == 0 && probes.isEmpty();
    }

    /** Whether neither side holds anything. */
    public boolean isEmpty() {
        return journal.timings() == 0
                && differenceCount == 0
                && levels.values().stream().allMatch(Level::isEmpty);
    }

    /**
     * The journal's side.
     *
     * @param timings timings up to where the analyzer has read
     * @param waiting timings behind that, which it has not taken in yet
     * @param repeated records that lie in it more than once, counted once
     * @param missing sequence numbers that are missing between others: damaged documents
     * @param wholeFromNanos windows from here on can lie in the journal whole; the far past when
     *     nothing was ever removed from it
     */
    public record JournalSide(
            long timings, long waiting, long repeated, long missing, long wholeFromNanos) {

        /** Whether retention has removed a part of it. */
        public boolean isCut() {
            return wholeFromNanos != Long.MIN_VALUE;
        }
    }

    /**
     * The windows of one resolution.
     *
     * @param equal windows with as many timings as the journal has
     * @param beyondJournal windows that hold timings from before the journal's oldest document
     * @param expired windows that the store's retention has removed
     * @param shared windows whose series is kept under -/- because there were too many
     */
    public record Level(long equal, long beyondJournal, long expired, long shared) {
        boolean isEmpty() {
            return equal + beyondJournal + expired + shared == 0;
        }
    }

    /**
     * A window that is not as it should be.
     *
     * @param series whose
     * @param window when
     * @param journal how many timings the journal has for it
     * @param store how many the store has
     */
    public record Difference(Series series, Window window, long journal, long store) {}
}
