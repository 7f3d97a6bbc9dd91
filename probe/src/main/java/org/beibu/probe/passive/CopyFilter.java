package org.beibu.probe.passive;

import org.beibu.probe.capture.DecodedPacket;

/**
 * Remembers the last segments of all flows in constant space, to fold the copies that taps, span
 * ports and the "any" device make: same flow, direction, sequence and acknowledgment number,
 * length, flags, window, checksum, timestamps, SACK edges and IPv4 identification. The first copy
 * counts.
 *
 * <p>A resent segment carries another IPv4 identification; where that is 0 or there is none (IPv6),
 * only a copy within a millisecond is one, else within 200 ms.
 *
 * <p>Pairs of a 64-bit fingerprint and a capture time, two pairs a set; the older pair makes room.
 * The mixing constants are fixed, so that the same file always gives the same timings. Owned by the
 * capture thread.
 */
final class CopyFilter {
    private static final long WITH_IDENTIFICATION_NANOS = 200_000_000L;
    private static final long WITHOUT_IDENTIFICATION_NANOS = 1_000_000L;

    private final long[] pairs;
    private final int mask;

    /** A filter that remembers this many segments, a power of two. */
    CopyFilter(int segments) {
        pairs = new long[segments * 2];
        mask = segments * 2 - 4;
    }

    /** Whether the segment is a copy of one that was seen before; remembers it if not. */
    boolean isCopy(DecodedPacket segment, Flow flow, int direction) {
        long fingerprint = fingerprint(segment, flow, direction);
        long now = segment.epochNanos();
        int first = (int) fingerprint & mask;
        int at = pairs[first] == fingerprint ? first : first + 2;
        if (pairs[at] == fingerprint) {
            long window =
                    segment.ipv4Identification() != 0
                            ? WITH_IDENTIFICATION_NANOS
                            : WITHOUT_IDENTIFICATION_NANOS;
            if (Math.abs(now - pairs[at + 1]) <= window) {
                return true;
            }
        } else if (pairs[first + 1] < pairs[first + 3]) {
            at = first;
        }
        pairs[at] = fingerprint;
        pairs[at + 1] = now;
        return false;
    }

    private static long fingerprint(DecodedPacket s, Flow flow, int direction) {
        long numbers = (long) s.sequenceNumber() << 32 | (s.acknowledgmentNumber() & 0xffffffffL);
        long times =
                s.hasTimestamps() ? (long) s.tsval() << 32 | (s.tsecr() & 0xffffffffL) : 0x5a5a5aL;
        long lengths = (long) s.payloadLength() << 32 | (s.sackHash() & 0xffffffffL);
        long header =
                (long) s.window() << 48
                        | (long) s.checksum() << 32
                        | (long) s.ipv4Identification() << 16
                        | (long) s.flags() << 8
                        | direction;
        long owner = (long) flow.number() << 16 | flow.generation();
        long mixed =
                Mixing.fold(numbers ^ 0x2d358dccaa6c78a5L, times ^ 0x8bb84b93962eacc9L)
                        ^ Mixing.fold(lengths ^ 0x4b33a62ed433d4a3L, header ^ 0x4d5a2da51de1aa47L);
        return Mixing.fold(mixed ^ 0xa0761d6478bd642fL, owner ^ 0xe7037ed1a0b428dbL);
    }
}
