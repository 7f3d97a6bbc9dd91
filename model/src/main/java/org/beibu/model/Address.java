package org.beibu.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as two longs in network order. Hot code passes the two longs around
 * instead of this record; the convention is the same: IPv4 lives in {@code ::ffff:0:0/96}.
 *
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits; {@code 0x0000ffff_aabbccdd} for IPv4 address aa.bb.cc.dd
 */
public record Address(long high, long low) implements Comparable<Address> {
    private static final long IPV4_MAPPED = 0x0000_ffff_0000_0000L;
    private static final Pattern IPV4_PART =
            Pattern.compile("0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]+");

    /** The low half of the IPv4 address with these 32 bits. */
    public static long ipv4Low(int bits) {
        return IPV4_MAPPED | (bits & 0xffff_ffffL);
    }

    /** Whether these two halves are an IPv4 address. */
    public static boolean isIpv4(long high, long low) {
        return high == 0 && (low & 0xffff_ffff_0000_0000L) == IPV4_MAPPED;
    }

    /** Whether this is an IPv4 address. */
    public boolean isIpv4() {
        return isIpv4(high, low);
    }

    /**
     * Reads an address in its usual text form; never asks a name server.
     *
     * @throws IllegalArgumentException when the text is not a numeric address
     */
    public static Address parse(String text) {
        if (text.indexOf(':') < 0) {
            return new Address(0, ipv4Low(parseIpv4(text)));
        }
        if (!IPV6_CHARACTERS.matcher(text).matches()) {
            throw notAnAddress(text, null);
        }
        try {
            return of(InetAddress.getByName(text).getAddress()); // a ':' never goes to a resolver
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw notAnAddress(text, e);
        }
    }

    private static int parseIpv4(String text) {
        // Not left to InetAddress: that asks the resolver for 300.1.1.1, and older and newer JDKs
        // read 010.1.1.1 differently.
        String[] parts = text.split("\\.", -1);
        int bits = 0;
        for (String part : parts) {
            if (parts.length != 4 || !IPV4_PART.matcher(part).matches()) {
                throw notAnAddress(text, null);
            }
            bits = bits << 8 | Integer.parseInt(part);
        }
        return bits;
    }

    private static IllegalArgumentException notAnAddress(String text, @Nullable Exception cause) {
        return new IllegalArgumentException("not an IP address: '" + text + "'", cause);
    }

    /**
     * The address of 4 or 16 octets in network order.
     *
     * @throws IllegalArgumentException for any other number of octets
     */
    public static Address of(byte[] octets) {
        if (octets.length != 4 && octets.length != 16) {
            throw new IllegalArgumentException(
                    "an address has 4 or 16 octets, not " + octets.length);
        }
        long high = 0;
        long low = octets.length == 4 ? 0xffff : 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets.length == 16 && i < 8) {
                high = high << 8 | (octets[i] & 0xff);
            } else {
                low = low << 8 | (octets[i] & 0xff);
            }
        }
        return new Address(high, low);
    }

    @Override
    public int compareTo(Address other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The usual text form; IPv6 in the canonical form of RFC 5952. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(39);
        appendTo(text, high, low);
        return text.toString();
    }

    /** Appends the text of an address given by its halves, without creating garbage. */
    public static void appendTo(StringBuilder text, long high, long low) {
        if (isIpv4(high, low)) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                text.append(low >>> shift & 0xff).append(shift == 0 ? "" : ".");
            }
        } else {
            appendIpv6(text, high, low);
        }
    }

    private static int group(long high, long low, int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - (index & 3) * 16)) & 0xffff;
    }

    private static void appendIpv6(StringBuilder text, long high, long low) {
        int bestStart = -1;
        int bestLength = 1; // RFC 5952 4.2.2: a single zero group is not shortened
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && group(high, low, i + length) == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = i;
                bestLength = length;
            }
            i += length;
        }
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                if (i > 0 && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                appendHex(text, group(high, low, i));
            }
        }
    }

    private static void appendHex(StringBuilder text, int group) {
        for (int shift = 12; shift >= 0; shift -= 4) {
            if (group >>> shift != 0 || shift == 0) {
                text.append(Character.forDigit(group >>> shift & 0xf, 16));
            }
        }
    }
}
