package org.beibu.analyzer.loss;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.beibu.model.LossInterval;

/**
 * Packets by what became of them.
 *
 * @param sent packets sent whose fate is known
 * @param lost packets of these without a reply within the loss threshold
 * @param late replies that came after it; their packets are among the lost
 * @param duplicate replies to packets answered before
 * @param reordered packets answered behind later ones
 * @param episodes runs of losses, where they were counted
 */
public record LossCounts(
        long sent, long lost, long late, long duplicate, long reordered, Episodes episodes) {
    /** No packet at all: nothing is known. */
    public static final LossCounts NONE = new LossCounts(0, 0, 0, 0, 0, Episodes.NONE);

    /**
     * Runs of losses (RFC 3357 5.3) of single sessions.
     *
     * @param count how many; one that reaches over the end of a window counts in both
     * @param longest packets of the longest
     * @param noticeable losses at most 99 packets after the loss before them
     */
    public record Episodes(long count, long longest, long noticeable) {
        /** None, or none counted. */
        public static final Episodes NONE = new Episodes(0, 0, 0);

        Episodes plus(Episodes other) {
            return new Episodes(
                    count + other.count,
                    Math.max(longest, other.longest),
                    noticeable + other.noticeable);
        }
    }

    public LossCounts {
        Objects.requireNonNull(episodes, "episodes");
    }

    /** Counts without runs of losses. */
    public LossCounts(long sent, long lost, long late, long duplicate, long reordered) {
        this(sent, lost, late, duplicate, reordered, Episodes.NONE);
    }

    /** Both together. */
    public LossCounts plus(LossCounts other) {
        return new LossCounts(
                sent + other.sent,
                lost + other.lost,
                late + other.late,
                duplicate + other.duplicate,
                reordered + other.reordered,
                episodes.plus(other.episodes));
    }

    /** Packets answered in time. */
    public long received() {
        return sent - lost;
    }

    /** Whether packets were sent, so that there is a ratio. */
    public boolean isKnown() {
        return sent > 0;
    }

    /** Share of packets that were lost, 0 to 1; empty when none was sent. */
    public OptionalDouble ratio() {
        return isKnown() ? OptionalDouble.of((double) lost / sent) : OptionalDouble.empty();
    }

    /** Where the ratio lies as far as so many packets can tell; empty when none was sent. */
    public Optional<LossInterval> interval() {
        return isKnown() ? Optional.of(LossInterval.of(lost, sent)) : Optional.empty();
    }

    /** Runs of losses; empty when there were losses and nobody has counted their runs. */
    public Optional<Episodes> countedEpisodes() {
        return lost > 0 && episodes.count == 0 ? Optional.empty() : Optional.of(episodes);
    }
}
