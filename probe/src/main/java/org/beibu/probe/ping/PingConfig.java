package org.beibu.probe.ping;

import java.time.Duration;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.udp.Destination;

/**
 * What is asked of whom.
 *
 * @param target the Session-Reflector, and how packets get there
 * @param mark their mark for policy routing, 0 for none
 * @param format what the packets look like
 * @param keys authenticated packets are signed with the first
 * @param pace how many packets, and when
 */
public record PingConfig(
        Destination target, int mark, RequestFormat format, KeyRing keys, Pace pace) {

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
