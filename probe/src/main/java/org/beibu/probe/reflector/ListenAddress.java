package org.beibu.probe.reflector;

import org.beibu.model.Address;
import org.beibu.probe.stamp.PacketMode;
import org.jspecify.annotations.Nullable;

/**
 * An address and a UDP port: {@code 192.0.2.1:862}, {@code [2001:db8::1]:862}, {@code
 * [fe80::1%eth0]:862}; without a port 862.
 *
 * @param address the address; the unspecified one for all of its family
 * @param port the port, 0 for any
 * @param zone the interface where the address is valid (RFC 4007 11), null without one
 */
public record ListenAddress(Address address, int port, @Nullable String zone) {
    private static final int LONGEST_ZONE = 15;
    private static final long LINK_LOCAL = 0xfe80L >>> 6; // fe80::/10

    public ListenAddress {
        boolean linkLocal = address.high() >>> 54 == LINK_LOCAL;
        if (linkLocal && zone == null) {
            throw new IllegalArgumentException(
                    "a link-local address needs its interface: '" + address + "%eth0'");
        }
        if (zone != null && (!linkLocal || zone.isEmpty() || zone.length() > LONGEST_ZONE)) {
            throw new IllegalArgumentException(
                    "not the interface of a link-local address: '" + address + "%" + zone + "'");
        }
    }

    /** Without a zone. */
    public ListenAddress(Address address, int port) {
        this(address, port, null);
    }

    /** The same with this port. */
    public ListenAddress at(int newPort) {
        return new ListenAddress(address, newPort, zone);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static ListenAddress parse(String text) {
        return parse(text, PacketMode.PORT);
    }

    /**
     * Reads one that has this port when none is written.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static ListenAddress parse(String text, int defaultPort) {
        int bracket = text.indexOf(']');
        boolean enclosed = text.startsWith("[") && bracket > 0;
        int colon = text.lastIndexOf(':');
        boolean hasPort = enclosed ? colon == bracket + 1 : colon > 0 && colon == text.indexOf(':');
        if (enclosed && !hasPort && bracket != text.length() - 1) {
            throw new IllegalArgumentException("not ADDRESS:PORT: '" + text + "'");
        }
        String address = enclosed ? text.substring(1, bracket) : text;
        if (!enclosed && hasPort) {
            address = text.substring(0, colon);
        }
        int port = hasPort ? port(text.substring(colon + 1), text) : defaultPort;
        int percent = address.indexOf('%');
        String zone = percent < 0 ? null : address.substring(percent + 1);
        String numeric = percent < 0 ? address : address.substring(0, percent);
        return new ListenAddress(Address.parse(numeric), port, zone);
    }

    private static int port(String digits, String text) {
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 0xffff) {
            throw new IllegalArgumentException("not a port: '" + text + "'");
        }
        return Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        String whole = zone == null ? address.toString() : address + "%" + zone;
        return address.isIpv4() ? whole + ":" + port : "[" + whole + "]:" + port;
    }
}
