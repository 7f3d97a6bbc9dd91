package org.beibu.probe.active.metrics;

/**
 * Runs of losses (RFC 3357 5.2, 5.3): their number, the longest, and the loss distance, which is
 * the difference of the numbers of successive losses. Takes packets in the order of their numbers.
 */
public final class LossEpisodes {
    private static final long NONE = -1;

    private long episodes;
    private long current;
    private long longest;
    private long packets;
    private long lastLost = NONE;
    private long noticeable;
    private final int noticeableDistance;

    /** A loss is noticeable (RFC 3357 5.4) within this distance of the loss before. */
    LossEpisodes(int noticeableDistance) {
        this.noticeableDistance = noticeableDistance;
    }

    void packet(boolean lost) {
        if (lost) {
            if (current == 0) {
                episodes++;
            }
            current++;
            longest = Math.max(longest, current);
            if (lastLost != NONE && packets - lastLost <= noticeableDistance) {
                noticeable++;
            }
            lastLost = packets;
        } else {
            current = 0;
        }
        packets++;
    }

    /** How many runs of losses there were; one that goes on from the window before counts. */
    public long count() {
        return episodes;
    }

    /** The longest run, in packets. */
    public long longest() {
        return longest;
    }

    /** Losses at most so many packets after the loss before them. */
    public long noticeable() {
        return noticeable;
    }
}
