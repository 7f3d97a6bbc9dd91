package org.beibu.analyzer.segments;

import java.util.Optional;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.model.LossInterval;

/**
 * The share of packets that two segments lose one after the other (RFC 6049): {@code 1 - (1 - p)(1
 * - q)}, as if what becomes of a packet on one had nothing to do with the other. The interval goes
 * from both lower to both upper ends, so it is rather too wide.
 *
 * @param ratio the share, 0 to 1
 * @param low the interval's lower end
 * @param high the interval's upper end
 * @param sent packets of the segment with fewer of them
 */
public record ComposedLoss(double ratio, double low, double high, long sent) {

    /** Both together; empty unless packets were sent on both. */
    static Optional<ComposedLoss> of(LossCounts first, LossCounts second) {
        if (!first.isKnown() || !second.isKnown()) {
            return Optional.empty();
        }
        LossInterval a = first.interval().orElseThrow();
        LossInterval b = second.interval().orElseThrow();
        return Optional.of(
                new ComposedLoss(
                        both(first.ratio().orElseThrow(), second.ratio().orElseThrow()),
                        both(a.low(), b.low()),
                        both(a.high(), b.high()),
                        Math.min(first.sent(), second.sent())));
    }

    private static double both(double p, double q) {
        return p + q - p * q;
    }
}
