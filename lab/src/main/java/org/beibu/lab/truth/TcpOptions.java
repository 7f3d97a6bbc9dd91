package org.beibu.lab.truth;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * TCP options as far as they were captured (RFC 9293 3.1): kind, length, value.
 *
 * @param octets one a char
 */
record TcpOptions(String octets) {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;

    /** TSval (RFC 7323 3.2). */
    OptionalInt tsval() {
        return number(TIMESTAMPS, 0);
    }

    /** TSecr (RFC 7323 3.2). */
    OptionalInt tsecr() {
        return number(TIMESTAMPS, 4);
    }

    /** The right edges of the SACK blocks (RFC 2018 3). */
    int[] sackEdges() {
        Optional<String> blocks = value(SACK);
        if (blocks.isEmpty()) {
            return new int[0];
        }
        int[] edges = new int[blocks.get().length() / 8];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = number(blocks.get(), i * 8 + 4);
        }
        return edges;
    }

    private OptionalInt number(int kind, int at) {
        Optional<String> value = value(kind);
        return value.isPresent() && value.get().length() >= at + 4
                ? OptionalInt.of(number(value.get(), at))
                : OptionalInt.empty();
    }

    private static int number(String octets, int at) {
        return octets.charAt(at) << 24
                | octets.charAt(at + 1) << 16
                | octets.charAt(at + 2) << 8
                | octets.charAt(at + 3);
    }

    /** What was captured of the value of an option. */
    private Optional<String> value(int wanted) {
        int at = 0;
        while (at < octets.length() && octets.charAt(at) != END) {
            int kind = octets.charAt(at);
            if (kind == NO_OPERATION) {
                at++;
                continue;
            }
            int length = at + 1 < octets.length() ? octets.charAt(at + 1) : 0;
            if (length < 2) {
                return Optional.empty();
            }
            if (kind == wanted) {
                return Optional.of(
                        octets.substring(at + 2, Math.min(at + length, octets.length())));
            }
            at += length;
        }
        return Optional.empty();
    }
}
