package org.beibu.runtime.journal;

import java.util.Locale;
import java.util.Optional;

/** What the packets of a trace are. */
public enum TraceProtocol {
    /** Test packets of STAMP, from the port of the session that they belong to. */
    STAMP(1),
    /** UDP with the content of STAMP test packets, from a port of their own. */
    UDP(2),
    /** ICMP or ICMPv6 echo. */
    ICMP(3);

    private static final TraceProtocol[] PROTOCOLS = values();

    private final int code;

    TraceProtocol(int code) {
        this.code = code;
    }

    /** The code in records. */
    public int code() {
        return code;
    }

    /** The protocol with this code, if there is one. */
    public static Optional<TraceProtocol> ofCode(int code) {
        return code > 0 && code <= PROTOCOLS.length
                ? Optional.of(PROTOCOLS[code - 1])
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
