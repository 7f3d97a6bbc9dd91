package org.beibu.probe.stamp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.beibu.model.Address;

/**
 * Location (RFC 8972 4.2): the ports and addresses with which the packet reached the reflector; an
 * address translator on the way shows.
 *
 * <pre>
 *   0 Destination Port (u16) | 2 Source Port (u16) | 4 sub-TLVs, see {@link LocationSubTlv}
 * </pre>
 *
 * @param destinationPort the port that the packet came to, 0 where the reflector does not tell
 * @param sourcePort the port that it came from
 * @param destination the address that it came to, empty when not told
 * @param source the address that it came from
 */
public record Location(
        int destinationPort,
        int sourcePort,
        Optional<Address> destination,
        Optional<Address> source)
        implements RequestTlv {
    /** What a Session-Sender asks: both ports and both addresses. */
    public static final Location REQUEST = new Location(0, 0, Optional.empty(), Optional.empty());

    private static final int PORTS_LENGTH = 4;
    private static final int SUB_TLV_LENGTH = TlvType.HEADER_LENGTH + LocationSubTlv.ADDRESS_LENGTH;

    /** Reads a Value of this length. */
    public static Location read(ByteBuffer buffer, int valueAt, int length) {
        Optional<Address> destination = Optional.empty();
        Optional<Address> source = Optional.empty();
        TlvCursor sub = new TlvCursor().wrap(buffer, valueAt + PORTS_LENGTH, valueAt + length);
        while (sub.next() && sub.fits()) {
            int asked = askedFor(sub);
            if (asked == LocationSubTlv.DESTINATION_ADDRESS) {
                destination = address(buffer, sub, asked);
            } else if (asked == LocationSubTlv.SOURCE_ADDRESS) {
                source = address(buffer, sub, asked);
            }
        }
        return new Location(
                buffer.getShort(valueAt) & 0xffff,
                buffer.getShort(valueAt + 2) & 0xffff,
                destination,
                source);
    }

    private static int askedFor(TlvCursor sub) {
        boolean understood = (sub.flags() & TlvType.UNRECOGNIZED) == 0;
        int offset = (sub.type() - 1) % 3;
        return understood && sub.length() == LocationSubTlv.ADDRESS_LENGTH && offset > 0
                ? sub.type() - offset
                : 0;
    }

    private static Optional<Address> address(ByteBuffer buffer, TlvCursor sub, int asked) {
        byte[] octets = new byte[sub.type() - asked == LocationSubTlv.ANSWERED_IPV4 ? 4 : 16];
        buffer.get(sub.valueAt(), octets);
        return Optional.of(Address.of(octets));
    }

    @Override
    public TlvType type() {
        return TlvType.LOCATION;
    }

    @Override
    public int length() {
        return PORTS_LENGTH + 2 * SUB_TLV_LENGTH;
    }

    @Override
    public void write(ByteBuffer buffer, int valueAt) {
        TlvWriter subs = new TlvWriter(buffer, valueAt + PORTS_LENGTH);
        subs.append(LocationSubTlv.DESTINATION_ADDRESS, LocationSubTlv.ADDRESS_LENGTH);
        subs.append(LocationSubTlv.SOURCE_ADDRESS, LocationSubTlv.ADDRESS_LENGTH);
    }
}
