package org.beibu.probe.datagram;

import java.nio.ByteBuffer;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.Mixing;

/**
 * Remembers the last datagrams in constant space, to fold the copies that taps, span ports and the
 * "any" device make: same ends, tags, length, IPv4 identification and first octets, checksums among
 * them. The first copy counts.
 *
 * <p>What a host sends again carries another IPv4 identification; where that is 0 or there is none
 * (IPv6), only a copy within a millisecond is one, else within 200 ms.
 *
 * <p>Pairs of a 64-bit fingerprint and a capture time, two pairs a set; the older pair makes room.
 * Owned by the capture thread.
 */
final class DatagramCopies {
    private static final long WITH_IDENTIFICATION_NANOS = 200_000_000L;
    private static final long WITHOUT_IDENTIFICATION_NANOS = 1_000_000L;
    private static final int OCTETS_COMPARED = 32;
    private static final int CHECKSUM_LENGTH = 2;

    private final long[] pairs;
    private final int mask;

    /** A filter that remembers this many datagrams, a power of two. */
    DatagramCopies(int datagrams) {
        pairs = new long[datagrams * 2];
        mask = datagrams * 2 - 4;
    }

    /**
     * Whether the packet is a copy of one that was seen before; remembers it if not.
     *
     * @param ends a hash of its ends in their order
     */
    boolean isCopy(DecodedPacket packet, long ends) {
        long fingerprint = fingerprint(packet, ends);
        long now = packet.epochNanos();
        int first = (int) fingerprint & mask;
        int at = pairs[first] == fingerprint ? first : first + 2;
        if (pairs[at] == fingerprint) {
            long window =
                    packet.ipv4Identification() != 0
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

    private static long fingerprint(DecodedPacket packet, long ends) {
        long lengths = (long) packet.payloadLength() << 32 | (packet.tagHash() & 0xffffffffL);
        long marks = (long) packet.ipv4Identification() << 16 | checksum(packet);
        long mixed = Mixing.fold(ends ^ 0x2d358dccaa6c78a5L, lengths ^ 0x8bb84b93962eacc9L);
        mixed = Mixing.fold(mixed ^ marks, 0x4b33a62ed433d4a3L ^ marks << 32);
        ByteBuffer buffer = packet.buffer();
        int end = packet.payloadOffset() + Math.min(packet.payloadCaptured(), OCTETS_COMPARED);
        int at = packet.payloadOffset();
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            mixed = Mixing.fold(mixed ^ buffer.getLong(at), 0xa0761d6478bd642fL ^ at - end);
        }
        for (; at < end; at++) {
            mixed = mixed * 31 + buffer.get(at);
        }
        return mixed == 0 ? 1 : mixed;
    }

    /** The checksum in front of the UDP payload; that of ICMP is among its own octets. */
    private static int checksum(DecodedPacket packet) {
        return packet.transport() == DecodedPacket.UDP
                ? packet.buffer().getShort(packet.payloadOffset() - CHECKSUM_LENGTH) & 0xffff
                : 0;
    }
}
