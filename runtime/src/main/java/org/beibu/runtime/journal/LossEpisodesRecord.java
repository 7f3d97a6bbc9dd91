package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/**
 * How the losses of a {@link LossWindowRecord} lay among its packets ({@link JournalFormat}, kind
 * LOSS_EPISODES). A window without losses has none.
 *
 * @param method the active method
 * @param metric the way on which the losses were
 * @param path the AseanRoute and exit
 * @param startEpochNanos begin of the while
 * @param lengthNanos length of the while
 * @param episodes the runs of losses
 */
public record LossEpisodesRecord(
        Method method,
        Metric metric,
        PathId path,
        long startEpochNanos,
        long lengthNanos,
        Episodes episodes) {

    /**
     * Runs of losses (RFC 3357).
     *
     * @param count how many; one that goes on from the window before counts
     * @param longest packets of the longest
     * @param noticeable losses within 99 packets of the loss before
     */
    public record Episodes(int count, int longest, int noticeable) {}

    void encode(ByteBuffer document, int at) {
        document.putLong(at, 0)
                .put(at, RecordKind.LOSS_EPISODES.code())
                .put(at + 1, (byte) method.code())
                .put(at + 2, (byte) metric.code())
                .putInt(at + 4, episodes.noticeable)
                .putLong(at + 8, startEpochNanos)
                .putLong(at + 16, lengthNanos)
                .putInt(at + 24, episodes.count)
                .putInt(at + 28, episodes.longest)
                .putLong(at + 32, 0);
        PathKey.encode(path, document, at);
    }

    static LossEpisodesRecord decode(ByteBuffer document, int at) {
        return new LossEpisodesRecord(
                Method.ofCode(document.get(at + 1)).orElseThrow(),
                Metric.ofCode(document.get(at + 2)).orElseThrow(),
                PathKey.decode(document, at),
                document.getLong(at + 8),
                document.getLong(at + 16),
                new Episodes(
                        document.getInt(at + 24),
                        document.getInt(at + 28),
                        document.getInt(at + 4)));
    }

    /** Whether {@link #decode} understands this record. */
    static boolean isKnown(ByteBuffer document, int at) {
        return Method.ofCode(document.get(at + 1)).isPresent()
                && Metric.ofCode(document.get(at + 2)).isPresent()
                && PathKey.isKnown(document, at);
    }
}
