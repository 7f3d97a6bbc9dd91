package org.beibu.analyzer.detect;

import org.beibu.analyzer.detect.PathAlarm.Evidence;
import org.beibu.analyzer.detect.PathAlarm.Kind;
import org.beibu.analyzer.detect.PathAlarm.Listener;

/**
 * Tells from packet to packet whether many more are being lost than this path always loses: {@link
 * LossLimits} says how close together so many losses come by chance less than once in a month. At
 * most two losses of one second count, so that a single burst is no alarm.
 *
 * <p>Owned by one thread; allocates nothing but the alarms.
 */
final class LossWatch {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_OF_A_SECOND = 2;
    private static final int PACKETS_OF_AN_END = 600;

    private final Listener listener;
    private final LossLimits limits = new LossLimits();
    private final long[] lossPacket = new long[LossLimits.MOST];
    private final long[] lossNanos = new long[LossLimits.MOST];
    private long packets;
    private long losses;
    private long lossSecond = Long.MIN_VALUE;
    private int lossesOfSecond;
    private long lossySince;
    private boolean lossy;

    LossWatch(Listener listener) {
        this.listener = listener;
    }

    void onPacket(long atNanos, boolean isLost) {
        packets++;
        if (isLost) {
            onLoss(atNanos);
        } else if (lossy) {
            judgeEnd(atNanos);
        }
        if (!lossy) {
            limits.learn(isLost);
        }
    }

    private void onLoss(long atNanos) {
        long second = Math.floorDiv(atNanos, SECOND);
        lossesOfSecond = second == lossSecond ? lossesOfSecond + 1 : 1;
        lossSecond = second;
        if (lossesOfSecond > MOST_OF_A_SECOND) {
            return;
        }
        int newest = (int) (losses++ % LossLimits.MOST);
        lossPacket[newest] = packets;
        lossNanos[newest] = atNanos;
        int many = lossy ? 0 : tooMany();
        if (many > 0) {
            lossy = true;
            lossySince = packets;
            int first = slot(many);
            int among = (int) (packets - lossPacket[first] + 1);
            listener.onAlarm(
                    new PathAlarm(
                            Kind.LOSS,
                            lossNanos[first],
                            atNanos,
                            limits.usual(),
                            (double) many / among,
                            Evidence.of(among, limits.logOdds(many, among))));
        }
    }

    /** How many of the last losses came too close together for chance; 0 of none. */
    private int tooMany() {
        limits.settle();
        long known = Math.min(losses, LossLimits.MOST);
        for (int many = 2; many <= known; many++) {
            if (packets - lossPacket[slot(many)] < limits.within(many)) {
                return many;
            }
        }
        return 0;
    }

    /** Where the {@code ago}-th newest loss is kept. */
    private int slot(int ago) {
        return (int) ((losses - ago) % LossLimits.MOST);
    }

    /** It is over when a minute at ten packets a second lost no more than is usual here. */
    private void judgeEnd(long atNanos) {
        if (packets - lossySince < PACKETS_OF_AN_END) {
            return;
        }
        int tolerated = limits.usualOf(PACKETS_OF_AN_END);
        boolean few =
                losses <= tolerated
                        || packets - lossPacket[slot(tolerated + 1)] >= PACKETS_OF_AN_END;
        if (few) {
            long ended = lossNanos[slot(1)];
            restart();
            listener.onAlarm(
                    new PathAlarm(
                            Kind.LOSS_END,
                            Math.min(ended, atNanos),
                            atNanos,
                            0.05,
                            limits.usual()));
        }
    }

    /** What was lost until now has got another name. */
    void restart() {
        losses = 0;
        lossy = false;
    }
}
