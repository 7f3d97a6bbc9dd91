package org.beibu.probe.trace;

import java.nio.ByteBuffer;

/**
 * Keeps the UDP checksum of all packets of a flow equal: two octets of the payload make up for what
 * changes in the others. Their sum is then 0xffff in one's complement arithmetic (RFC 1071), so the
 * checksum depends on addresses, ports and length alone.
 */
final class ConstantChecksum {
    private ConstantChecksum() {}

    /** Sets the two octets at {@code at}, an even place, for a payload of this length. */
    static void set(ByteBuffer payload, int length, int at) {
        payload.putShort(at, (short) 0);
        payload.putShort(at, (short) ~sum(payload, length));
    }

    /** The one's complement sum of a payload. */
    static int sum(ByteBuffer payload, int length) {
        int sum = 0;
        for (int i = 0; i + 1 < length; i += Short.BYTES) {
            sum += payload.getShort(i) & 0xffff;
        }
        if ((length & 1) != 0) {
            sum += (payload.get(length - 1) & 0xff) << 8;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }
}
