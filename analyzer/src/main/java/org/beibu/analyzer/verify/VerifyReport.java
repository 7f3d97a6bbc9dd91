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

    /** Whether there was nothing to compare: the journal holds nothing, whatever the store has. */
    public boolean isEmpty() {
        return journal.timings() == 0 && differenceCount == 0;
    }

    /**
     * The journal's side.
     *
     * @param timings timings up to where the analyzer has read
     * @param waiting timings behind that, which it has not taken in yet
     * @param repeated records that lie in it more than once, counted once
     * @param missing sequence numbers that are missing between others: damaged documents
     * @param unverifiable spans of which it does not hold everything any longer, in order
     */
    public record JournalSide(
            long timings, long waiting, long repeated, long missing, List<Span> unverifiable) {

        public JournalSide {
            unverifiable = List.copyOf(unverifiable);
        }

        /**
         * Windows from here on can lie in it whole, but for later spans; the far past when nothing
         * was ever removed from its beginning.
         */
        public long wholeFromNanos() {
            return isCut() ? unverifiable.get(0).toNanos() : Long.MIN_VALUE;
        }

        /** Whether retention has removed its beginning. */
        public boolean isCut() {
            return !unverifiable.isEmpty() && unverifiable.get(0).fromNanos() == Long.MIN_VALUE;
        }
    }

    /**
     * A span of time, half open.
     *
     * @param fromNanos the far past when everything before its end may be missing
     * @param toNanos the far future when the journal is empty
     */
    public record Span(long fromNanos, long toNanos) {
        boolean touches(Window window) {
            return window.startNanos() < toNanos && window.endNanos() > fromNanos;
        }
    }

    /**
     * The windows of one resolution.
     *
     * @param equal windows with as many timings as the journal has
     * @param beyondJournal windows that hold timings that the journal does not hold any longer
     * @param expired windows that the store's retention has removed
     * @param shared windows whose series is kept under -/- because there were too many
     */
    public record Level(long equal, long beyondJournal, long expired, long shared) {}

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
