package org.beibu.probe.passive;

import org.beibu.probe.capture.DecodedPacket;

/**
 * Remembers the last segments that take sequence space, in constant space, to fold the copies that
 * taps, span ports and the "any" device make: same flow, direction, sequence and acknowledgment
 * number, length, flags, window, checksum, timestamps, SACK edges and IPv4 identification. The
 * first copy counts.
 *
 * <p>A resent segment carries another IPv4 identification; where that is 0 or there is none (IPv6),
 * only a copy within a millisecond is one, else within 200 ms.
 *
 * <p>Copies of pure ACKs need no memory: a second one acknowledges nothing new and so does nothing.
 * Likewise a segment that goes beyond all before it cannot be a copy: it is remembered, but not
 * looked for.
 *
 * <p>The memory is one ring of all flows, written in the order of capture so that writing is cheap;
 * each entry leads to the one before it of the same direction, and the flow to the last one. A
 * search follows at most {@link #MOST_STEPS} entries, which is how many other segments of its
 * direction a copy may come behind. Owned by the capture thread.
 *
 * <pre>
 * word 0   hash (32) | number of the entry before of the same direction (32), 0 for none
 * word 1   capture time
 * </pre>
 */
final class CopyFilter {
    static final int MOST_STEPS = 256;

    private static final long WITH_IDENTIFICATION_NANOS = 200_000_000L;
    private static final long WITHOUT_IDENTIFICATION_NANOS = 1_000_000L;
    private static final long LOW = 0xffff_ffffL;

    private final long[] ring;
    private final int size;

    /** Number of the last entry; counts up from 1 and wraps, leaving out 0. */
    private int last;

    /** A filter that remembers this many segments, a power of two. */
    CopyFilter(int segments) {
        ring = new long[2 * segments];
        size = segments;
    }

    /** Remembers a segment that cannot be a copy. */
    void remember(DecodedPacket segment, Flow flow, int direction) {
        put(hash(segment), segment.epochNanos(), flow, direction);
    }

    /** Whether the segment is a copy of one that was seen before; remembers it if not. */
    boolean isCopy(DecodedPacket segment, Flow flow, int direction) {
        int hash = hash(segment);
        long now = segment.epochNanos();
        long window =
                segment.ipv4Identification() != 0
                        ? WITH_IDENTIFICATION_NANOS
                        : WITHOUT_IDENTIFICATION_NANOS;
        int entry = flow.lastRemembered(direction);
        for (int step = 0; step < MOST_STEPS && entry != 0 && last - entry < size; step++) {
            int at = position(entry);
            if (Math.abs(now - ring[at + 1]) > window) {
                break;
            }
            if ((int) (ring[at] >>> 32) == hash) {
                return true;
            }
            entry = (int) ring[at];
        }
        put(hash, now, flow, direction);
        return false;
    }

    private int position(int entry) {
        return (entry & size - 1) << 1;
    }

    private void put(int hash, long epochNanos, Flow flow, int direction) {
        if (++last == 0) {
            last = 1;
        }
        int at = position(last);
        ring[at] = (long) hash << 32 | (flow.lastRemembered(direction) & LOW);
        ring[at + 1] = epochNanos;
        flow.lastRemembered(direction, last);
    }

    private static int hash(DecodedPacket s) {
        long numbers = (long) s.sequenceNumber() << 32 | (s.acknowledgmentNumber() & LOW);
        long times = (long) s.tsval() << 32 | (s.tsecr() & LOW);
        long header =
                (long) s.window() << 48
                        | (long) s.checksum() << 32
                        | (long) s.ipv4Identification() << 16
                        | (long) s.flags() << 8
                        | (s.hasTimestamps() ? 1 : 0);
        long lengths = (long) s.payloadLength() << 32 | (s.sackHash() & LOW);
        long mixed =
                numbers * 0x2d358dccaa6c78a5L
                        + times * 0x8bb84b93962eacc9L
                        + header * 0x4b33a62ed433d4a3L
                        + lengths * 0x4d5a2da51de1aa47L;
        mixed ^= mixed >>> 29;
        mixed *= 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32);
    }
}
