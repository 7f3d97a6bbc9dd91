package org.beibu.router.steer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.LargeCommunity;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.PathAttributes.Communities;
import org.beibu.router.bgp.message.RawAttribute;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.rib.LearnedPath;

/**
 * Makes an override out of the path that it stands on: the same prefix, ORIGIN, AS_PATH, MED,
 * aggregation and communities as learned; our marks and LOCAL_PREF added. Communities of our own AS
 * are left out: they told something about the learned path inside our network. A pure function.
 */
public final class OverrideMaker {
    /** Only To Customer (RFC 9234): without it a leak would not be noticed by others. */
    private static final int ONLY_TO_CUSTOMER = 35;

    private final OwnMarks own;

    /** A maker that leaves these marks. */
    public OverrideMaker(OwnMarks own) {
        this.own = own;
    }

    /** The number that stands for a recommendation in the large community of its overrides. */
    public static long changeId(String recommendation) {
        CRC32C crc = new CRC32C();
        crc.update(recommendation.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /** The override to this exit for a router, on top of this path. */
    public BgpOverride make(
            String recommendation, String exit, SteeredRouter router, LearnedPath path) {
        OverrideKey key = new OverrideKey(router.name(), path.prefix());
        return new BgpOverride(
                key,
                exit,
                recommendation,
                path.nextHop(),
                attributes(recommendation, router, path));
    }

    private PathAttributes attributes(
            String recommendation, SteeredRouter router, LearnedPath path) {
        PathAttributes learned = path.attributes();
        Address nextHop = path.prefix().isIpv4() ? path.nextHop() : null;
        Long copiedMed = learned.med();
        return new PathAttributes(
                learned.origin(),
                learned.asPath(),
                nextHop,
                router.template().med().isPresent() ? router.template().med().get() : copiedMed,
                router.localPref(),
                learned.aggregate(),
                communities(recommendation, router, learned.communities()),
                PathAttributes.Reflection.NONE,
                learned.others().stream().filter(OverrideMaker::isCopied).toList());
    }

    private static boolean isCopied(RawAttribute attribute) {
        return attribute.code() == ONLY_TO_CUSTOMER;
    }

    private Communities communities(
            String recommendation, SteeredRouter router, Communities learned) {
        List<Integer> plain =
                new ArrayList<>(learned.plain().stream().filter(c -> !isLocal(c)).toList());
        plain.add(own.marker());
        if (!router.filtersByMarker()) {
            plain.add(Communities.NO_EXPORT);
        }
        plain.addAll(router.template().communities());
        List<LargeCommunity> large =
                Stream.of(
                                learned.large().stream().filter(c -> c.global() != own.asNumber()),
                                Stream.of(own.changeCommunity(changeId(recommendation))),
                                router.template().large().stream())
                        .flatMap(part -> part)
                        .distinct()
                        .toList();
        return new Communities(
                plain.stream().distinct().toList(),
                learned.extended().stream().filter(c -> !isLocal(c)).toList(),
                large);
    }

    private boolean isLocal(int community) {
        return community >>> 16 == own.asNumber();
    }

    /** Types 0x00 and 0x40 have an AS of two octets, 0x02 and 0x42 one of four (RFC 4360, 5668). */
    private boolean isLocal(long extended) {
        int type = (int) (extended >>> 56) & 0xbf;
        return switch (type) {
            case 0x00 -> (extended >>> 32 & 0xffff) == own.asNumber();
            case 0x02 -> (extended >>> 16 & 0xffff_ffffL) == own.asNumber();
            default -> false;
        };
    }
}
