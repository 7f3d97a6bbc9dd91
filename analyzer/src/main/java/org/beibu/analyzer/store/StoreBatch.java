package org.beibu.analyzer.store;

import java.util.List;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.events.EventAdditions;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * What one commit adds.
 *
 * @param additions new samples by series and 10 s window; the store adds them to all resolutions
 * @param traffic new volumes by series and 10 s window, added to all resolutions likewise
 * @param losses fates of packets by series and 10 s window, added to all resolutions likewise
 * @param events new events and parts of traces
 * @param position how far the journal has been read with them
 * @param committedNanos wall-clock time of the commit, epoch nanoseconds; retention counts from it
 */
public record StoreBatch(
        List<Addition> additions,
        List<TrafficAddition> traffic,
        List<LossAddition> losses,
        EventAdditions events,
        JournalPosition position,
        long committedNanos) {

    public StoreBatch {
        additions = List.copyOf(additions);
        traffic = List.copyOf(traffic);
        losses = List.copyOf(losses);
    }

    /** A batch without events. */
    public StoreBatch(
            List<Addition> additions,
            List<TrafficAddition> traffic,
            List<LossAddition> losses,
            JournalPosition position,
            long committedNanos) {
        this(additions, traffic, losses, EventAdditions.NONE, position, committedNanos);
    }

    /** A batch of delays alone. */
    public StoreBatch(List<Addition> additions, JournalPosition position, long committedNanos) {
        this(additions, List.of(), List.of(), position, committedNanos);
    }

    /** The newest window that delays are added to; the least number of all when there is none. */
    long newestStart() {
        return additions.stream().mapToLong(Addition::startNanos).max().orElse(Long.MIN_VALUE);
    }

    private static void checkStart(long startNanos) {
        if (Resolution.TEN_SECONDS.startOf(startNanos) != startNanos) {
            throw new IllegalArgumentException("not the start of a 10 s window: " + startNanos);
        }
    }

    /**
     * What is added to a series in one window of 10 s, and to the windows of all other resolutions.
     *
     * @param <S> a series
     * @param <V> what is added
     */
    public sealed interface Sum<S, V> {
        /** To which series. */
        S series();

        /** Start of the 10 s window, epoch nanoseconds. */
        long startNanos();

        /** What comes to what was added before. */
        V value();
    }

    /**
     * What one series carried in one window of 10 s, besides what was added before.
     *
     * @param series path, direction and class
     * @param startNanos start of the 10 s window, epoch nanoseconds
     * @param volume the new volume only
     */
    public record TrafficAddition(TrafficSeries series, long startNanos, TrafficVolume volume)
            implements Sum<TrafficSeries, TrafficVolume> {
        public TrafficAddition {
            checkStart(startNanos);
        }

        @Override
        public TrafficVolume value() {
            return volume;
        }
    }

    /**
     * What became of the packets of one series in one window of 10 s, besides what was added.
     *
     * @param series path, method and way
     * @param startNanos start of the 10 s window, epoch nanoseconds
     * @param counts the new counts only
     */
    public record LossAddition(LossSeries series, long startNanos, LossCounts counts)
            implements Sum<LossSeries, LossCounts> {
        public LossAddition {
            checkStart(startNanos);
        }

        @Override
        public LossCounts value() {
            return counts;
        }
    }

    /**
     * New samples of one series in one window of 10 s.
     *
     * @param series whose samples
     * @param startNanos start of the 10 s window, epoch nanoseconds
     * @param histogram the new samples only; must not change until the commit is over
     * @param prefixes of how many networks they are; neither may this change
     */
    public record Addition(
            Series series, long startNanos, DelayHistogram histogram, PrefixSet prefixes) {

        /** Samples whose prefixes were not counted. */
        public Addition(Series series, long startNanos, DelayHistogram histogram) {
            this(series, startNanos, histogram, PrefixSet.unknown());
        }

        public Addition {
            checkStart(startNanos);
        }
    }
}
