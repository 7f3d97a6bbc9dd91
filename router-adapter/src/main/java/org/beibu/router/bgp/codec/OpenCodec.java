package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.OpenMessage;
import org.jspecify.annotations.Nullable;

/**
 * OPEN on the wire (RFC 4271 section 4.2, Optional Parameters of RFC 5492 and RFC 9072).
 *
 * <pre>
 *   | Version (1) | My AS (2) | Hold Time (2) | BGP Identifier (4) | Opt Parm Len (1) | ...
 *   parameter:          | Type (1) | Length (1) | Value |
 *   extended (RFC 9072): Opt Parm Len not 0, then | 255 | Extended Length (2) | with
 *                       | Type (1) | Length (2) | Value |
 * </pre>
 */
final class OpenCodec {
    private static final int VERSION = 4;
    private static final int CAPABILITIES = 2;
    private static final int EXTENDED = 255;

    private static final int UNSPECIFIC = 0;
    private static final int UNSUPPORTED_VERSION = 1;
    private static final int BAD_PEER_AS = 2;
    private static final int BAD_BGP_IDENTIFIER = 3;
    private static final int UNSUPPORTED_PARAMETER = 4;
    private static final int UNACCEPTABLE_HOLD_TIME = 6;

    private OpenCodec() {}

    static Decoded decode(OctetReader body) {
        int version = body.u8();
        if (version != VERSION) {
            return refusal(
                    UNSUPPORTED_VERSION,
                    Octets.of((byte) 0, (byte) VERSION),
                    "BGP version " + version);
        }
        int shortAs = body.u16();
        int holdSeconds = body.u16();
        Address bgpId = body.ipv4();
        List<Capability> capabilities = new ArrayList<>();
        Decoded.Bad fault = readParameters(body, capabilities);
        if (fault != null) {
            return fault;
        }
        long asNumber = asNumber(shortAs, capabilities);
        if (asNumber == 0) { // RFC 7607
            return refusal(BAD_PEER_AS, Octets.NONE, "AS number 0");
        }
        if (holdSeconds == 1 || holdSeconds == 2) {
            return refusal(
                    UNACCEPTABLE_HOLD_TIME, Octets.NONE, "Hold Time of " + holdSeconds + " s");
        }
        if (bgpId.equals(Address.parse("0.0.0.0"))) { // RFC 6286: any other is valid
            return refusal(BAD_BGP_IDENTIFIER, Octets.NONE, "BGP Identifier 0.0.0.0");
        }
        return Decoded.Good.of(new OpenMessage(asNumber, holdSeconds, bgpId, capabilities));
    }

    /** The AS number of the last capability that gives one, else that of the fixed part. */
    private static long asNumber(int shortAs, List<Capability> capabilities) {
        long asNumber = shortAs;
        for (Capability capability : capabilities) {
            if (capability instanceof Capability.FourOctetAs four) {
                asNumber = four.asNumber();
            }
        }
        return asNumber;
    }

    private static Decoded.@Nullable Bad readParameters(
            OctetReader body, List<Capability> capabilities) {
        int length = body.u8();
        int sizeOfLength = 1;
        if (length != 0 && body.remaining() >= 3 && body.peek() == EXTENDED) {
            body.skip(1);
            length = body.u16();
            sizeOfLength = 2;
        }
        if (length != body.remaining()) {
            return malformed(
                    "Optional Parameters of "
                            + length
                            + " octets where there are "
                            + body.remaining());
        }
        while (body.remaining() > 0) {
            if (body.remaining() < 1 + sizeOfLength) {
                return malformed("an Optional Parameter without Length");
            }
            int type = body.u8();
            int valueLength = sizeOfLength == 1 ? body.u8() : body.u16();
            if (valueLength > body.remaining()) {
                return malformed("Optional Parameter " + type + " is cut off");
            }
            if (type != CAPABILITIES) {
                return refusal(
                        UNSUPPORTED_PARAMETER, Octets.NONE, "Optional Parameter of type " + type);
            }
            String fault = CapabilityCodec.decode(body.slice(valueLength), capabilities);
            if (fault != null) {
                return malformed(fault);
            }
        }
        return null;
    }

    private static Decoded.Bad malformed(String reason) {
        return refusal(UNSPECIFIC, Octets.NONE, reason);
    }

    private static Decoded.Bad refusal(int subcode, Octets data, String reason) {
        return Decoded.Bad.of(NotificationMessage.OPEN_ERROR, subcode, data, reason);
    }

    /**
     * The octets of an OPEN, an Optional Parameter for each capability as FRR and ExaBGP write
     * them; RFC 5492 section 4 wants both this and one parameter for all to be understood.
     */
    static byte[] encode(OpenMessage open) {
        OctetWriter parameters = parameters(open.capabilities(), 1);
        boolean extended = parameters.size() > 255;
        if (extended) {
            parameters = parameters(open.capabilities(), 2);
        }
        OctetWriter body = new OctetWriter();
        body.u8(VERSION);
        boolean isShort = open.asNumber() <= 0xffff;
        body.u16(isShort ? (int) open.asNumber() : OpenMessage.AS_TRANS);
        body.u16(open.holdSeconds());
        body.ipv4(open.bgpId());
        body.u8(extended ? EXTENDED : parameters.size());
        if (extended) {
            body.u8(EXTENDED);
            body.u16(parameters.size());
        }
        body.all(parameters);
        if (body.size() > BgpHeader.LONGEST - BgpHeader.LENGTH) {
            throw new IllegalArgumentException("capabilities of " + body.size() + " octets");
        }
        return BgpHeader.message(BgpHeader.OPEN, body);
    }

    private static OctetWriter parameters(List<Capability> capabilities, int sizeOfLength) {
        OctetWriter parameters = new OctetWriter();
        for (Capability capability : capabilities) {
            OctetWriter value = new OctetWriter();
            CapabilityCodec.encode(capability, value);
            parameters.u8(CAPABILITIES);
            if (sizeOfLength == 2) {
                parameters.u16(value.size());
            } else {
                parameters.u8(value.size());
            }
            parameters.all(value);
        }
        return parameters;
    }
}
