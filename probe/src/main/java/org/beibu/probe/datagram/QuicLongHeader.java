package org.beibu.probe.datagram;

import java.nio.ByteBuffer;

/**
 * Flyweight over one QUIC packet with a long header (RFC 8999 5.1, RFC 9000 17.2, RFC 9369 3.2).
 *
 * <pre>
 *  0 form 1, fixed bit, type (2 bits), 4 more | 1 version | 5 DCID length | DCID | SCID length | SCID
 *    Initial: token length | token | length | ...     0-RTT, Handshake: length | ...
 *  up to draft 21: 5 DCID length (4 bits), SCID length (4 bits), each less 3 or 0 | DCID | SCID
 * </pre>
 *
 * <p>Reads nothing beyond what was captured. Owned by the capture thread.
 */
final class QuicLongHeader {
    static final int INITIAL = 0;
    static final int ZERO_RTT = 1;
    static final int HANDSHAKE = 2;
    static final int RETRY = 3;
    static final int NEGOTIATION = 4;

    /** A version that Google used before IETF QUIC, with another long header. */
    static final int UNREADABLE = 5;

    static final int LONGEST_ID = 20;

    private static final int IDS = 5;
    private static final int FIXED_BIT = 0x40;
    private static final int VERSION_2 = 0x6b33_43cf;
    private static final int VERSION_2_DRAFT = 0x709a_50c4;
    private static final int DRAFTS = 0xff00_0000;
    private static final int LAST_DRAFT_WITH_PACKED_IDS = DRAFTS | 21;
    private static final int LAST_DRAFT_WITH_LONG_TYPES = DRAFTS | 16;
    private static final int LAST_DRAFT = DRAFTS | 34;
    private static final int GOOGLE_FIRST = 0x5130_3030;
    private static final int GOOGLE_LAST = 0x5130_3439;

    private int first;
    private int version;
    private int type;
    private boolean packedIds;
    private int destinationIdLength;
    private int destinationIdHash;
    private int sourceIdLength;
    private int sourceIdHash;
    private int next;

    /**
     * Reads the packet at this index.
     *
     * @param end where the captured octets end
     * @param packed whether both id lengths share an octet; 0 no, 1 yes, -1 to be found out
     * @return false when this is no long header, or was not captured up to both ids
     */
    boolean read(ByteBuffer buffer, int at, int end, int packed) {
        if (end - at < IDS + 2 || buffer.get(at) >= 0) {
            return false;
        }
        first = buffer.get(at) & 0xff;
        version = buffer.getInt(at + 1);
        packedIds = packed < 0 ? hasPackedIds(buffer.get(at + IDS) & 0xff) : packed == 1;
        type = typeOf();
        int ids = packedIds ? readPacked(buffer, at + IDS, end) : readIds(buffer, at + IDS, end);
        if (ids < 0) {
            return false;
        }
        next = skipRest(buffer, ids, end);
        return true;
    }

    /** The first Initial's DCID has 8 octets or more, so a packed octet is always larger. */
    private boolean hasPackedIds(int lengths) {
        return isDraftUpTo(LAST_DRAFT_WITH_PACKED_IDS) || lengths > LONGEST_ID;
    }

    private int typeOf() {
        if (version == 0) {
            return NEGOTIATION;
        }
        if (version >= GOOGLE_FIRST && version <= GOOGLE_LAST) {
            return UNREADABLE;
        }
        if (hasLongTypes()) {
            return switch (first & 0x7f) {
                case 0x7f -> INITIAL;
                case 0x7e -> RETRY;
                case 0x7d -> HANDSHAKE;
                case 0x7c -> ZERO_RTT;
                default -> UNREADABLE;
            };
        }
        int bits = first >>> 4 & 3;
        boolean second = version == VERSION_2 || version == VERSION_2_DRAFT;
        return second ? bits + 3 & 3 : bits;
    }

