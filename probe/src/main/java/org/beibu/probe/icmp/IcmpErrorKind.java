package org.beibu.probe.icmp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an ICMP error says of the packet that it quotes. */
public enum IcmpErrorKind {
    /** It cannot be delivered (RFC 792 type 3, RFC 4443 3.1). */
    UNREACHABLE("unreachable"),
    /** It is too long for a link and may not be cut (RFC 1191, RFC 4443 3.2). */
    PACKET_TOO_BIG("packet too big"),
    /** Its TTL or Hop Limit is used up, or a fragment is missing (RFC 792, RFC 4443 3.3). */
    TIME_EXCEEDED("time exceeded"),
    /** Its header is not understood (RFC 792, RFC 4443 3.4). */
    PARAMETER_PROBLEM("parameter problem");

    private static final int FRAGMENTATION_NEEDED = 4;

    private final String text;

    IcmpErrorKind(String text) {
        this.text = text;
    }

    /** The kind of a message; empty for what is no error, such as echo, or one not known. */
    public static Optional<IcmpErrorKind> of(boolean ipv4, int type, int code) {
        return Optional.ofNullable(ipv4 ? ofIpv4(type, code) : ofIpv6(type));
    }

    private static @Nullable IcmpErrorKind ofIpv4(int type, int code) {
        return switch (type) {
            case 3 -> code == FRAGMENTATION_NEEDED ? PACKET_TOO_BIG : UNREACHABLE;
            case 11 -> TIME_EXCEEDED;
            case 12 -> PARAMETER_PROBLEM;
            default -> null; // redirects and source quench do not say that it was lost
        };
    }

    private static @Nullable IcmpErrorKind ofIpv6(int type) {
        return switch (type) {
            case 1 -> UNREACHABLE;
            case 2 -> PACKET_TOO_BIG;
            case 3 -> TIME_EXCEEDED;
            case 4 -> PARAMETER_PROBLEM;
            default -> null;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
