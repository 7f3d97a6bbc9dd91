package org.beibu.probe.capture;

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
    private static final int ALIGNED_TIMESTAMPS = 0x0101_080a;

    private static final int ALIGNED_TIMESTAMPS_LENGTH = 12;

    /** An odd multiplier with well spread bits, 2^32 / golden ratio. */
    private static final int MIX = 0x9e37_79b1;

    private TcpOptions() {}

    /** Returns what was wrong with the options, or null. */
    static @Nullable CaptureCounter read(HeaderCursor cursor, DecodedPacket into) {
        into.hasTimestamps = false;
        into.tsval = 0;
        into.tsecr = 0;
        into.sackHash = 0;
        into.sackBlocks = 0;
        int length = (int) (cursor.enclosedEnd - cursor.position);
        if (length == 0) {
            return null;
        }
        int at = cursor.position;
        if (length >= ALIGNED_TIMESTAMPS_LENGTH
                && cursor.readable() >= ALIGNED_TIMESTAMPS_LENGTH
                && cursor.buffer.getInt(at) == ALIGNED_TIMESTAMPS) {
            timestamps(cursor, at + 2, into);
            at += ALIGNED_TIMESTAMPS_LENGTH;
        }
        return one(cursor, at, cursor.position + length, into);
    }

    private static @Nullable CaptureCounter one(
            HeaderCursor cursor, int start, int end, DecodedPacket into) {
        int at = start;
        while (at < end) {
            if (at >= cursor.capturedEnd) {
                return CaptureCounter.TCP_OPTIONS_CUT;
            }
            int kind = cursor.buffer.get(at) & 0xff;
            if (kind == END) {
                return null;
            }
            if (kind == NO_OPERATION) {
                at++;
                continue;
            }
            if (at + 1 >= end) {
                return CaptureCounter.TCP_OPTIONS_MALFORMED;
            }
            if (at + 1 >= cursor.capturedEnd) {
                return CaptureCounter.TCP_OPTIONS_CUT;
            }
            int length = cursor.buffer.get(at + 1) & 0xff;
            if (length < 2 || length > end - at) {
                return CaptureCounter.TCP_OPTIONS_MALFORMED;
            }
            if (length > cursor.capturedEnd - at) {
                return CaptureCounter.TCP_OPTIONS_CUT;
            }
            if (kind == TIMESTAMPS && length == TIMESTAMPS_LENGTH && !into.hasTimestamps) {
                timestamps(cursor, at, into);
            } else if (kind == SACK) {
                sack(cursor, at, length, into);
            }
            at += length;
        }
        return null;
    }

    private static void timestamps(HeaderCursor cursor, int at, DecodedPacket into) {
        into.hasTimestamps = true;
        into.tsval = cursor.buffer.getInt(at + 2);
        into.tsecr = cursor.buffer.getInt(at + 6);
    }

    private static void sack(HeaderCursor cursor, int at, int length, DecodedPacket into) {
        int blocks = Math.min((length - 2) >> 3, DecodedPacket.MOST_SACK_BLOCKS);
        int hash = 1;
        for (int i = 0; i < 2 * blocks; i++) {
            int edge = cursor.buffer.getInt(at + 2 + 4 * i);
            into.sackEdges[i] = edge;
            hash = (Integer.rotateLeft(hash, 5) ^ edge) * MIX;
        }
        into.sackBlocks = blocks;
        into.sackHash = hash == 0 ? 1 : hash;
    }
}
