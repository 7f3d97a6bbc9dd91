package org.beibu.runtime.config;

/**
 * Ports of one transport protocol or of all.
 *
 * @param protocol IP protocol number, 0 for any
 * @param first the lowest port, 0 to 65535
 * @param last the highest port
 */
public record PortRange(int protocol, int first, int last) {
    private static final int HIGHEST = 65_535;
    private static final int TCP = 6;
    private static final int UDP = 17;

    public PortRange {
        if (first > last) {
            throw new IllegalArgumentException("ports run upwards, not " + first + "-" + last);
        }
    }

    /** Reads {@code 443}, {@code 27015-27030}, {@code udp/3074}, {@code tcp/8000-8099}. */
    static PortRange parse(String text) {
        int slash = text.indexOf('/');
        int protocol =
                switch (slash < 0 ? "" : text.substring(0, slash)) {
                    case "" -> 0;
                    case "tcp" -> TCP;
                    case "udp" -> UDP;
                    default ->
                            throw new IllegalArgumentException(
                                    "'" + text + "' begins with neither tcp/ nor udp/");
                };
        String ports = text.substring(slash + 1);
        int hyphen = ports.indexOf('-');
        String first = hyphen < 0 ? ports : ports.substring(0, hyphen);
        return new PortRange(
                protocol,
                (int) Units.wholeNumber(first, 0, HIGHEST),
                (int) Units.wholeNumber(ports.substring(hyphen + 1), 0, HIGHEST));
    }

    /** Whether this port of this protocol is one of them. */
    public boolean holds(int ofProtocol, int port) {
        return (protocol == 0 || protocol == ofProtocol) && port >= first && port <= last;
    }
}
