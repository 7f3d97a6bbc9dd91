package org.beibu.router.bgp.message;

import java.util.List;
import org.beibu.model.Address;
import org.jspecify.annotations.Nullable;

/**
 * The path attributes of an UPDATE except reachability (14 and 15), in which next hops and prefixes
 * stand. A null part is an attribute that was not sent.
 *
 * @param origin ORIGIN
 * @param asPath AS_PATH, joined with AS4_PATH where that is needed (RFC 6793)
 * @param nextHop NEXT_HOP of the prefixes in the UPDATE's own NLRI field
 * @param med MULTI_EXIT_DISC, 0 to 4294967295
 * @param localPref LOCAL_PREF, 0 to 4294967295
 * @param aggregate ATOMIC_AGGREGATE and AGGREGATOR
 * @param communities communities of all kinds
 * @param reflection what a route reflector has added
 * @param others all further attributes, ascending by code
 */
public record PathAttributes(
        @Nullable Origin origin,
        @Nullable AsPath asPath,
        @Nullable Address nextHop,
        @Nullable Long med,
        @Nullable Long localPref,
        Aggregate aggregate,
        Communities communities,
        Reflection reflection,
        List<RawAttribute> others) {

    /** No attribute at all, as an UPDATE that only withdraws has it. */
    public static final PathAttributes NONE =
            new PathAttributes(
                    null,
                    null,
                    null,
                    null,
                    null,
                    Aggregate.NONE,
                    Communities.NONE,
                    Reflection.NONE,
                    List.of());

    public PathAttributes {
        others = List.copyOf(others);
    }

    /**
     * What is said about aggregation.
     *
     * @param atomic whether ATOMIC_AGGREGATE was there
     * @param aggregator AGGREGATOR, joined with AS4_AGGREGATOR
     */
    public record Aggregate(boolean atomic, @Nullable Aggregator aggregator) {
        /** Nothing said. */
        public static final Aggregate NONE = new Aggregate(false, null);
    }

    /**
     * Communities in the order received.
     *
     * @param plain COMMUNITIES (RFC 1997), two octets of AS and two of value each
     * @param extended EXTENDED COMMUNITIES (RFC 4360), eight octets each
     * @param large LARGE_COMMUNITY (RFC 8092)
     */
    public record Communities(
            List<Integer> plain, List<Long> extended, List<LargeCommunity> large) {
        /** None of any kind. */
        public static final Communities NONE = new Communities(List.of(), List.of(), List.of());

        /** NO_EXPORT (RFC 1997). */
        public static final int NO_EXPORT = 0xffff_ff01;

        public Communities {
            plain = List.copyOf(plain);
            extended = List.copyOf(extended);
            large = List.copyOf(large);
        }

        /** The usual text of a plain community, {@code AS:value}. */
        public static String text(int community) {
            return (community >>> 16) + ":" + (community & 0xffff);
        }
    }

    /**
     * What route reflectors have added (RFC 4456).
     *
     * @param originatorId ORIGINATOR_ID
     * @param clusters CLUSTER_LIST, the latest first
     */
    public record Reflection(@Nullable Address originatorId, List<Address> clusters) {
        /** Not reflected. */
        public static final Reflection NONE = new Reflection(null, List.of());

        public Reflection {
            clusters = List.copyOf(clusters);
        }
    }
}
