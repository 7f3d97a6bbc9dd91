package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.codec.Decoded.Bad;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.jspecify.annotations.Nullable;

/**
 * The header of each message (RFC 4271 section 4.1).
 *
 * <pre>
 *   0      16      18     19
 *   | Marker | Length | Type | ...
 * </pre>
 */
public final class BgpHeader {
    /** Octets of the header. */
    public static final int LENGTH = 19;

    /** Octets of the Marker, all ones. */
    public static final int MARKER_LENGTH = 16;

    /** The longest message where nothing else was agreed. */
    public static final int LONGEST = 4096;

    /** The longest message with RFC 8654. */
    public static final int LONGEST_EXTENDED = 65_535;

    static final int OPEN = 1;
    static final int UPDATE = 2;
    static final int NOTIFICATION = 3;
    static final int KEEPALIVE = 4;
    static final int ROUTE_REFRESH = 5;

    private static final int NOT_SYNCHRONIZED = 1;
    private static final int BAD_LENGTH = 2;
    private static final int BAD_TYPE = 3;

    private BgpHeader() {}

    /**
     * What is wrong with the header in front of this many octets, or null (RFC 4271 section 6.1).
     * The octets given must be one message; fewer or more than its Length says is a bad length.
     */
    static @Nullable Bad fault(byte[] octets, int offset, int length, SessionFormat format) {
        if (length < LENGTH) {
            return Bad.of(
                    NotificationMessage.HEADER_ERROR,
                    BAD_LENGTH,
                    "a message of " + length + " octets, less than a header");
        }
        for (int i = offset; i < offset + MARKER_LENGTH; i++) {
            if (octets[i] != -1) {
                return Bad.of(
                        NotificationMessage.HEADER_ERROR,
                        NOT_SYNCHRONIZED,
                        "Marker is not all ones");
            }
        }
        int said = (octets[offset + 16] & 0xff) << 8 | (octets[offset + 17] & 0xff);
        int type = octets[offset + 18] & 0xff;
        if (type < OPEN || type > ROUTE_REFRESH) {
            return Bad.of(
                    NotificationMessage.HEADER_ERROR,
                    BAD_TYPE,
                    Octets.of((byte) type),
                    "message type " + type + " is unknown");
        }
        if (said != length || said < shortest(type) || said > longest(type, format)) {
            return Bad.of(
                    NotificationMessage.HEADER_ERROR,
                    BAD_LENGTH,
                    Octets.of(octets, offset + 16, 2),
                    "Length " + said + " for " + length + " octets of message type " + type);
        }
        return null;
    }

    private static int shortest(int type) {
        return switch (type) {
            case OPEN -> 29;
            case UPDATE, ROUTE_REFRESH -> 23;
            case NOTIFICATION -> 21;
            default -> LENGTH;
        };
    }

    private static int longest(int type, SessionFormat format) {
        return switch (type) {
            case KEEPALIVE -> LENGTH;
            case OPEN -> LONGEST; // RFC 8654 section 3: not extended
            default -> format.longestMessage();
        };
    }

    /** A message of this type with this body. */
    static byte[] message(int type, OctetWriter body) {
        OctetWriter message = new OctetWriter();
        message.u64(-1);
        message.u64(-1);
        message.u16(LENGTH + body.size());
        message.u8(type);
        message.all(body);
        return message.toArray();
    }
}
