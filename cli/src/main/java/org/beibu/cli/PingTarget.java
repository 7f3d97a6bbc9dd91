package org.beibu.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.beibu.model.Address;
import org.beibu.probe.active.Steering;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.udp.Destination;

/**
 * Whom to ping: an address or a name, and a port.
 *
 * @param place the address and the port, 0 with ICMP
 */
record PingTarget(ListenAddress place) {
    /** Reads one whose port is that of STAMP where none is written. */
    static PingTarget parse(String text) {
        return parse(text, PacketMode.PORT);
    }

    /**
     * Reads {@code 192.0.2.1:862}, {@code [2001:db8::1]:862}, {@code fe80::1%eth0}, {@code
     * reflector.example:862}, with this port where none is written.
     *
     * @throws IllegalArgumentException naming the text
     */
    static PingTarget parse(String text, int defaultPort) {
        int colon = text.indexOf(':');
        boolean oneColon = colon > 0 && colon == text.lastIndexOf(':');
        String host = oneColon ? text.substring(0, colon) : text;
        boolean numeric = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        if (numeric) {
            return of(ListenAddress.parse(text, defaultPort), text);
        }
        String port = oneColon ? text.substring(colon + 1) : String.valueOf(defaultPort);
        if (!port.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("not a port: '" + text + "'");
        }
        try {
            byte[] octets = InetAddress.getByName(host).getAddress();
            return of(new ListenAddress(Address.of(octets), Integer.parseInt(port)), text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no such host: '" + host + "'", e);
        }
    }

    private static PingTarget of(ListenAddress place, String text) {
        if (place.port() < 0 || place.port() > 0xffff) {
            throw new IllegalArgumentException("not a port: '" + text + "'");
        }
        return new PingTarget(place);
    }

    Address address() {
        return place.address();
    }

    int port() {
        return place.port();
    }

    /** Where packets of this steering go. */
    Destination destination(Steering steering) {
        return new Destination(
                address(), port(), steering.source().orElse(null), steering.dscp() << 2);
    }

    @Override
    public String toString() {
        String text = place.toString();
        boolean portless = place.port() == 0;
        return !portless
                ? text
                : text.substring(0, text.lastIndexOf(':')).replaceAll("^\\[|\\]$", "");
    }
}
