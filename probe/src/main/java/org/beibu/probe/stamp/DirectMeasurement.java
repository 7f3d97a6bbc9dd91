package org.beibu.probe.stamp;

import java.nio.ByteBuffer;

/**
 * Direct Measurement (RFC 8972 4.5): what each side counted of the measured traffic. Here that is
 * the STAMP session itself: its test packets.
 *
 * <pre>
 *   0 S_TxC (u32) | 4 R_RxC (u32) | 8 R_TxC (u32)
 * </pre>
 *
 * @param sent S_TxC: the sender transmitted so many, modulo 2^32
 * @param received R_RxC: the reflector received so many of them
 * @param reflected R_TxC: the reflector transmitted so many
 */
public record DirectMeasurement(int sent, int received, int reflected) implements RequestTlv {
    private static final int RECEIVED_AT = 4;
    private static final int REFLECTED_AT = 8;

    /** What a Session-Sender tells that has sent so many. */
    public static DirectMeasurement request(int sent) {
        return new DirectMeasurement(sent, 0, 0);
    }

    /** Fills the reflector's counts. */
    public static void answer(ByteBuffer buffer, int valueAt, int received, int reflected) {
        buffer.putInt(valueAt + RECEIVED_AT, received);
        buffer.putInt(valueAt + REFLECTED_AT, reflected);
    }

    /** Reads a Value. */
    public static DirectMeasurement read(ByteBuffer buffer, int valueAt) {
        return new DirectMeasurement(
                buffer.getInt(valueAt),
                buffer.getInt(valueAt + RECEIVED_AT),
                buffer.getInt(valueAt + REFLECTED_AT));
    }

    @Override
    public TlvType type() {
        return TlvType.DIRECT_MEASUREMENT;
    }

    @Override
    public void write(ByteBuffer buffer, int valueAt) {
        buffer.putInt(valueAt, sent);
        answer(buffer, valueAt, received, reflected);
    }
}
