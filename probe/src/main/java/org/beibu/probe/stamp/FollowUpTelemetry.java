package org.beibu.probe.stamp;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Follow-Up Telemetry (RFC 8972 4.7): when the reflector's previous packet really left, which it
 * could not know while it wrote that packet.
 *
 * <pre>
 *   0 Sequence Number of that packet (u32) | 4 Follow-Up Timestamp | 12 Timestamp Mode (u8) | 13 reserved
 * </pre>
 *
 * @param sequenceNumber the reflector's number of the earlier packet, unsigned
 * @param timestamp its true T3, in the format of the reply's Error Estimate
 * @param method a {@link StampingMethod}; 0 with all else 0 where the reflector does not know
 */
public record FollowUpTelemetry(int sequenceNumber, long timestamp, int method)
        implements RequestTlv {
    /** What a Session-Sender asks. */
    public static final FollowUpTelemetry REQUEST = new FollowUpTelemetry(0, 0, 0);

    private static final int TIMESTAMP_AT = 4;
    private static final int METHOD_AT = 12;

    /** Fills the Value; all zero where the earlier departure is not known. */
    public static void answer(
            ByteBuffer buffer, int valueAt, int sequenceNumber, long timestamp, int method) {
        buffer.putInt(valueAt, sequenceNumber);
        buffer.putLong(valueAt + TIMESTAMP_AT, timestamp);
        buffer.putInt(valueAt + METHOD_AT, method << 24);
    }

    /** Reads a Value. */
    public static FollowUpTelemetry read(ByteBuffer buffer, int valueAt) {
        return new FollowUpTelemetry(
                buffer.getInt(valueAt),
                buffer.getLong(valueAt + TIMESTAMP_AT),
                buffer.get(valueAt + METHOD_AT) & 0xff);
    }

    /** How the stamp was taken, empty where there is none. */
    public Optional<StampingMethod> stampingMethod() {
        return StampingMethod.ofCode(method);
    }

    @Override
    public TlvType type() {
        return TlvType.FOLLOW_UP_TELEMETRY;
    }

    @Override
    public void write(ByteBuffer buffer, int valueAt) {
        answer(buffer, valueAt, sequenceNumber, timestamp, method);
    }
}
