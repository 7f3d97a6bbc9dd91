package org.beibu.probe.echo;

import java.nio.ByteBuffer;

/**
 * An echo message of ours. The identifier and the 16 bits of sequence number are too few to tell
 * replies of thousands of sessions apart for seconds, so the data say it again; the token is a hash
 * with a secret, so that nobody can answer what he was not asked.
 *
 * <pre>
 *   0 type | 1 code, 0 | 2 checksum | 4 identifier | 6 sequence number, the lower half of number
 *   8 session (u32) | 12 number (u32) | 16 token (u64) | 24 zeros
 * </pre>
 */
public final class EchoMessage {
    /** Octets of the ICMP header. */
    public static final int HEADER = 8;

    /** Octets of a message. */
    public static final int LENGTH = 24;

    static final int ICMP_REPLY = 0;
    static final int ICMP_REQUEST = 8;
    static final int ICMPV6_REQUEST = 128;
    static final int ICMPV6_REPLY = 129;

    private static final int CHECKSUM_AT = 2;
    private static final int IDENTIFIER_AT = 4;
    private static final int SEQUENCE_AT = 6;
    private static final int SESSION_AT = 8;
    private static final int NUMBER_AT = 12;
    private static final int TOKEN_AT = 16;

    private EchoMessage() {}

    /** The type of requests. */
    public static int request(boolean ipv4) {
        return ipv4 ? ICMP_REQUEST : ICMPV6_REQUEST;
    }

    /** The type of replies. */
    public static int reply(boolean ipv4) {
        return ipv4 ? ICMP_REPLY : ICMPV6_REPLY;
    }

    /** Writes a request over a buffer that holds zeros behind the token. */
    public static void write(
            ByteBuffer buffer, boolean ipv4, int identifier, long sessionAndNumber, long token) {
        buffer.put(0, (byte) request(ipv4));
        buffer.put(1, (byte) 0);
        buffer.putShort(CHECKSUM_AT, (short) 0);
        buffer.putShort(IDENTIFIER_AT, (short) identifier);
        buffer.putShort(SEQUENCE_AT, (short) sessionAndNumber);
        buffer.putLong(SESSION_AT, sessionAndNumber);
        buffer.putLong(TOKEN_AT, token);
        if (ipv4) { // that of ICMPv6 holds addresses: the kernel fills it in
            buffer.putShort(CHECKSUM_AT, (short) checksum(buffer));
        }
    }

    /** Has it carry this checksum, for the caller to make the octets behind the token fit. */
    public static void checksum(ByteBuffer buffer, int checksum) {
        buffer.putShort(CHECKSUM_AT, (short) checksum);
    }

    /** The Internet checksum (RFC 1071); behind the token there are zeros only. */
    static int checksum(ByteBuffer buffer) {
        int sum = 0;
        for (int at = 0; at < LENGTH; at += 2) {
            sum += buffer.getShort(at) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return ~((sum & 0xffff) + (sum >>> 16)) & 0xffff;
    }

    /** The type of the message there. */
    public static int type(ByteBuffer buffer, int at) {
        return buffer.get(at) & 0xff;
    }

    /** Its code. */
    public static int code(ByteBuffer buffer, int at) {
        return buffer.get(at + 1) & 0xff;
    }

    /** Its identifier. */
    public static int identifier(ByteBuffer buffer, int at) {
        return buffer.getShort(at + IDENTIFIER_AT) & 0xffff;
    }

    /** Its sequence number. */
    public static int sequence(ByteBuffer buffer, int at) {
        return buffer.getShort(at + SEQUENCE_AT) & 0xffff;
    }

    static int session(ByteBuffer buffer, int at) {
        return buffer.getInt(at + SESSION_AT);
    }

    static int number(ByteBuffer buffer, int at) {
        return buffer.getInt(at + NUMBER_AT);
    }

    /** Its token. */
    public static long token(ByteBuffer buffer, int at) {
        return buffer.getLong(at + TOKEN_AT);
    }
}
