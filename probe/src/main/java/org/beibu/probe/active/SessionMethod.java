package org.beibu.probe.active;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.beibu.model.Method;

/** How a session probes its target. */
public enum SessionMethod {
    /** Test packets to a Session-Reflector (RFC 8762). */
    STAMP("stamp", Method.STAMP, Method.STAMP),
    /** SYN to SYN/ACK or RST, closed at once (RFC 9293 3.5). */
    TCP_CONNECT("tcp-connect", Method.TCP_CONNECT, Method.TCP_CONNECT),
    /** ICMP (RFC 792) or ICMPv6 (RFC 4443) echo. */
    ICMP_ECHO("icmp-echo", Method.ICMP_ECHO, Method.ICMPV6_ECHO),
    /** DNS queries over UDP (RFC 1035). */
    DNS("dns", Method.DNS_QUERY, Method.DNS_QUERY);

    private final String text;
    private final Method ipv4;
    private final Method ipv6;

    SessionMethod(String text, Method ipv4, Method ipv6) {
        this.text = text;
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** The method of its timings. */
    public Method timing(boolean toIpv4) {
        return toIpv4 ? ipv4 : ipv6;
    }

    /** All their names. */
    public static Set<String> names() {
        return Arrays.stream(values()).map(SessionMethod::toString).collect(Collectors.toSet());
    }

    /**
     * The method with this name.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static SessionMethod parse(String text) {
        return Arrays.stream(values())
                .filter(method -> method.text.equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "'%s' is not one of stamp, tcp-connect, icmp-echo, dns"
                                                .formatted(text)));
    }

    /** The name in the configuration. */
    @Override
    public String toString() {
        return text;
    }
}
