package org.beibu.analyzer.detect;

import org.beibu.analyzer.detect.PathAlarm.Kind;
import org.beibu.analyzer.detect.PathAlarm.Listener;

/**
 * Tells from packet to packet whether a twentieth is being lost rather than next to none: a CUSUM
 * of the logarithm of the likelihood ratio of 5 % and 0.2 %. At most two losses of one second
 * count, so that a single burst is no alarm. Owned by one thread.
 */
final class LossWatch {
    private static final long SECOND = 1_000_000_000L;
    private static final double LOST = Math.log(0.05 / 0.002);
    private static final double ANSWERED = Math.log(0.95 / 0.998);
    private static final double LIMIT = 8.5;
    private static final int MOST_OF_A_SECOND = 2;
    private static final int PACKETS_OF_AN_END = 600;

    private final Listener listener;
    private double sum;
    private long beganNanos;
    private int packets;
    private int lost;
    private long lossSecond = Long.MIN_VALUE;
    private int lossesOfSecond;
    private boolean lossy;
    private int answeredInARow;

    LossWatch(Listener listener) {
        this.listener = listener;
    }

    void onPacket(long atNanos, boolean isLost) {
        if (sum == 0) {
            beganNanos = atNanos;
            packets = 0;
            lost = 0;
        }
        packets++;
        if (isLost) {
            lost++;
            countLoss(atNanos);
        } else {
            sum = Math.max(0, sum + ANSWERED);
        }
        answeredInARow = isLost ? 0 : answeredInARow + 1;
        if (!lossy && sum > LIMIT) {
            lossy = true;
            listener.onAlarm(
                    new PathAlarm(Kind.LOSS, beganNanos, atNanos, 0, (double) lost / packets));
        } else if (lossy && answeredInARow > PACKETS_OF_AN_END) {
            restart();
            listener.onAlarm(new PathAlarm(Kind.LOSS_END, atNanos - 60 * SECOND, atNanos, 0.05, 0));
        }
    }

    private void countLoss(long atNanos) {
        long second = Math.floorDiv(atNanos, SECOND);
        lossesOfSecond = second == lossSecond ? lossesOfSecond + 1 : 1;
        lossSecond = second;
        if (lossesOfSecond <= MOST_OF_A_SECOND) {
            sum += LOST;
        }
    }

    void restart() {
        sum = 0;
        lossy = false;
        answeredInARow = 0;
    }
}
