package org.beibu.model;

import java.util.Optional;

/**
 * How a delay was observed. Timings of different methods are never merged with one another, since
 * each errs in its own way (docs/limitations.md says which).
 */
public enum Method {
    /** SYN to SYN/ACK and SYN/ACK to ACK, seen at the capture point (RFC 9293 3.5). */
    HANDSHAKE(1, "handshake"),
    /** First packet with a TSval to its first echo in TSecr (RFC 7323 3). */
    TIMESTAMP(2, "timestamp"),
    /** TCP segment to the ACK of its exact end. */
    DATA_ACK(3, "data-ack"),
    /** Edge to edge of the QUIC latency spin bit (RFC 9000 17.4). */
    QUIC_SPIN(4, "quic-spin"),
    /** QUIC Initial to the server's first long header. */
    QUIC_HANDSHAKE(5, "quic-handshake"),
    /** DNS query of others to its first answer over UDP. */
    DNS(6, "dns"),
    /** ICMP echo request of others to its reply (RFC 792). */
    ICMP(7, "icmp"),
    /** ICMPv6 echo request of others to its reply (RFC 4443). */
    ICMPV6(8, "icmpv6"),
    /** STAMP test packet to its reflection (RFC 8762). */
    STAMP(9, "stamp"),
    /** An active TCP connect, timed from the capture. */
    TCP_CONNECT(10, "tcp-connect"),
    /** An ICMP echo request of our own to its reply. */
    ICMP_ECHO(11, "icmp-echo"),
    /** An ICMPv6 echo request of our own to its reply. */
    ICMPV6_ECHO(12, "icmpv6-echo"),
    /** A DNS query of our own to its answer over UDP. */
    DNS_QUERY(13, "dns-query"),
    /** Pings of a SmokePing, from its database. */
    SMOKEPING(14, "smokeping"),
    /** Pings of probes of RIPE Atlas. */
    RIPE_ATLAS(15, "ripe-atlas"),
    /** Round-trip delays out of a table, measured by whatever the operator knows. */
    IMPORTED(16, "imported");

    private static final Method[] BY_CODE = new Method[values().length + 1];

    static {
        for (Method method : values()) {
            BY_CODE[method.code] = method;
        }
    }

    private final int code;
    private final String text;

    Method(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Whether it times packets of our own, which are never merged with those of others. */
    public boolean isActive() {
        return switch (this) {
            case STAMP, TCP_CONNECT, ICMP_ECHO, ICMPV6_ECHO, DNS_QUERY -> true;
            case HANDSHAKE, TIMESTAMP, DATA_ACK, QUIC_SPIN, QUIC_HANDSHAKE, DNS, ICMP, ICMPV6 ->
                    false;
            case SMOKEPING, RIPE_ATLAS, IMPORTED -> false;
        };
    }

    /** Whether others measured it, elsewhere, and an import brought it in. */
    public boolean isImported() {
        return this == SMOKEPING || this == RIPE_ATLAS || this == IMPORTED;
    }

    /** The code on disk, 1 to 127; a published code is never given to another method. */
    public int code() {
        return code;
    }

    /** The method of a code on disk, empty when a newer writer knows one that we do not. */
    public static Optional<Method> ofCode(int code) {
        return code > 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
    }

    /**
     * The method with this name.
     *
     * @throws IllegalArgumentException when no method has it
     */
    public static Method parse(String text) {
        for (Method method : values()) {
            if (method.text.equals(text)) {
                return method;
            }
        }
        throw new IllegalArgumentException("not a timing method: '" + text + "'");
    }

    /** The name in outputs, JSON and labels, for example {@code data-ack}. */
    @Override
    public String toString() {
        return text;
    }
}
