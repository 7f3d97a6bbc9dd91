package org.beibu.router.daemon;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.bgp.session.BgpListener;
import org.beibu.router.bgp.session.BgpSpeaker;
import org.beibu.router.rib.AdjRibIn;
import org.beibu.router.rib.AdjRibOut;
import org.beibu.router.rib.PeerFacts;
import org.beibu.router.rib.PeerStatus;
import org.beibu.router.rib.Rib;
import org.beibu.router.rib.RibChange;
import org.beibu.router.rib.RouterRib;
import org.beibu.router.rib.UsedPath;
import org.beibu.router.steer.Announcer;
import org.beibu.router.steer.SteeringEvent;
import org.beibu.router.steer.UseView;
import org.jspecify.annotations.Nullable;

/**
 * Between sessions, tables and steering: what routers say goes into their tables, what steering
 * says goes to the routers and into the Adj-RIB-Out, and a route that goes from beneath an override
 * is told at once.
 *
 * <p>{@link BgpListener} on the routers' threads, {@link Announcer} and {@link UseView} on that of
 * steering.
 */
final class RouterTables implements BgpListener, Announcer, UseView {
    private static final int PORTION = 16_384;
    private static final int PORTIONS = 8;

    private final Rib rib;
    private final Map<String, Address> addresses;
    private final EpochNanoClock wall;
    private final Map<String, AdjRibIn> sessions = new ConcurrentHashMap<>();
    private volatile @Nullable BgpSpeaker speaker;
    private volatile @Nullable Consumer<SteeringEvent> steering;

    /**
     * Tables without sessions yet.
     *
     * @param addresses the routers' addresses, by name
     */
    RouterTables(Rib rib, Map<String, Address> addresses, EpochNanoClock wall) {
        this.rib = rib;
        this.wall = wall;
        this.addresses = Map.copyOf(addresses);
    }

    /** Says who speaks and who steers; before anything starts. */
    void connect(BgpSpeaker to, Consumer<SteeringEvent> events) {
        speaker = to;
        steering = events;
        rib.changes().listen(this::changed);
    }

    @Override
    public void established(String router, OpenMessage peer, SessionFormat format) {
        Address address = addresses.getOrDefault(router, peer.bgpId());
        PeerFacts facts = new PeerFacts(address, peer.asNumber(), peer.bgpId(), false);
        rib.announced(router).clear();
        sessions.put(router, rib.router(router).bgpUp(facts, families(peer)));
    }

    /** Both of ours that the router speaks too; who names none speaks IPv4 unicast (RFC 4760). */
    private static Set<Family> families(OpenMessage peer) {
        Set<Family> families = new HashSet<>();
        for (Capability capability : peer.capabilities()) {
            if (capability instanceof Capability.Multiprotocol named
                    && named.family().isUnicast()) {
                families.add(named.family());
            }
        }
        return families.isEmpty() ? Set.of(Family.IPV4_UNICAST) : families;
    }

    @Override
    public void update(String router, UpdateMessage message) {
        AdjRibIn table = sessions.get(router);
        if (table != null) {
            table.update(message);
        }
    }

    @Override
    public void refresh(String router, RouteRefreshMessage message) {
        AdjRibIn table = sessions.get(router);
        if (table != null) {
            switch (message.subtype()) {
                case BEGIN -> table.beginRefresh(message.family());
                case END -> table.endRefresh(message.family());
                case REQUEST, UNKNOWN -> {} // answered by the session, or not understood
            }
        }
    }

    @Override
    public void down(String router, String reason) {
        sessions.remove(router);
        rib.router(router).bgpDown();
        rib.announced(router).clear();
        tell(new SteeringEvent.SessionDown(router, reason));
    }

    @Override
    public long paths(String router) {
        AdjRibIn table = sessions.get(router);
        return table == null ? 0 : table.status().stream().mapToLong(PeerStatus::paths).sum();
    }

    /**
     * Gives back the memory of what has gone, in portions that hold no table for long; once a
     * second, from any thread.
     */
    void tidy() {
        for (RouterRib router : rib.routers()) {
            for (int i = 0; i < PORTIONS && router.tidy(PORTION); i++) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void send(String router, UpdateMessage update) {
        BgpSpeaker to = speaker;
        if (to == null || !to.send(router, update)) {
            return; // no session: there is nothing on the router either
        }
        AdjRibOut out = rib.announced(router);
        for (RouteGroup group : update.withdrawn()) {
            for (Nlri nlri : group.nlri()) {
                var unused = out.withdraw(nlri.prefix());
            }
        }
        for (RouteGroup group : update.announced()) {
            Address nextHop = group.nextHop();
            for (Nlri nlri : group.nlri()) {
                if (nextHop != null) {
                    out.announced(
                            new AdjRibOut.Announced(
                                    nlri, nextHop, update.attributes(), wall.nanoTime()));
                }
            }
        }
    }

    @Override
    public Use use(String router, Prefix prefix, Address nextHop) {
        UsedPath used = rib.used(router, prefix);
        if (used.how() == UsedPath.How.OVERRIDE) {
            return Use.UNKNOWN;
        }
        if (used.own() && used.nextHops().contains(nextHop)) {
            return Use.USED;
        }
        return used.how() == UsedPath.How.LOC_RIB ? Use.NOT_USED : Use.UNKNOWN;
    }

    /** On the thread that changed the table: is a route gone from beneath an override? */
    private void changed(RibChange change) {
        if (change.prefix().isEmpty()) {
            return;
        }
        Prefix prefix = change.prefix().get();
        List<AdjRibOut.Announced> over =
                rib.announced(change.router()).get(prefix).stream().toList();
        for (AdjRibOut.Announced override : over) {
            boolean stands =
                    rib.paths(change.router(), prefix).stream()
                            .anyMatch(path -> path.nextHop().equals(override.nextHop()));
            if (!stands) {
                tell(new SteeringEvent.RouteGone(change.router(), prefix, override.nextHop()));
            }
        }
    }

    private void tell(SteeringEvent event) {
        Consumer<SteeringEvent> events = steering;
        if (events != null) {
            events.accept(event);
        }
    }
}
