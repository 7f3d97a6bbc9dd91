package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import org.beibu.model.PathId;

/**
 * How many routers the packets of an active session passed ({@link JournalFormat}, kind
 * HOP_COUNTS).
 *
 * @param path the AseanRoute and exit
 * @param epochNanos the end of the while that it is told for
 * @param forward towards the reflector
 * @param backward towards the sender
 * @param session which session, from 1 in the order of the configuration
 */
public record HopCountsRecord(
        PathId path, long epochNanos, Direction forward, Direction backward, int session)
        implements PathRecord {

    /** The hop count is not known. */
    public static final int UNKNOWN = -1;

    /**
     * One direction.
     *
     * @param hops routers passed, {@link #UNKNOWN} when nobody tells
     * @param flaps changes since the session began that did not last
     */
    public record Direction(int hops, long flaps) {}

    @Override
    public void encode(ByteBuffer document, int at) {
        document.putLong(at, 0)
                .put(at, RecordKind.HOP_COUNTS.code())
                .putShort(at + 2, (short) (forward.hops + 1))
                .putShort(at + 4, (short) (backward.hops + 1))
                .putLong(at + 8, epochNanos)
                .putLong(at + 16, forward.flaps)
                .putLong(at + 24, backward.flaps)
                .putInt(at + 32, 0)
                .putInt(at + 36, session);
        PathKey.encode(path, document, at);
    }

    static HopCountsRecord decode(ByteBuffer document, int at) {
        return new HopCountsRecord(
                PathKey.decode(document, at),
                document.getLong(at + 8),
                new Direction((document.getShort(at + 2) & 0xffff) - 1, document.getLong(at + 16)),
                new Direction((document.getShort(at + 4) & 0xffff) - 1, document.getLong(at + 24)),
                document.getInt(at + 36));
    }

    /** Whether {@link #decode} understands this record. */
    static boolean isKnown(ByteBuffer document, int at) {
        return PathKey.isKnown(document, at);
    }
}
