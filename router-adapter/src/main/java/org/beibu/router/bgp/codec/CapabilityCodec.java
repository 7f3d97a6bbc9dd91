package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.List;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Capabilities of an OPEN (RFC 5492 section 4).
 *
 * <pre>
 *   | Capability Code (1) | Capability Length (1) | Capability Value |
 * </pre>
 *
 * <p>One that we know with a length that it cannot have makes the OPEN malformed: what the peer
 * believes to be agreed would differ from what we believe. Octets in one that has no value say
 * nothing and are passed over. One that we do not know is carried on.
 */
final class CapabilityCodec {
    private static final int MULTIPROTOCOL = 1;
    private static final int ROUTE_REFRESH = 2;
    private static final int EXTENDED_MESSAGE = 6;
    private static final int GRACEFUL_RESTART = 64;
    private static final int FOUR_OCTET_AS = 65;
    private static final int ADD_PATH = 69;
    private static final int ENHANCED_ROUTE_REFRESH = 70;

    private CapabilityCodec() {}

    /**
     * Adds all capabilities of one Optional Parameter; returns what is wrong with them, or null.
     */
    static @Nullable String decode(OctetReader parameter, List<Capability> into) {
        while (parameter.remaining() > 0) {
            if (parameter.remaining() < 2) {
                return "a capability without Length";
            }
            int code = parameter.u8();
            int length = parameter.u8();
            if (length > parameter.remaining()) {
                return "capability " + code + " is cut off";
            }
            Capability capability = value(code, parameter.slice(length));
            if (capability == null) {
                return "capability " + code + " of " + length + " octets";
            }
            into.add(capability);
        }
        return null;
    }

    /** The capability with this value, null for a length that it cannot have. */
    private static @Nullable Capability value(int code, OctetReader value) {
        int length = value.remaining();
        return switch (code) {
            case MULTIPROTOCOL -> length == 4 ? multiprotocol(value) : null;
            case ROUTE_REFRESH -> new Capability.RouteRefresh();
            case EXTENDED_MESSAGE -> new Capability.ExtendedMessage();
            case GRACEFUL_RESTART -> length % 4 == 2 ? gracefulRestart(value) : null;
            case FOUR_OCTET_AS -> length == 4 ? new Capability.FourOctetAs(value.u32()) : null;
            case ADD_PATH -> length % 4 == 0 ? addPath(value) : null;
            case ENHANCED_ROUTE_REFRESH -> new Capability.EnhancedRouteRefresh();
            default -> new Capability.Unknown(code, value.octets(length));
        };
    }

    /**
     *
     *
     * <pre>
     *   | AFI (2) | Reserved (1) | SAFI (1) |
     * </pre>
     */
    private static Capability multiprotocol(OctetReader value) {
        int afi = value.u16();
        value.skip(1);
        return new Capability.Multiprotocol(new Family(afi, value.u8()));
    }

    /**
     *
     *
     * <pre>
     *   | Restart Flags (4 bits) | Restart Time (12 bits) | for each: AFI (2) | SAFI (1) | Flags (1) |
     * </pre>
     */
    private static Capability gracefulRestart(OctetReader value) {
        int first = value.u16();
        List<Capability.RestartFamily> families = new ArrayList<>();
        while (value.remaining() > 0) {
            families.add(new Capability.RestartFamily(family(value), value.u8()));
        }
        return new Capability.GracefulRestart(first >>> 12, first & 0xfff, families);
    }

    /**
     * For each family 1 (receive), 2 (send) or 3 (both); with any other value the capability counts
     * as not understood (RFC 7911 section 4).
     *
     * <pre>
     *   | AFI (2) | SAFI (1) | Send/Receive (1) |
     * </pre>
     */
    private static Capability addPath(OctetReader value) {
        Octets whole = value.octets(value.remaining());
        OctetReader again = new OctetReader(whole.toArray(), 0, whole.size());
        List<Capability.AddPathFamily> families = new ArrayList<>();
        while (again.remaining() > 0) {
            Family family = family(again);
            int sendReceive = again.u8();
            if (sendReceive < 1 || sendReceive > 3) {
                return new Capability.Unknown(ADD_PATH, whole);
            }
            boolean receive = (sendReceive & 1) != 0;
            families.add(new Capability.AddPathFamily(family, receive, (sendReceive & 2) != 0));
        }
        return new Capability.AddPath(families);
    }

    private static Family family(OctetReader value) {
        int afi = value.u16();
        return new Family(afi, value.u8());
    }

    static void encode(Capability capability, OctetWriter into) {
        OctetWriter value = new OctetWriter();
        int code = encodeValue(capability, value);
        if (value.size() > 255) {
            throw new IllegalArgumentException("capability " + code + " is too long");
        }
        into.u8(code);
        into.u8(value.size());
        into.all(value);
    }

    /** Writes the value and returns the code. */
    private static int encodeValue(Capability capability, OctetWriter value) {
        if (capability instanceof Capability.Multiprotocol multiprotocol) {
            value.u16(multiprotocol.family().afi());
            value.u8(0);
            value.u8(multiprotocol.family().safi());
            return MULTIPROTOCOL;
        }
        if (capability instanceof Capability.FourOctetAs four) {
            value.u32(four.asNumber());
            return FOUR_OCTET_AS;
        }
        if (capability instanceof Capability.AddPath addPath) {
            for (Capability.AddPathFamily each : addPath.families()) {
                family(each.family(), value);
                value.u8((each.receive() ? 1 : 0) | (each.send() ? 2 : 0));
            }
            return ADD_PATH;
        }
        if (capability instanceof Capability.GracefulRestart restart) {
            value.u16(restart.flags() << 12 | restart.restartSeconds());
            for (Capability.RestartFamily each : restart.families()) {
                family(each.family(), value);
                value.u8(each.flags());
            }
            return GRACEFUL_RESTART;
        }
        if (capability instanceof Capability.Unknown unknown) {
            value.octets(unknown.value());
            return unknown.code();
        }
        return codeWithoutValue(capability);
    }

    private static int codeWithoutValue(Capability capability) {
        if (capability instanceof Capability.RouteRefresh) {
            return ROUTE_REFRESH;
        }
        return capability instanceof Capability.ExtendedMessage
                ? EXTENDED_MESSAGE
                : ENHANCED_ROUTE_REFRESH;
    }

    private static void family(Family family, OctetWriter value) {
        value.u16(family.afi());
        value.u8(family.safi());
    }
}
