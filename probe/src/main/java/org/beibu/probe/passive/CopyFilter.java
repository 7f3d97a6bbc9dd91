package org.beibu.probe.passive;

import org.beibu.probe.capture.DecodedPacket;

/**
 * Remembers the last segments of all flows that take sequence space, in constant space, to fold the
 * copies that taps, span ports and the "any" device make: same flow, direction, sequence and
 * acknowledgment number, length, flags, window, checksum, timestamps, SACK edges and IPv4
 * identification. The first copy counts.
 *
 * <p>A resent segment carries another IPv4 identification; where that is 0 or there is none (IPv6),
 * only a copy within a millisecond is one, else within 200 ms.
 *
 * <p>Copies of pure ACKs need no memory: a second one acknowledges nothing new and so does nothing.
 * Likewise a segment that goes beyond all before it cannot be a copy: it is remembered, but not
 * looked for.
 *
 * <p>Two entries a set, the older makes room: hash (28) | capture time in units of 1024 ns (36).
 * The mixing constants are fixed, so that the same file always gives the same timings. Owned by the
 * capture thread.
 */
final class CopyFilter {
    private static final long WITH_IDENTIFICATION_NANOS = 200_000_000L;
    private static final long WITHOUT_IDENTIFICATION_NANOS = 1_000_000L;
    private static final int UNIT_BITS = 10;
    private static final int TIME_BITS = 36;
    private static final long TIME_MASK = (1L << TIME_BITS) - 1;
    private static final int HASH_BITS = 64 - TIME_BITS;

    private final long[] entries;
    private final int mask;

    /** A filter that remembers this many segments, a power of two. */
    CopyFilter(int segments) {
        entries = new long[segments];
        mask = segments - 2;
    }

    /** Remembers a segment that cannot be a copy. */
    void remember(DecodedPacket segment, Flow flow, int direction) {
        long hash = hash(segment, flow, direction);
        put((int) hash & mask, entry(hash, segment.epochNanos()));
    }

    /** Whether the segment is a copy of one that was seen before; remembers it if not. */
    boolean isCopy(DecodedPacket segment, Flow flow, int direction) {
        long hash = hash(segment, flow, direction);
        long entry = entry(hash, segment.epochNanos());
        long window =
                segment.ipv4Identification() != 0
                        ? WITH_IDENTIFICATION_NANOS
                        : WITHOUT_IDENTIFICATION_NANOS;
        int at = (int) hash & mask;
        if (isSame(entries[at], entry, window) || isSame(entries[at + 1], entry, window)) {
            return true;
        }
        put(at, entry);
        return false;
    }

    private void put(int at, long entry) {
        entries[at + 1] = entries[at];
        entries[at] = entry;
    }

    private static long entry(long hash, long epochNanos) {
        long stamp = epochNanos >>> UNIT_BITS & TIME_MASK;
        return ((hash | TIME_MASK + 1) & ~TIME_MASK) | stamp; // never 0
    }

    private static boolean isSame(long before, long entry, long window) {
        if ((before ^ entry) >>> TIME_BITS != 0) {
            return false;
        }
        long apart = (entry - before) << HASH_BITS >> HASH_BITS;
        return Math.abs(apart) <= window >>> UNIT_BITS;
    }

    private static long hash(DecodedPacket s, Flow flow, int direction) {
        long numbers = (long) s.sequenceNumber() << 32 | (s.acknowledgmentNumber() & 0xffffffffL);
        long times =
                s.hasTimestamps() ? (long) s.tsval() << 32 | (s.tsecr() & 0xffffffffL) : 0x5a5a5aL;
        long header =
                (long) s.window() << 48
                        | (long) s.checksum() << 32
                        | (long) s.ipv4Identification() << 16
                        | (long) s.flags() << 8
                        | direction;
        long owner =
                (long) flow.number() << 38 ^ (long) flow.generation() << 22 ^ s.payloadLength();
        long mixed = Mixing.fold(numbers ^ 0x2d358dccaa6c78a5L, times ^ 0x8bb84b93962eacc9L);
        return Mixing.fold(mixed ^ header, owner ^ s.sackHash() ^ 0xe7037ed1a0b428dbL);
    }
}