    private int readIds(ByteBuffer buffer, int at, int end) {
        destinationIdLength = buffer.get(at) & 0xff;
        int source = at + 1 + destinationIdLength;
        if (destinationIdLength > LONGEST_ID || source >= end) {
            return -1;
        }
        sourceIdLength = buffer.get(source) & 0xff;
        if (sourceIdLength > LONGEST_ID || source + 1 + sourceIdLength > end) {
            return -1;
        }
        destinationIdHash = idHash(buffer, at + 1, destinationIdLength);
        sourceIdHash = idHash(buffer, source + 1, sourceIdLength);
        return source + 1 + sourceIdLength;
    }

    private int readPacked(ByteBuffer buffer, int at, int end) {
        destinationIdLength = unpacked(buffer.get(at) >>> 4 & 0xf);
        sourceIdLength = unpacked(buffer.get(at) & 0xf);
        int source = at + 1 + destinationIdLength;
        if (source + sourceIdLength > end) {
            return -1;
        }
        destinationIdHash = idHash(buffer, at + 1, destinationIdLength);
        sourceIdHash = idHash(buffer, source, sourceIdLength);
        return source + sourceIdLength;
    }

    private static int unpacked(int length) {
        return length == 0 ? 0 : length + 3;
    }

    /** A hash of a connection id, never 0. */
    static int idHash(ByteBuffer buffer, int at, int length) {
        int hash = length + 1;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ buffer.get(at + i)) * 0x9e37_79b1;
            hash ^= hash >>> 15;
        }
        return hash == 0 ? 1 : hash;
    }

    private int skipRest(ByteBuffer buffer, int at, int end) {
        if (type > HANDSHAKE || hasLongTypes()) {
            return end;
        }
        long position = at;
        if (type == INITIAL) {
            long token = variableLength(buffer, position, end);
            position += token < 0 ? end : width(buffer, at) + token;
        }
        long length = variableLength(buffer, position, end);
        if (length < 0) {
            return end;
        }
        long after = position + width(buffer, (int) position) + length;
        return after > end ? end : (int) after;
    }

    private static long variableLength(ByteBuffer buffer, long at, int end) {
        if (at >= end || at + width(buffer, (int) at) > end) {
            return -1;
        }
        int index = (int) at;
        return switch (width(buffer, index)) {
            case 1 -> buffer.get(index) & 0x3f;
            case 2 -> buffer.getShort(index) & 0x3fff;
            case 4 -> buffer.getInt(index) & 0x3fff_ffff;
            default -> buffer.getLong(index) & 0x3fff_ffff_ffff_ffffL;
        };
    }

    private static int width(ByteBuffer buffer, int at) {
        return 1 << (buffer.get(at) >>> 6 & 3);
    }

    private boolean hasLongTypes() {
        return isDraftUpTo(LAST_DRAFT_WITH_LONG_TYPES);
    }

    private boolean isDraftUpTo(int last) {
        return Integer.compareUnsigned(version, DRAFTS) > 0
                && Integer.compareUnsigned(version, last) <= 0;
    }

    /** Whether packets with a short header of this version have a spin bit where RFC 9000 has. */
    boolean hasSpinBit() {
        return !hasLongTypes();
    }

    /** Whether the version is one of the RFCs or of their drafts. */
    boolean isStandard() {
        return version == 1
                || version == VERSION_2
                || version == VERSION_2_DRAFT
                || isDraftUpTo(LAST_DRAFT);
    }

    boolean hasFixedBit() {
        return (first & FIXED_BIT) != 0;
    }

    /** One of the constants. */
    int type() {
        return type;
    }

    boolean packedIds() {
        return packedIds;
    }

    int destinationIdLength() {
        return destinationIdLength;
    }

    int destinationIdHash() {
        return destinationIdHash;
    }

    int sourceIdLength() {
        return sourceIdLength;
    }

    int sourceIdHash() {
        return sourceIdHash;
    }

    /** Index of the next packet in the datagram, or where the captured octets end. */
    int next() {
        return next;
    }
}
