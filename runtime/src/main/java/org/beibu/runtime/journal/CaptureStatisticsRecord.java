package org.beibu.runtime.journal;

import java.nio.ByteBuffer;

/**
 * What a capture has seen since it began ({@link JournalFormat}, kind CAPTURE_STATISTICS).
 *
 * @param epochNanos when these totals were taken
 * @param received packets that reached the capture, dropped ones included
 * @param dropped packets lost because the buffer was full
 * @param droppedByInterface packets lost in the network card or its driver
 * @param used packets with a TCP, UDP or ICMP header to time
 * @param skipped packets that were not
 * @param timings timings found
 */
public record CaptureStatisticsRecord(
        long epochNanos,
        long received,
        long dropped,
        long droppedByInterface,
        long used,
        long skipped,
        long timings) {

    void encode(ByteBuffer document, int at) {
        document.putLong(at, (long) RecordKind.CAPTURE_STATISTICS.code() << 56)
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
                document.getLong(at + 56));
    }
}
