package org.beibu.router.bgp.session;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Family;

/**
 * What a session with one router is made of. The router's AS is ours: there is no eBGP.
 *
 * @param speaker who we are
 * @param offer what our OPEN says
 * @param timing how long things may take
 * @param role who opens the connection
 */
public record SessionConfig(Speaker speaker, Offer offer, Timing timing, Role role) {

    /** Who opens the connection. */
    public enum Role {
        /** Only we do. */
        CONNECT,
        /** Only the router does. */
        LISTEN,
        /** Whoever is first. */
        BOTH;

        boolean connects() {
            return this != LISTEN;
        }

        boolean listens() {
            return this != CONNECT;
        }
    }

    /**
     * Who we are.
     *
     * @param asNumber the AS of the bureau, ours and the router's
     * @param bgpId our BGP Identifier, not zero
     */
    public record Speaker(long asNumber, Address bgpId) {
        public Speaker {
            if (asNumber < 1 || asNumber > 0xffff_ffffL) {
                throw new IllegalArgumentException("not an AS number: " + asNumber);
            }
            if (!bgpId.isIpv4() || bgpId.low() == Address.ipv4Low(0)) {
                throw new IllegalArgumentException("not a BGP Identifier: " + bgpId);
            }
        }
    }

    /**
     * What our OPEN says. Four-octet AS numbers, route refresh, enhanced route refresh and graceful
     * restart without any family are always part of it.
     *
     * @param families the families spoken, at least one
     * @param addPathReceive those for which the router may send several paths
     * @param addPathSend those for which we would send several
     * @param extendedMessages whether messages may be longer than 4,096 octets
     * @param mostPaths paths that the router may have announced at once; more end the session
     */
    public record Offer(
            Set<Family> families,
            Set<Family> addPathReceive,
            Set<Family> addPathSend,
            boolean extendedMessages,
            long mostPaths) {
        public Offer {
            families = ordered(families);
            addPathReceive = ordered(addPathReceive);
            addPathSend = ordered(addPathSend);
            if (families.isEmpty()) {
                throw new IllegalArgumentException("a session needs a family");
            }
            if (!families.containsAll(addPathReceive) || !families.containsAll(addPathSend)) {
                throw new IllegalArgumentException(
                        "ADD-PATH for a family that is not spoken: "
                                + addPathReceive
                                + ", "
                                + addPathSend);
            }
        }

        private static Set<Family> ordered(Set<Family> families) {
            return Collections.unmodifiableSet(new TreeSet<>(families));
        }
    }

    /**
     * How long things may take.
     *
     * @param holdSeconds Hold Time proposed, 3 to 65535; never 0, for a hung speaker must be
     *     noticed
     * @param connectRetry ConnectRetryTime
     * @param firstRetry Idle after the first failure
     * @param longestRetry Idle after many: each failure doubles it up to here
     */
    public record Timing(
            int holdSeconds, Duration connectRetry, Duration firstRetry, Duration longestRetry) {
        /** Hold time of nine seconds, a new attempt after one to thirty. */
        public static final Timing DEFAULT =
                new Timing(
                        9, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(30));

        public Timing {
            if (holdSeconds < 3 || holdSeconds > 0xffff) {
                throw new IllegalArgumentException(
                        "hold time " + holdSeconds + " is not between 3 and 65535");
            }
            if (firstRetry.toMillis() < 1 || longestRetry.compareTo(firstRetry) < 0) {
                throw new IllegalArgumentException(
                        "retries after " + firstRetry + " to " + longestRetry);
            }
        }

        /** How long Idle lasts after this many failures in a row. */
        Duration idleHold(int failures) {
            Duration doubled = firstRetry.multipliedBy(1L << Math.min(failures, 20));
            return doubled.compareTo(longestRetry) < 0 ? doubled : longestRetry;
        }
    }
}
