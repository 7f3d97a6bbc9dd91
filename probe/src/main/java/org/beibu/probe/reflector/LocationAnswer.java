package org.beibu.probe.reflector;

import java.nio.ByteBuffer;
import org.beibu.model.Address;
import org.beibu.probe.stamp.LocationSubTlv;
import org.beibu.probe.stamp.TlvCursor;
import org.beibu.probe.stamp.TlvType;
import org.beibu.probe.udp.Datagram;

/**
 * Fills a Location TLV (RFC 8972 4.2): ports and addresses as the packet came in. MAC addresses are
 * not known to a UDP socket: zero. Owned by the reflector's thread.
 */
final class LocationAnswer {
    private static final int PORTS_LENGTH = 4;

    private final TlvCursor sub = new TlvCursor();

    /** Fills the Value of this length; always understood. */
    boolean fill(ByteBuffer buffer, int at, int length, Datagram datagram) {
        buffer.putShort(at, (short) datagram.destinationPort());
        buffer.putShort(at + 2, (short) datagram.sourcePort());
        sub.wrap(buffer, at + PORTS_LENGTH, at + length);
        while (sub.next()) {
            if (!sub.fits()) {
                if (sub.hasHeader()) {
                    sub.flags(TlvType.MALFORMED);
                }
                return true;
            }
            answerOne(buffer, datagram);
        }
        return true;
    }

    private void answerOne(ByteBuffer buffer, Datagram datagram) {
        int type = sub.type();
        int length = sub.length();
        if (type == LocationSubTlv.SOURCE_MAC && length == LocationSubTlv.MAC_LENGTH) {
            buffer.put(sub.at() + 1, (byte) LocationSubTlv.SOURCE_EUI_48);
            buffer.putLong(sub.valueAt(), 0);
            sub.flags(0);
        } else if (type == LocationSubTlv.DESTINATION_ADDRESS && isUnknown(datagram)) {
            sub.flags(TlvType.UNRECOGNIZED); // a socket of the JDK does not tell
        } else if (type == LocationSubTlv.DESTINATION_ADDRESS
                && length == LocationSubTlv.ADDRESS_LENGTH) {
            address(buffer, datagram.destinationHigh(), datagram.destinationLow());
        } else if (type == LocationSubTlv.SOURCE_ADDRESS
                && length == LocationSubTlv.ADDRESS_LENGTH) {
            address(buffer, datagram.sourceHigh(), datagram.sourceLow());
        } else {
            sub.flags(isKnown(type) ? TlvType.MALFORMED : TlvType.UNRECOGNIZED);
        }
    }

    private static boolean isUnknown(Datagram datagram) {
        return datagram.destinationHigh() == 0 && datagram.destinationLow() == 0;
    }

    private static boolean isKnown(int type) {
        return type == LocationSubTlv.SOURCE_MAC
                || type == LocationSubTlv.DESTINATION_ADDRESS
                || type == LocationSubTlv.SOURCE_ADDRESS;
    }

    private void address(ByteBuffer buffer, long high, long low) {
        boolean ipv4 = Address.isIpv4(high, low);
        int answered = ipv4 ? LocationSubTlv.ANSWERED_IPV4 : LocationSubTlv.ANSWERED_IPV6;
        int value = sub.valueAt();
        buffer.put(sub.at() + 1, (byte) (sub.type() + answered));
        buffer.putLong(value, ipv4 ? low << 32 : high);
        buffer.putLong(value + Long.BYTES, ipv4 ? 0 : low);
        sub.flags(0);
    }
}
