package org.beibu.probe.stamp;

import java.nio.ByteBuffer;

/**
 * Timestamp Information (RFC 8972 4.3): how the reflector's stamps came about.
 *
 * <pre>
 *   0 Sync Src In (u8) | 1 Timestamp In (u8) | 2 Sync Src Out (u8) | 3 Timestamp Out (u8) | 4 sub-TLVs
 * </pre>
 *
 * @param sourceIn a {@link SyncSource}: of the clock of T2
 * @param methodIn a {@link StampingMethod}: of T2
 * @param sourceOut the same of T3
 * @param methodOut the same of T3
 */
public record TimestampInformation(int sourceIn, int methodIn, int sourceOut, int methodOut)
        implements RequestTlv {
    /** What a Session-Sender asks. */
    public static final TimestampInformation REQUEST = new TimestampInformation(0, 0, 0, 0);

    /** Fills the Value: one clock, two methods. */
    public static void answer(
            ByteBuffer buffer,
            int valueAt,
            SyncSource source,
            StampingMethod in,
            StampingMethod out) {
        buffer.put(valueAt, (byte) source.code());
        buffer.put(valueAt + 1, (byte) in.code());
        buffer.put(valueAt + 2, (byte) source.code());
        buffer.put(valueAt + 3, (byte) out.code());
    }

    /** Reads a Value. */
    public static TimestampInformation read(ByteBuffer buffer, int valueAt) {
        return new TimestampInformation(
                buffer.get(valueAt) & 0xff,
                buffer.get(valueAt + 1) & 0xff,
                buffer.get(valueAt + 2) & 0xff,
                buffer.get(valueAt + 3) & 0xff);
    }

    @Override
    public TlvType type() {
        return TlvType.TIMESTAMP_INFORMATION;
    }

    @Override
    public void write(ByteBuffer buffer, int valueAt) {
        buffer.put(valueAt, (byte) sourceIn);
        buffer.put(valueAt + 1, (byte) methodIn);
        buffer.put(valueAt + 2, (byte) sourceOut);
        buffer.put(valueAt + 3, (byte) methodOut);
    }
}
