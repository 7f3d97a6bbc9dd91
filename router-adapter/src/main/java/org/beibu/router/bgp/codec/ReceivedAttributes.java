package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Aggregator;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.LargeCommunity;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RawAttribute;
import org.beibu.router.bgp.message.RouteGroup;
import org.jspecify.annotations.Nullable;

/** What has been read of the attributes of one UPDATE so far. Lives for one call, in one thread. */
final class ReceivedAttributes {
    final SessionFormat format;
    final List<AttributeFault> faults = new ArrayList<>(0);
    final List<RawAttribute> others = new ArrayList<>(0);

    /** The family of the MRT table that they stand in, null for those of a message. */
    @Nullable Family tableFamily;

    /** Attribute Flags of the attribute that is being read. */
    int flags;

    @Nullable Origin origin;
    @Nullable AsPath asPath;
    @Nullable AsPath as4Path;
    @Nullable Address nextHop;
    @Nullable Long med;
    @Nullable Long localPref;
    boolean atomic;
    @Nullable Aggregator aggregator;
    @Nullable Aggregator as4Aggregator;
    List<Integer> communities = List.of();
    List<Long> extended = List.of();
    List<LargeCommunity> large = List.of();
    @Nullable Address originatorId;
    List<Address> clusters = List.of();
    @Nullable RouteGroup reach;
    @Nullable RouteGroup unreach;
    Decoded.@Nullable Bad refusal;

    private final long[] seen = new long[4];

    ReceivedAttributes(SessionFormat format) {
        this.format = format;
    }

    /** Notes that an attribute of this code is there; false when one was there before. */
    boolean first(int code) {
        long bit = 1L << code; // the shift takes the lower six bits
        boolean first = (seen[code >>> 6] & bit) == 0;
        seen[code >>> 6] |= bit;
        return first;
    }

    boolean has(int code) {
        return (seen[code >>> 6] & 1L << code) != 0;
    }

    /** Whether this is the code of all attributes that are there. */
    boolean isOnly(int code) {
        int others = 0;
        for (int i = 0; i < seen.length; i++) {
            others += Long.bitCount(i == code >>> 6 ? seen[i] & ~(1L << code) : seen[i]);
        }
        return others == 0 && has(code);
    }

    /** The strongest reaction to the faults so far. */
    Reaction reaction() {
        Reaction strongest = Reaction.NONE;
        for (AttributeFault fault : faults) {
            strongest = strongest.or(fault.reaction());
        }
        return strongest;
    }

    /** The first of the faults with the strongest reaction. */
    AttributeFault strongestFault() {
        return Collections.max(faults, Comparator.comparing(AttributeFault::reaction));
    }

    void fault(int code, AttributeFault.Kind kind, Reaction reaction) {
        faults.add(new AttributeFault(code, kind, reaction));
    }

    PathAttributes build() {
        settleFourOctetAs();
        others.sort(Comparator.comparingInt(RawAttribute::code));
        return new PathAttributes(
                origin,
                asPath,
                nextHop,
                med,
                localPref,
                !atomic && aggregator == null
                        ? PathAttributes.Aggregate.NONE
                        : new PathAttributes.Aggregate(atomic, aggregator),
                communities.isEmpty() && extended.isEmpty() && large.isEmpty()
                        ? PathAttributes.Communities.NONE
                        : new PathAttributes.Communities(communities, extended, large),
                originatorId == null && clusters.isEmpty()
                        ? PathAttributes.Reflection.NONE
                        : new PathAttributes.Reflection(originatorId, clusters),
                others);
    }

    /** Puts AS4_AGGREGATOR and AS4_PATH in their places (RFC 6793 section 4.2.3). */
    private void settleFourOctetAs() {
        if (aggregator != null && as4Aggregator != null) {
            if (aggregator.asNumber() != OpenMessage.AS_TRANS) {
                return; // a router of two octets has aggregated since: both are outdated
            }
            aggregator = as4Aggregator;
        }
        if (asPath != null && as4Path != null) {
            asPath = AsPathSegments.merge(asPath, as4Path);
        }
    }
}
