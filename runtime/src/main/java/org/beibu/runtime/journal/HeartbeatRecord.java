package org.beibu.runtime.journal;

import java.nio.ByteBuffer;

/**
 * The probe is alive ({@link JournalFormat}, kind HEARTBEAT).
 *
 * @param epochNanos when it was
 * @param startedEpochNanos when the probe was started
 * @param intervalNanos how long until the next heartbeat
 * @param recordsNotKept records that the journal has refused since the start
 */
public record HeartbeatRecord(
        long epochNanos, long startedEpochNanos, long intervalNanos, long recordsNotKept) {

    void encode(ByteBuffer document, int at) {
        document.putLong(at, (long) RecordKind.HEARTBEAT.code() << 56)
                .putLong(at + 8, epochNanos)
                .putLong(at + 16, startedEpochNanos)
                .putLong(at + 24, intervalNanos)
                .putLong(at + 32, recordsNotKept)
                .putLong(at + 40, 0)
                .putLong(at + 48, 0)
                .putLong(at + 56, 0);
    }

    static HeartbeatRecord decode(ByteBuffer document, int at) {
        return new HeartbeatRecord(
                document.getLong(at + 8),
                document.getLong(at + 16),
                document.getLong(at + 24),
                document.getLong(at + 32));
    }
}
