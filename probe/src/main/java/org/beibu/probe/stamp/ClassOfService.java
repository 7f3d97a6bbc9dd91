package org.beibu.probe.stamp;

import java.nio.ByteBuffer;

/**
 * Class of Service (RFC 8972 4.4): asks for a DSCP on the way back and tells with which the packet
 * came in.
 *
 * <pre>
 *   0 DSCP1 (6 bits) DSCP2 (6) ECN (2) RP (2) | 2 reserved
 * </pre>
 *
 * @param wanted DSCP1, wanted for the reply
 * @param received DSCP2, with which the packet reached the reflector
 * @param receivedEcn the ECN with which it did
 * @param refused RP: the reflector's policy refused DSCP1; it sent with DSCP2 instead
 */
public record ClassOfService(int wanted, int received, int receivedEcn, boolean refused)
        implements RequestTlv {
    private static final int HIGHEST_DSCP = 63;

    public ClassOfService {
        if (wanted < 0 || wanted > HIGHEST_DSCP || received < 0 || received > HIGHEST_DSCP) {
            throw new IllegalArgumentException(
                    "a DSCP is 0 to " + HIGHEST_DSCP + ": " + wanted + ", " + received);
        }
    }

    /** What a Session-Sender asks. */
    public static ClassOfService request(int wanted) {
        return new ClassOfService(wanted, 0, 0, false);
    }

    /** DSCP1 of the Value at this place. */
    public static int wanted(ByteBuffer buffer, int valueAt) {
        return buffer.get(valueAt) >>> 2 & HIGHEST_DSCP;
    }

    /** Fills the reflector's part: DSCP2 and ECN from the octet that came in, and RP. */
    public static void answer(ByteBuffer buffer, int valueAt, int trafficClass, boolean refused) {
        int bits = wanted(buffer, valueAt) << 10 | (trafficClass >>> 2 & HIGHEST_DSCP) << 4;
        bits |= (trafficClass & 3) << 2 | (refused ? 1 : 0);
        buffer.putShort(valueAt, (short) bits);
        buffer.putShort(valueAt + 2, (short) 0);
    }

    /** Reads a Value. */
    public static ClassOfService read(ByteBuffer buffer, int valueAt) {
        int bits = buffer.getShort(valueAt);
        return new ClassOfService(
                bits >>> 10 & HIGHEST_DSCP,
                bits >>> 4 & HIGHEST_DSCP,
                bits >>> 2 & 3,
                (bits & 3) != 0);
    }

    @Override
    public TlvType type() {
        return TlvType.CLASS_OF_SERVICE;
    }

    @Override
    public void write(ByteBuffer buffer, int valueAt) {
        int bits = wanted << 10 | received << 4 | receivedEcn << 2 | (refused ? 1 : 0);
        buffer.putShort(valueAt, (short) bits);
    }
}
