package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;

/**
 * What one path carried for a while ({@link JournalFormat}, kind TRAFFIC).
 *
 * @param trafficClass number of the traffic class, 0 to 127, 0 = not classified
 * @param direction towards the ASEAN side or from it
 * @param path the AseanRoute and exit
 * @param startEpochNanos begin of the while
 * @param lengthNanos length of the while
 * @param volume octets and packets
 */
public record TrafficRecord(
        int trafficClass,
        TrafficDirection direction,
        PathId path,
        long startEpochNanos,
        long lengthNanos,
        Volume volume) {

    /**
     * How much.
     *
     * @param octets octets on the wire, link layer included
     * @param packets packets
     */
    public record Volume(long octets, long packets) {}

    private static final TrafficDirection[] DIRECTIONS = TrafficDirection.values();

    void encode(ByteBuffer document, int at) {
        document.putLong(at, 0)
                .put(at, RecordKind.TRAFFIC.code())
                .put(at + 1, (byte) trafficClass)
                .put(at + 2, (byte) direction.code())
                .putLong(at + 8, startEpochNanos)
                .putLong(at + 16, lengthNanos)
                .putLong(at + 24, volume.octets)
                .putLong(at + 32, volume.packets);
        PathKey.encode(path, document, at);
    }

    static TrafficRecord decode(ByteBuffer document, int at) {
        return new TrafficRecord(
                document.get(at + 1),
                DIRECTIONS[document.get(at + 2) - 1],
                PathKey.decode(document, at),
                document.getLong(at + 8),
                document.getLong(at + 16),
                new Volume(document.getLong(at + 24), document.getLong(at + 32)));
    }

    /** Whether {@link #decode} understands this record. */
    static boolean isKnown(ByteBuffer document, int at) {
        int direction = document.get(at + 2);
        return direction > 0
                && direction <= DIRECTIONS.length
                && document.get(at + 1) >= 0
                && PathKey.isKnown(document, at);
    }
}
