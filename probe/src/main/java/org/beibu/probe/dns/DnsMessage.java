package org.beibu.probe.dns;

import java.nio.ByteBuffer;

/**
 * A DNS message (RFC 1035 4.1) as far as our own queries and their responses need it.
 *
 * <pre>
 *   0 id | 2 QR (1 bit), opcode (4), AA, TC, RD | RA, Z, response code (4) | 4 QDCOUNT
 *   6 ANCOUNT | 8 NSCOUNT | 10 ARCOUNT | 12 the question: QNAME | QTYPE | QCLASS
 * </pre>
 */
final class DnsMessage {
    static final int HEADER = 12;
    static final int NO_ERROR = 0;
    static final int SERVER_FAILED = 2;
    static final int NO_SUCH_NAME = 3;
    static final int REFUSED = 5;

    private static final int FLAGS_AT = 2;
    private static final int QUESTIONS_AT = 4;
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int TRUNCATED = 0x0200;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int CODE = 0xf;

    private DnsMessage() {}

    /** Writes a query but for its id; gives its length. */
    static int prepare(ByteBuffer buffer, byte[] question, boolean recursive) {
        buffer.putShort(FLAGS_AT, (short) (recursive ? RECURSION_DESIRED : 0));
        buffer.putShort(QUESTIONS_AT, (short) 1);
        buffer.put(HEADER, question, 0, question.length);
        return HEADER + question.length;
    }

    static int id(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xffff;
    }

    /** Whether it is a response to a plain query. */
    static boolean isResponse(ByteBuffer buffer, int at) {
        return (buffer.getShort(at + FLAGS_AT) & (RESPONSE | OPCODE)) == (RESPONSE & 0xffff);
    }

    static boolean isTruncated(ByteBuffer buffer, int at) {
        return (buffer.getShort(at + FLAGS_AT) & TRUNCATED) != 0;
    }

    static int code(ByteBuffer buffer, int at) {
        return buffer.getShort(at + FLAGS_AT) & CODE;
    }

    /** Whether it repeats this question and no other; letters of either case (RFC 4343). */
    static boolean repeats(ByteBuffer question, ByteBuffer buffer, int at, int length) {
        if (length < HEADER + question.limit() || buffer.getShort(at + QUESTIONS_AT) != 1) {
            return false;
        }
        for (int i = 0; i < question.limit(); i++) {
            if (lower(question.get(i)) != lower(buffer.get(at + HEADER + i))) {
                return false;
            }
        }
        return true;
    }

    /** Lengths of labels are below the letters, so they stay what they are. */
    private static int lower(int octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
    }
}
