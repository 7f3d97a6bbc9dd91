package org.beibu.router.guard;

import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.RibView;

/**
 * The paths that could carry an override: those of exactly this prefix that this router holds
 * itself, by the exit in question.
 *
 * @param held whether the router holds the prefix by any way that it may use
 * @param byPeer paths that the exit's own neighbour gave, whatever their next hop is
 * @param byNextHop paths whose next hop is the exit's, ours among them
 * @param best the best of these that is not ours
 */
public record Support(
        boolean held,
        List<LearnedPath> byPeer,
        List<LearnedPath> byNextHop,
        Optional<LearnedPath> best) {
    private static final int BLACKHOLE = 0xffff_029a; // RFC 7999
    private static final int GRACEFUL_SHUTDOWN = 0xffff_0000; // RFC 8326

    public Support {
        byPeer = List.copyOf(byPeer);
        byNextHop = List.copyOf(byNextHop);
    }

    /** Looks at what the router holds now. */
    public static Support of(
            RibView rib, String router, Prefix prefix, SteeredExit exit, OwnMarks own) {
        List<Address> nextHops = exit.nextHops(router);
        List<LearnedPath> usable =
                rib.paths(router, prefix).stream().filter(Support::isUsable).toList();
        List<LearnedPath> byNextHop =
                usable.stream().filter(path -> leadsTo(path, nextHops, prefix)).toList();
        return new Support(
                !usable.isEmpty(),
                usable.stream().filter(path -> nextHops.contains(path.peer())).toList(),
                byNextHop,
                byNextHop.stream().filter(path -> !own.areOn(path.attributes())).findFirst());
    }

    private static boolean leadsTo(LearnedPath path, List<Address> nextHops, Prefix prefix) {
        return nextHops.contains(path.nextHop()) && path.nextHop().isIpv4() == prefix.isIpv4();
    }

    /** What the router's policy has let in, and what does not ask to be kept clear of. */
    private static boolean isUsable(LearnedPath path) {
        boolean heldByTheRouter =
                switch (path.source()) {
                    case BGP, BMP_POST_POLICY, BMP_LOC_RIB -> true;
                    case BMP_PRE_POLICY, BMP_ADJ_RIB_OUT -> false;
                };
        PathAttributes.Communities communities = path.attributes().communities();
        return heldByTheRouter
                && !communities.plain().contains(BLACKHOLE)
                && !communities.plain().contains(GRACEFUL_SHUTDOWN);
    }
}
