package org.beibu.probe.reflector;

import org.beibu.model.Address;
import org.beibu.probe.stamp.PacketMode;

/**
 * An address and a UDP port: {@code 192.0.2.1:862}, {@code [2001:db8::1]:862}; without a port 862.
 *
 * @param address the address; the unspecified one for all of its family
 * @param port the port, 0 for any
 */
public record ListenAddress(Address address, int port) {
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
        return new ListenAddress(Address.parse(address), port);
    }

    private static int port(String digits, String text) {
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 0xffff) {
            throw new IllegalArgumentException("not a port: '" + text + "'");
        }
        return Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        return address.isIpv4() ? address + ":" + port : "[" + address + "]:" + port;
    }
}
