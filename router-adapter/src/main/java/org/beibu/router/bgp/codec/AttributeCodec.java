package org.beibu.router.bgp.codec;

import java.util.List;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RawAttribute;
import org.jspecify.annotations.Nullable;

/**
 * The path attributes of an UPDATE (RFC 4271 section 4.3), also as MRT and BMP carry them.
 *
 * <pre>
 *   | Attribute Flags (1) | Attribute Type Code (1) | Length (1, or 2 with flag 0x10) | Value |
 * </pre>
 */
public final class AttributeCodec {
    private static final int OPTIONAL_AND_TRANSITIVE = 0xc0;
    private static final int OPTIONAL = 0x80;
    private static final int EXTENDED_LENGTH = 0x10;

    private static final int MALFORMED_LIST = 1;
    private static final int UNRECOGNIZED_WELL_KNOWN = 2;

    /** All that are understood, ascending by code. */
    private static final List<PathAttributeForm> FORMS =
            List.of(
                    new OriginAttribute(),
                    new AsPathAttribute(),
                    new NextHopAttribute(),
                    new MultiExitDiscAttribute(),
                    new LocalPrefAttribute(),
                    new AtomicAggregateAttribute(),
                    new AggregatorAttribute(),
                    new CommunitiesAttribute(),
                    new OriginatorIdAttribute(),
                    new ClusterListAttribute(),
                    new MpReachAttribute(),
                    new MpUnreachAttribute(),
                    new ExtendedCommunitiesAttribute(),
                    new As4PathAttribute(),
                    new As4AggregatorAttribute(),
                    RawAttributeForm.IPV6_EXTENDED_COMMUNITIES,
                    new LargeCommunitiesAttribute(),
                    RawAttributeForm.ONLY_TO_CUSTOMER,
                    RawAttributeForm.ATTR_SET);

    private static final @Nullable PathAttributeForm[] BY_CODE = byCode();

    private AttributeCodec() {}

    private static @Nullable PathAttributeForm[] byCode() {
        @Nullable PathAttributeForm[] forms = new PathAttributeForm[256];
        for (PathAttributeForm form : FORMS) {
            forms[form.code()] = form;
        }
        return forms;
    }

    /** Reads path attributes, which are all that the reader has. */
    public static DecodedAttributes decode(OctetReader attributes, SessionFormat format) {
        return decode(attributes, new ReceivedAttributes(format));
    }

    /**
     * Reads the path attributes of an entry of a table of this family, where attribute 14 may be
     * cut down to the next hop (RFC 6396 section 4.3.4).
     */
    public static DecodedAttributes decodeOfTable(
            OctetReader attributes, SessionFormat format, Family family) {
        ReceivedAttributes into = new ReceivedAttributes(format);
        into.tableFamily = family;
        return decode(attributes, into);
    }

    private static DecodedAttributes decode(OctetReader attributes, ReceivedAttributes into) {
        read(attributes, into);
        return new DecodedAttributes(
                into.build(), into.reach, into.unreach, into.faults, into.refusal);
    }

    /** Reads attributes until there are none left or the session has to end. */
    static void read(OctetReader attributes, ReceivedAttributes into) {
        while (attributes.remaining() > 0 && into.refusal == null) {
            if (!readOne(attributes, into)) {
                return;
            }
        }
    }

    /** Reads one attribute; false where no further one can be found (RFC 7606 section 4). */
    private static boolean readOne(OctetReader attributes, ReceivedAttributes into) {
        OctetReader header = attributes;
        if (header.remaining() < 3
                || (header.remaining() < 4 && (header.peek() & EXTENDED_LENGTH) != 0)) {
            into.fault(0, AttributeFault.Kind.TRUNCATED, Reaction.TREAT_AS_WITHDRAW);
            return false;
        }
        into.flags = header.u8();
        int code = header.u8();
        int length = (into.flags & EXTENDED_LENGTH) != 0 ? header.u16() : header.u8();
        if (length > attributes.remaining()) {
            overrun(code, into);
            return false;
        }
        OctetReader value = attributes.slice(length);
        if (into.first(code)) {
            readValue(code, value, into);
        } else if (isReachability(code)) {
            into.refusal = refusal(MALFORMED_LIST, "attribute " + code + " twice");
        } else {
            into.fault(code, AttributeFault.Kind.DUPLICATE, Reaction.ATTRIBUTE_DISCARD);
        }
        return true;
    }

    /** Prefixes that cannot be found end the session (RFC 7606 3 j); else they are withdrawn. */
    private static void overrun(int code, ReceivedAttributes into) {
        into.first(code);
        if (isReachability(code)) {
            into.refusal = refusal(MALFORMED_LIST, "attribute " + code + " is cut off");
        } else {
            into.fault(code, AttributeFault.Kind.OVERRUN, Reaction.TREAT_AS_WITHDRAW);
        }
    }

    private static boolean isReachability(int code) {
        return code == MpReachAttribute.CODE || code == MpUnreachAttribute.CODE;
    }

    private static void readValue(int code, OctetReader value, ReceivedAttributes into) {
        PathAttributeForm form = BY_CODE[code];
        if (form == null) {
            readUnknown(code, value, into);
            return;
        }
        if ((into.flags & OPTIONAL_AND_TRANSITIVE) != form.flags()) {
            into.fault(code, AttributeFault.Kind.FLAGS, form.whenMalformed());
            if (!isReachability(code)) {
                return; // reachability is read all the same: its prefixes are what is withdrawn
            }
        }
        AttributeFault.Kind fault = form.decode(value, into);
        if (fault != null) {
            into.fault(code, fault, form.whenMalformed());
        }
    }

    /** Optional ones are carried on; all must know a well-known one (RFC 4271 section 6.3). */
    private static void readUnknown(int code, OctetReader value, ReceivedAttributes into) {
        Octets octets = value.octets(value.remaining());
        if ((into.flags & OPTIONAL) != 0) {
            into.others.add(new RawAttribute(into.flags & ~EXTENDED_LENGTH, code, octets));
            return;
        }
        OctetWriter attribute = new OctetWriter();
        AttributeWriter.attribute(into.flags, code, octets, attribute);
        into.refusal =
                Decoded.Bad.of(
                        NotificationMessage.UPDATE_ERROR,
                        UNRECOGNIZED_WELL_KNOWN,
                        Octets.of(attribute.toArray()),
                        "well-known attribute " + code + " is unknown");
    }

    private static Decoded.Bad refusal(int subcode, String reason) {
        return Decoded.Bad.of(NotificationMessage.UPDATE_ERROR, subcode, reason);
    }

    /** Writes path attributes without reachability, ascending by code. */
    public static void encode(PathAttributes attributes, SessionFormat format, OctetWriter into) {
        encode(attributes, new AttributeWriter(into, format, null, null, null));
    }

    /** Writes path attributes with the reachability that the writer has, ascending by code. */
    static void encode(PathAttributes attributes, AttributeWriter into) {
        int next = 0;
        for (PathAttributeForm form : FORMS) {
            next = encodeOthers(attributes.others(), next, form.code(), into);
            form.encode(attributes, into);
        }
        encodeOthers(attributes.others(), next, 256, into);
    }

    private static int encodeOthers(
            List<RawAttribute> others, int from, int below, AttributeWriter into) {
        int next = from;
        while (next < others.size() && others.get(next).code() < below) {
            RawAttribute other = others.get(next);
            into.write(other.flags(), other.code(), other.value());
            next++;
        }
        return next;
    }
}
