package org.beibu.router.rib;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;

/**
 * What we have announced to one router and not withdrawn: the only source of announcements, so that
 * exactly that is withdrawn and exactly that is sent again when the router asks.
 *
 * <p>Written by the thread that sends to the router, after the message has gone out; any thread may
 * ask. Bounded: an announcement beyond the bound is refused and must not be sent.
 */
public final class AdjRibOut {
    private final int most;
    private final Map<Prefix, Announced> announced = new LinkedHashMap<>();

    /**
     * One override.
     *
     * @param nlri its prefix and our path identifier
     * @param nextHop the next hop announced
     * @param attributes the attributes announced
     * @param sinceEpochNs when it was announced last, epoch nanoseconds
     */
    public record Announced(
            Nlri nlri, Address nextHop, PathAttributes attributes, long sinceEpochNs) {

        /** The family that it is announced in. */
        public Family family() {
            return familyOf(nlri.prefix());
        }

        /** The UPDATE that announces it. */
        public UpdateMessage announcement() {
            return new UpdateMessage(
                    List.of(),
                    List.of(RouteGroup.announced(family(), nextHop, List.of(nlri))),
                    attributes,
                    Optional.empty());
        }
    }

    /** Nothing announced yet; so many prefixes at most. */
    public AdjRibOut(int most) {
        this.most = most;
    }

    private static Family familyOf(Prefix prefix) {
        return prefix.isIpv4() ? Family.IPV4_UNICAST : Family.IPV6_UNICAST;
    }

    /** Notes an announcement; false, and nothing noted, when the bound is reached. */
    public synchronized boolean announced(Announced override) {
        Prefix prefix = override.nlri().prefix();
        if (announced.size() >= most && !announced.containsKey(prefix)) {
            return false;
        }
        announced.put(prefix, override);
        return true;
    }

    /** What is announced for this prefix. */
    public synchronized Optional<Announced> get(Prefix prefix) {
        return Optional.ofNullable(announced.get(prefix));
    }

    /** Everything announced, in the order in which the prefixes came. */
    public synchronized List<Announced> all() {
        return List.copyOf(announced.values());
    }

    /** Everything announced of one family, to be sent again on ROUTE-REFRESH. */
    public synchronized List<Announced> all(Family family) {
        return announced.values().stream().filter(a -> a.family().equals(family)).toList();
    }

    /**
     * Takes an override out and gives the UPDATE that withdraws exactly it; empty when nothing is
     * announced for the prefix.
     */
    public synchronized Optional<UpdateMessage> withdraw(Prefix prefix) {
        return Optional.ofNullable(announced.remove(prefix))
                .map(gone -> withdrawal(gone.family(), List.of(gone.nlri())));
    }

    /** Takes everything out and gives the UPDATEs that withdraw it, one a family. */
    public synchronized List<UpdateMessage> withdrawAll() {
        List<UpdateMessage> withdrawals = new ArrayList<>();
        for (Family family : List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST)) {
            List<Nlri> nlri = all(family).stream().map(Announced::nlri).toList();
            if (!nlri.isEmpty()) {
                withdrawals.add(withdrawal(family, nlri));
            }
        }
        announced.clear();
        return withdrawals;
    }

    /** The session has ended: the router has forgotten everything by itself. */
    public synchronized void clear() {
        announced.clear();
    }

    private static UpdateMessage withdrawal(Family family, List<Nlri> nlri) {
        return new UpdateMessage(
                List.of(RouteGroup.withdrawn(family, nlri)),
                List.of(),
                PathAttributes.NONE,
                Optional.empty());
    }
}
