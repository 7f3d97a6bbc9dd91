package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.beibu.router.bgp.message.Octets;

/** Takes well-formed UPDATE messages apart without the codec under test. */
final class UpdateParts {
    private static final int AFTER_HEADER = 19;
    private static final int UPDATE = 2;

    private UpdateParts() {}

    /**
     * The message with its attributes ascending by code and no longer than they need to be; any
     * other message as it is.
     */
    static byte[] ascending(byte[] message) {
        if (message[AFTER_HEADER - 1] != UPDATE) {
            return message;
        }
        OctetWriter body = new OctetWriter();
        int first = firstAttribute(message);
        body.octets(Octets.of(message, AFTER_HEADER, first - 2 - AFTER_HEADER));
        OctetWriter sorted = new OctetWriter();
        sortedAttributes(message).forEach(attribute -> sorted.octets(shortened(attribute)));
        body.u16(sorted.size());
        body.all(sorted);
        int rest = first + u16(message, first - 2);
        body.octets(Octets.of(message, rest, message.length - rest));
        return BgpHeader.message(UPDATE, body);
    }

    /** All but End-of-RIB have one octet of length where that is enough. */
    private static Octets shortened(Octets attribute) {
        boolean endOfRib = attribute.at(1) == 15 && attribute.size() == 7;
        if ((attribute.at(0) & 0x10) == 0 || attribute.at(2) != 0 || endOfRib) {
            return attribute;
        }
        OctetWriter shorter = new OctetWriter();
        shorter.u8(attribute.at(0) & ~0x10);
        shorter.u8(attribute.at(1));
        shorter.octets(attribute.from(3));
        return Octets.of(shorter.toArray());
    }

    private static List<Octets> sortedAttributes(byte[] message) {
        List<Octets> attributes = attributes(message);
        attributes.sort(Comparator.comparingInt(attribute -> attribute.at(1)));
        return attributes;
    }

    private static int firstAttribute(byte[] message) {
        return AFTER_HEADER + 2 + u16(message, AFTER_HEADER) + 2;
    }

    /** Each attribute with its header. */
    static List<Octets> attributes(byte[] message) {
        List<Octets> attributes = new ArrayList<>();
        int at = firstAttribute(message);
        int end = at + u16(message, at - 2);
        while (at < end) {
            boolean extended = (message[at] & 0x10) != 0;
            int length = extended ? 4 + u16(message, at + 2) : 3 + (message[at + 2] & 0xff);
            attributes.add(Octets.of(message, at, length));
            at += length;
        }
        return attributes;
    }

    private static int u16(byte[] octets, int at) {
        return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
    }
}
