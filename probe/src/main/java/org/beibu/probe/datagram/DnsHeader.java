package org.beibu.probe.datagram;

import java.nio.ByteBuffer;
import org.beibu.probe.passive.Mixing;

/**
 * DNS message (RFC 1035 4.1) as far as timing needs it: header and first question.
 *
 * <pre>
 *  0 id | 2 QR (1 bit), opcode (4), flags | 4 QDCOUNT | 6 ANCOUNT | 8 NSCOUNT | 10 ARCOUNT
 * 12 QNAME: labels of a length octet and so many octets, the last of length 0 | QTYPE | QCLASS
 * </pre>
 */
final class DnsHeader {
    static final int LENGTH = 12;

    /** What {@link #question} gives when the snap length cut the question. */
    static final long CUT = 0;

    /** What {@link #question} gives when a label's length is impossible. */
    static final long IMPOSSIBLE = -1;

    /** The bits of {@link #question} that hold type and class. */
    static final long TYPE_AND_CLASS = 0xffff_ffffL;

    /** Opcode and the reserved bit of the flags; both are 0 in a plain query and its answer. */
    private static final int OPCODE_AND_RESERVED = 0x7840;

    /** Of the flags, what only an answer has: AA, RA and the response code. */
    private static final int ANSWERS_FLAGS = 0x048f;

    private static final long TYPE = 0xffff_0000L;
    private static final long CLASS = 0xffffL;
    private static final int MOST_RECORDS = 64;
    private static final int MOST_ADDITIONAL_TO_QUERY = 2;
    private static final int INTERNET = 1;
    private static final long NO_QUESTION = 1L << 32;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_LABEL = 63;
    private static final int TYPE_AND_CLASS_LENGTH = 4;

    private DnsHeader() {}

    static int id(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xffff;
    }

    static boolean isResponse(ByteBuffer buffer, int at) {
        return buffer.get(at + 2) < 0;
    }

    /**
     * The first question: a hash of its name (32), upper and lower case letters being the same (RFC
     * 4343) | type (16) | class (16).
     */
    static long question(ByteBuffer buffer, int message, int end) {
        if (buffer.getShort(message + 4) == 0) {
            return NO_QUESTION;
        }
        long hash = 0;
        int at = message + LENGTH;
        int length = 1;
        while (length > 0) {
            if (at >= end) {
                return CUT;
            }
            length = buffer.get(at) & 0xff;
            if (length > LONGEST_LABEL || at - message - LENGTH + length > LONGEST_NAME) {
                return IMPOSSIBLE; // nor can it be a pointer: there is nothing to point back to
            }
            if (at + 1 + length > end) {
                return CUT;
            }
            hash = label(buffer, at, length, hash);
            at += 1 + length;
        }
        if (at + TYPE_AND_CLASS_LENGTH > end) {
            return CUT;
        }
        long name = (Mixing.spread(hash) & 0x3fff_ffff_0000_0000L) | 1L << 62;
        return name | (buffer.getInt(at) & TYPE_AND_CLASS);
    }

    /**
     * Whether a message on any port can be nothing else: a plain query or answer with one whole
     * question of class IN, and counts of records as they occur.
     */
    static boolean isLikely(ByteBuffer buffer, int at, int end) {
        if (end - at < LENGTH + 1 + TYPE_AND_CLASS_LENGTH || buffer.getShort(at + 4) != 1) {
            return false;
        }
        int flags = buffer.getShort(at + 2) & 0xffff;
        if ((flags & OPCODE_AND_RESERVED) != 0) {
            return false;
        }
        int answers = buffer.getShort(at + 6) & 0xffff;
        int authorities = buffer.getShort(at + 8) & 0xffff;
        int additional = buffer.getShort(at + 10) & 0xffff;
        boolean counts =
                isResponse(buffer, at)
                        ? Math.max(answers, Math.max(authorities, additional)) <= MOST_RECORDS
                        : (flags & ANSWERS_FLAGS) == 0
                                && (answers | authorities) == 0
                                && additional <= MOST_ADDITIONAL_TO_QUERY;
        if (!counts) {
            return false;
        }
        long question = question(buffer, at, end);
        return question != CUT
                && question != IMPOSSIBLE
                && (question & CLASS) == INTERNET
                && (question & TYPE) != 0;
    }

    private static long label(ByteBuffer buffer, int at, int length, long hash) {
        long mixed = hash * 0x100000001b3L + length;
        for (int i = at + 1; i <= at + length; i++) {
            int octet = buffer.get(i);
            boolean upperCase = octet >= 'A' && octet <= 'Z';
            mixed = (mixed ^ ((upperCase ? octet + 32 : octet) & 0xff)) * 0x100000001b3L;
        }
        return mixed ^ mixed >>> 29;
    }
}
