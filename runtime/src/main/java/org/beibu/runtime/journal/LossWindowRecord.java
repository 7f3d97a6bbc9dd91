package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/**
 * Packets that an active method sent on one path for a while ({@link JournalFormat}, kind
 * LOSS_WINDOW).
 *
 * @param method the active method
 * @param metric the way on which the loss was
 * @param path the AseanRoute and exit
 * @param startEpochNanos begin of the while
 * @param lengthNanos length of the while
 * @param counts what became of the packets
 */
public record LossWindowRecord(
        Method method,
        Metric metric,
        PathId path,
        long startEpochNanos,
        long lengthNanos,
        Counts counts) {

    /**
     * Packets by what became of them.
     *
     * @param sent packets sent
     * @param lost packets that never came, or too late
     * @param late packets of these that came too late
     * @param duplicate packets that came again
     * @param reordered packets that came after a later one
     */
    public record Counts(int sent, int lost, int late, int duplicate, int reordered) {}

    void encode(ByteBuffer document, int at) {
        document.putLong(at, 0)
                .put(at, RecordKind.LOSS_WINDOW.code())
                .put(at + 1, (byte) method.code())
                .put(at + 2, (byte) metric.code())
                .putInt(at + 4, counts.late)
                .putLong(at + 8, startEpochNanos)
                .putLong(at + 16, lengthNanos)
                .putInt(at + 24, counts.sent)
                .putInt(at + 28, counts.lost)
                .putInt(at + 32, counts.duplicate)
                .putInt(at + 36, counts.reordered);
        PathKey.encode(path, document, at);
    }

    static LossWindowRecord decode(ByteBuffer document, int at) {
        return new LossWindowRecord(
                Method.ofCode(document.get(at + 1)).orElseThrow(),
                Metric.ofCode(document.get(at + 2)).orElseThrow(),
                PathKey.decode(document, at),
                document.getLong(at + 8),
                document.getLong(at + 16),
                new Counts(
                        document.getInt(at + 24),
                        document.getInt(at + 28),
                        document.getInt(at + 4),
                        document.getInt(at + 32),
                        document.getInt(at + 36)));
    }

    /** Whether {@link #decode} understands this record: codes, a path, no more lost than sent. */
    static boolean isKnown(ByteBuffer document, int at) {
        return Method.ofCode(document.get(at + 1)).isPresent()
                && Metric.ofCode(document.get(at + 2)).isPresent()
                && Integer.compareUnsigned(document.getInt(at + 28), document.getInt(at + 24)) <= 0
                && PathKey.isKnown(document, at);
    }
}
