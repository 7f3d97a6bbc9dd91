package org.beibu.probe.ping;

import java.time.Duration;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.udp.Destination;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of whom.
 *
 * @param target the Session-Reflector, and how packets get there
 * @param way what else decides about their way
 * @param format what the packets look like
 * @param keys authenticated packets are signed with the first
 * @param pace how many packets, and when
 */
public record PingConfig(
        Destination target, Way way, RequestFormat format, KeyRing keys, Pace pace) {

    /**
     * What decides about the way besides addresses and DSCP.
     *
     * @param mark the mark for policy routing, 0 for none
     * @param interfaceName the interface to leave by, null for any
     */
    public record Way(int mark, @Nullable String interfaceName) {
        /** As the system routes. */
        public static final Way ANY = new Way(0, null);
    }

    /**
     * How many packets, and when.
     *
     * @param count so many
     * @param interval from packet to packet, whatever comes back
     * @param timeout a packet without a reply for so long is lost
     * @param paddingTo octets that zeros behind the packet make up, for TWAMP Light; 0 for none
     */
    public record Pace(long count, Duration interval, Duration timeout, int paddingTo) {
        private static final Duration SHORTEST = Duration.ofMillis(1);
        private static final Duration LONGEST = Duration.ofMinutes(1);

        public Pace {
            if (count < 1) {
                throw new IllegalArgumentException("at least one packet is sent, not " + count);
            }
            check("an interval", interval);
            check("a timeout", timeout);
        }

        private static void check(String what, Duration duration) {
            if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(what + " is 1ms to 1m: " + duration);
            }
        }
    }

    public PingConfig {
        if (format.mode() == PacketMode.AUTHENTICATED && keys.isEmpty()) {
            throw new IllegalArgumentException("authenticated packets need a key");
        }
    }

    /** Octets of UDP payload of each packet. */
    public int length() {
        return Math.max(format.length(), pace.paddingTo());
    }
}
