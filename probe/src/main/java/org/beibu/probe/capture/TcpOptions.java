package org.beibu.probe.capture;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * TCP options (RFC 9293 3.2): timestamps (RFC 7323 3.2) and SACK (RFC 2018 3); others are skipped.
 *
 * <pre>
 *   timestamps: kind 8 | length 10 | TSval 4 | TSecr 4          SACK: kind 5 | length | edges
 * </pre>
 *
 * <p>A snap length may cut the options. Then those captured whole count and the rest is taken as
 * absent: the handshake and the data need no option, so the segment stays usable.
 */
final class TcpOptions {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;
    private static final int TIMESTAMPS_LENGTH = 10;

    /** Two no-operations and the head of the timestamps option: what nearly all senders write. */
    static final int ALIGNED_TIMESTAMPS = 0x0101_080a;

    private static final int ALIGNED_TIMESTAMPS_LENGTH = 12;

    /** An odd multiplier with well spread bits, 2^32 / golden ratio. */
    private static final int MIX = 0x9e37_79b1;

    private TcpOptions() {}

    static void forget(DecodedPacket into) {
        into.hasTimestamps = false;
        into.tsval = 0;
        into.tsecr = 0;
        into.sackHash = 0;
        into.sackBlocks = 0;
    }

    /**
     * Reads the options from {@code start} to {@code end}, as far as they were captured.
     *
     * @return what was wrong with the options, or null
     */
    static @Nullable CaptureCounter read(
            ByteBuffer buffer, int start, int end, int capturedEnd, DecodedPacket into) {
        forget(into);
        int at = start;
        int readable = Math.min(end, capturedEnd);
        if (readable - at >= ALIGNED_TIMESTAMPS_LENGTH && buffer.getInt(at) == ALIGNED_TIMESTAMPS) {
            timestamps(buffer, at + 2, into);
            at += ALIGNED_TIMESTAMPS_LENGTH;
        }
        while (at < end) {
            if (at >= readable) {
                return CaptureCounter.TCP_OPTIONS_CUT;
            }
            int kind = buffer.get(at) & 0xff;
            if (kind == END) {
                return null;
            }
            if (kind == NO_OPERATION) {
                at++;
                continue;
            }
            if (at + 1 >= readable) {
                return cutOrMalformed(at + 1, end);
            }
            int length = buffer.get(at + 1) & 0xff;
            if (length < 2 || length > readable - at) {
                return length < 2
                        ? CaptureCounter.TCP_OPTIONS_MALFORMED
                        : cutOrMalformed(at + length - 1, end);
            }
            one(buffer, at, kind, length, into);
            at += length;
        }
        return null;
    }

    /** What it means that the octet at this index cannot be read. */
    private static CaptureCounter cutOrMalformed(int at, int end) {
        return at < end ? CaptureCounter.TCP_OPTIONS_CUT : CaptureCounter.TCP_OPTIONS_MALFORMED;
    }

    private static void one(ByteBuffer buffer, int at, int kind, int length, DecodedPacket into) {
        if (kind == SACK) {
            sack(buffer, at, length, into);
        } else if (kind == TIMESTAMPS && length == TIMESTAMPS_LENGTH && !into.hasTimestamps) {
            timestamps(buffer, at, into);
        }
    }

    private static void timestamps(ByteBuffer buffer, int at, DecodedPacket into) {
        into.hasTimestamps = true;
        into.tsval = buffer.getInt(at + 2);
        into.tsecr = buffer.getInt(at + 6);
    }

    private static void sack(ByteBuffer buffer, int at, int length, DecodedPacket into) {
        int blocks = Math.min((length - 2) >> 3, DecodedPacket.MOST_SACK_BLOCKS);
        int hash = 1;
        for (int i = 0; i < 2 * blocks; i++) {
            int edge = buffer.getInt(at + 2 + 4 * i);
            into.sackEdges[i] = edge;
            hash = (Integer.rotateLeft(hash, 5) ^ edge) * MIX;
        }
        into.sackBlocks = blocks;
        into.sackHash = hash == 0 ? 1 : hash;
    }
}
