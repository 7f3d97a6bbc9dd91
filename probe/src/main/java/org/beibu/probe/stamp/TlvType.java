package org.beibu.probe.stamp;

import org.jspecify.annotations.Nullable;

/** Types of TLVs (RFC 8972 5.1, RFC 9503 5.1, RFC 9534 7.1) and the lengths of their Values. */
public enum TlvType {
    /** RFC 8972 4.1. */
    EXTRA_PADDING(1, 0, false),
    /** RFC 8972 4.2; sub-TLVs may follow its ports. */
    LOCATION(2, 4, false),
    /** RFC 8972 4.3; sub-TLVs may follow. */
    TIMESTAMP_INFORMATION(3, 4, false),
    /** RFC 8972 4.4. */
    CLASS_OF_SERVICE(4, 4, true),
    /** RFC 8972 4.5. */
    DIRECT_MEASUREMENT(5, 12, true),
    /** RFC 8972 4.6. */
    ACCESS_REPORT(6, 4, true),
    /** RFC 8972 4.7. */
    FOLLOW_UP_TELEMETRY(7, 16, true),
    /** RFC 8972 4.8. */
    HMAC(8, 16, true),
    /** RFC 9503 3. */
    DESTINATION_NODE_ADDRESS(9, 4, false),
    /** RFC 9503 4. */
    RETURN_PATH(10, 4, false),
    /** RFC 9534 3. */
    MICRO_SESSION_ID(11, 4, true);

    /** Octets of the header: Flags, Type, Length. */
    public static final int HEADER_LENGTH = 4;

    /** U: not understood. */
    public static final int UNRECOGNIZED = 0x80;

    /** M: malformed. */
    public static final int MALFORMED = 0x40;

    /** I: the integrity of the TLVs is not given. */
    public static final int INTEGRITY = 0x20;

    private static final @Nullable TlvType[] BY_CODE = new TlvType[256];

    static {
        for (TlvType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final int shortest;
    private final boolean fixed;

    TlvType(int code, int shortest, boolean fixed) {
        this.code = code;
        this.shortest = shortest;
        this.fixed = fixed;
    }

    /** The type of a number, null when it is not known here. */
    public static @Nullable TlvType ofCode(int code) {
        return BY_CODE[code & 0xff];
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** Octets of the shortest Value. */
    public int shortest() {
        return shortest;
    }

    /** Whether a Value of this type may have this length. */
    public boolean isLength(int length) {
        if (this == DESTINATION_NODE_ADDRESS) {
            return length == 4 || length == 16;
        }
        return fixed ? length == shortest : length >= shortest;
    }
}
