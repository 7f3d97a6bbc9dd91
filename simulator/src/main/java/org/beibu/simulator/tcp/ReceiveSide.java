package org.beibu.simulator.tcp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a host has received on a connection, and what it must say about it. */
final class ReceiveSide {
    private static final int MOST_SACK_BLOCKS = 3; // what fits beside timestamps (RFC 2018 3)

    /** RCV.NXT, not wrapped. */
    long next;

    /** Last.ACK.sent of RFC 7323 4.3. */
    long lastAckSent;

    /** TS.Recent of RFC 7323 4.3, as the tick it came from. */
    @Nullable Tick recent;

    /** Segments received in order and not acknowledged yet. */
    int unacknowledgedSegments;

    /** Whether the FIN has come, with everything before it. */
    boolean finished;

    private long finEnd = Long.MAX_VALUE;
    private long[] islands = {}; // left and right edges, ascending, beyond next

    /** Begins with the peer's SYN. */
    void begin(Segment syn) {
        next = syn.end();
        lastAckSent = next;
        recent = syn.tick;
    }

    /** RFC 7323 4.3: a segment at or before Last.ACK.sent renews TS.Recent unless it is older. */
    void noteTimestamp(Segment segment) {
        Tick tick = segment.tick;
        if (tick == null || segment.sequence > lastAckSent) {
            return;
        }
        Tick known = recent;
        if (known == null || tick.tsval >= known.tsval) {
            recent = tick;
        }
    }

    /**
     * Takes the segment's sequence space.
     *
     * @return whether it must be acknowledged at once: old, out of order, filling a gap, or a FIN
     */
    boolean accept(Segment segment) {
        if (segment.has(Segment.FIN)) {
            finEnd = segment.end();
        }
        if (segment.end() <= next) {
            return true;
        }
        if (segment.sequence > next) {
            addIsland(segment.sequence, segment.end());
            return true;
        }
        boolean gapOpen = islands.length > 0;
        next = segment.end();
        while (islands.length > 0 && islands[0] <= next) {
            next = Math.max(next, islands[1]);
            islands = Arrays.copyOfRange(islands, 2, islands.length);
        }
        finished = next >= finEnd;
        unacknowledgedSegments++;
        return gapOpen || finished;
    }

    /** The SACK blocks to send: edges of what was received beyond {@link #next}. */
    long[] sackBlocks() {
        return islands.length <= 2 * MOST_SACK_BLOCKS
                ? islands
                : Arrays.copyOf(islands, 2 * MOST_SACK_BLOCKS);
    }

    private void addIsland(long left, long right) {
        long mergedLeft = left;
        long mergedRight = right;
        long[] merged = new long[islands.length + 2];
        int count = 0;
        for (int i = 0; i < islands.length; i += 2) {
            if (islands[i + 1] < mergedLeft) {
                merged[count++] = islands[i];
                merged[count++] = islands[i + 1];
            } else if (islands[i] <= mergedRight) {
                mergedLeft = Math.min(mergedLeft, islands[i]);
                mergedRight = Math.max(mergedRight, islands[i + 1]);
            }
        }
        merged[count++] = mergedLeft;
        merged[count++] = mergedRight;
        for (int i = 0; i < islands.length; i += 2) {
            if (islands[i] > mergedRight) {
                merged[count++] = islands[i];
                merged[count++] = islands[i + 1];
            }
        }
        islands = Arrays.copyOf(merged, count);
    }
}
