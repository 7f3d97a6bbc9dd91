package org.beibu.probe.stamp;

import java.nio.ByteBuffer;

/**
 * Access Report (RFC 8972 4.6): the sender tells the reflector which of its accesses is usable.
 *
 * <pre>
 *   0 ID (4 bits) reserved (4) | 1 Return Code (u8) | 2 reserved
 * </pre>
 *
 * @param id 1 for 3GPP, 2 for non-3GPP access
 * @param returnCode 1 available, 2 unavailable
 */
public record AccessReport(int id, int returnCode) implements RequestTlv {
    /** 3GPP access. */
    public static final int THREE_GPP = 1;

    /** Any other access. */
    public static final int NON_THREE_GPP = 2;

    /** Whether the Value has an ID that is assigned; others are not processed. */
    public static boolean isKnown(ByteBuffer buffer, int valueAt) {
        int id = buffer.get(valueAt) >>> 4 & 0xf;
        return id == THREE_GPP || id == NON_THREE_GPP;
    }

    /** Reads a Value. */
    public static AccessReport read(ByteBuffer buffer, int valueAt) {
        return new AccessReport(buffer.get(valueAt) >>> 4 & 0xf, buffer.get(valueAt + 1) & 0xff);
    }

    @Override
    public TlvType type() {
        return TlvType.ACCESS_REPORT;
    }

    @Override
    public void write(ByteBuffer buffer, int valueAt) {
        buffer.put(valueAt, (byte) (id << 4));
        buffer.put(valueAt + 1, (byte) returnCode);
    }
}
