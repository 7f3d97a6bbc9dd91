package org.beibu.simulator.bureau;

import java.time.Duration;
import java.util.Objects;

/**
 * How much traffic there is.
 *
 * @param kind what the connections do
 * @param connectionsPerSecond mean rate at which connections begin
 * @param connections how many begin at most
 * @param warmUp time before the capture begins: connections of that time are met in mid-stream
 */
public record Traffic(Kind kind, double connectionsPerSecond, long connections, Duration warmUp) {

    /** What the connections do. */
    public enum Kind {
        /** Requests and responses of 100 octets to 60 kB, several on a connection. */
        BROWSING(6, 60_000, 200),
        /** Few and short exchanges: for the real-time simulation. */
        SHORT(2, 6_000, 50),
        /** A handshake, then silence. */
        HANDSHAKE_ONLY(0, 0, 0),
        /** A SYN without any answer. */
        SYN_ONLY(0, 0, 0);

        private final int mostExchanges;
        private final int mostOctets;
        private final int mostThinkMillis;

        Kind(int mostExchanges, int mostOctets, int mostThinkMillis) {
            this.mostExchanges = mostExchanges;
            this.mostOctets = mostOctets;
            this.mostThinkMillis = mostThinkMillis;
        }

        /** The most requests on one connection. */
        public int mostExchanges() {
            return mostExchanges;
        }

        /** The longest response, octets. */
        public int mostOctets() {
            return mostOctets;
        }

        /** The longest pause between two exchanges, milliseconds. */
        public int mostThinkMillis() {
            return mostThinkMillis;
        }
    }

    public Traffic {
        Objects.requireNonNull(kind, "kind");
        if (!(connectionsPerSecond > 0 && connectionsPerSecond <= 1e7)) {
            throw new IllegalArgumentException(
                    "connections a second must be above 0, at most 10^7: " + connectionsPerSecond);
        }
        if (connections < 0) {
            throw new IllegalArgumentException("negative number of connections: " + connections);
        }
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("negative warm-up: " + warmUp);
        }
    }
}
