package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/**
 * Something that an active session noticed about its path ({@link JournalFormat}, kind PATH_EVENT).
 *
 * @param kind what
 * @param path the AseanRoute and exit
 * @param epochNanos when it was noticed; unlike that of any other event of the probe
 * @param change from what to what
 * @param session which session of the path's, from 1 in the order of the configuration
 */
public record PathEventRecord(
        PathEventKind kind, PathId path, long epochNanos, Change change, int session)
        implements PathRecord {

    /**
     * From what to what.
     *
     * @param metric round trip, or the way that it happened on
     * @param before hops or nanoseconds before, 0 where there is no such thing
     * @param after hops, nanoseconds or packets after
     * @param leftOut changes of this kind before it that were too many to report
     */
    public record Change(Metric metric, long before, long after, int leftOut) {}

    @Override
    public void encode(ByteBuffer document, int at) {
        document.putLong(at, 0)
                .put(at, RecordKind.PATH_EVENT.code())
                .put(at + 1, (byte) kind.code())
                .put(at + 2, (byte) change.metric.code())
                .putLong(at + 8, epochNanos)
                .putLong(at + 16, change.before)
                .putLong(at + 24, change.after)
                .putInt(at + 32, change.leftOut)
                .putInt(at + 36, session);
        PathKey.encode(path, document, at);
    }

    static PathEventRecord decode(ByteBuffer document, int at) {
        return new PathEventRecord(
                PathEventKind.ofCode(document.get(at + 1)).orElseThrow(),
                PathKey.decode(document, at),
                document.getLong(at + 8),
                new Change(
                        Metric.ofCode(document.get(at + 2)).orElseThrow(),
                        document.getLong(at + 16),
                        document.getLong(at + 24),
                        document.getInt(at + 32)),
                document.getInt(at + 36));
    }

    /** Whether {@link #decode} understands this record. */
    static boolean isKnown(ByteBuffer document, int at) {
        return PathEventKind.ofCode(document.get(at + 1)).isPresent()
                && Metric.ofCode(document.get(at + 2)).isPresent()
                && PathKey.isKnown(document, at);
    }
}
