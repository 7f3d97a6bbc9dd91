package org.beibu.runtime.journal;

import java.nio.ByteBuffer;

/**
 * What a capture has seen since it began ({@link JournalFormat}, kind CAPTURE_STATISTICS).
 *
 * @param epochNanos when these totals were taken
 * @param received packets that reached the capture, dropped ones included
 * @param dropped packets lost because the buffer was full
 * @param droppedByInterface packets lost in the network card or its driver
 * @param used packets that gave a transport header with a usable time
 * @param skipped packets that did not
 * @param timings timings found
 * @param behindNanos the longest time since the record before that passed between the capture of a
 *     packet and its being dealt with; -1 when not known or when there was no packet
 */
public record CaptureStatisticsRecord(
        long epochNanos,
        long received,
        long dropped,
        long droppedByInterface,
        long used,
        long skipped,
        long timings,
        long behindNanos) {
    /** The time behind when it is not known. */
    public static final long UNKNOWN = -1;

    private static final int KIND_SHIFT = 56;
    private static final long BEHIND_MASK = (1L << KIND_SHIFT) - 1;

    /** Totals without a time behind. */
    public CaptureStatisticsRecord(
            long epochNanos,
            long received,
            long dropped,
            long droppedByInterface,
            long used,
            long skipped,
            long timings) {
        this(epochNanos, received, dropped, droppedByInterface, used, skipped, timings, UNKNOWN);
    }

    void encode(ByteBuffer document, int at) {
        long behind = Math.min(Math.max(behindNanos, UNKNOWN), BEHIND_MASK - 1) + 1;
        document.putLong(at, (long) RecordKind.CAPTURE_STATISTICS.code() << KIND_SHIFT | behind)
                .putLong(at + 8, epochNanos)
                .putLong(at + 16, received)
                .putLong(at + 24, dropped)
                .putLong(at + 32, droppedByInterface)
                .putLong(at + 40, used)
                .putLong(at + 48, skipped)
                .putLong(at + 56, timings);
    }

    static CaptureStatisticsRecord decode(ByteBuffer document, int at) {
        return new CaptureStatisticsRecord(
                document.getLong(at + 8),
                document.getLong(at + 16),
                document.getLong(at + 24),
                document.getLong(at + 32),
                document.getLong(at + 40),
                document.getLong(at + 48),
                document.getLong(at + 56),
                (document.getLong(at) & BEHIND_MASK) - 1);
    }
}
