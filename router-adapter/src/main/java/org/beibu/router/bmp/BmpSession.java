package org.beibu.router.bmp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beibu.router.bgp.codec.AttributeFault;
import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.codec.Reaction;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.rib.AdjRibIn;
import org.beibu.router.rib.RouterRib;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.counters.Tally;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a monitored router: takes its messages in order and keeps the router's tables.
 * Knows nothing of sockets. Owned by the thread of the connection; ends with {@link #close}, after
 * which nothing learned here is left.
 */
public final class BmpSession implements BmpFramer.Sink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BmpSession.class);

    /** Peers at most; one more ends the session, since half of a router is worse than none. */
    private static final int MOST_PEERS = 1_000;

    /** Places of the table that are swept with each message while there is something to sweep. */
    private static final int SWEPT_EACH = 32;

    private static final Decoded NOT_UP =
            new Decoded.Bad(new NotificationMessage(5, 0, Octets.NONE), "the peer is not up");

    private final RouterRib rib;
    private final Monitored monitored;
    private final Counters counters;
    private final Tally routeMonitoring;
    private final Map<MonitoredPeer.Key, MonitoredPeer> peers = new HashMap<>();
    private boolean initiated;
    private boolean sweeping;
    private boolean terminated;
    private String description = "";

    /**
     * What is learned from the router.
     *
     * @param distinguisher the routing instance, 0 for the global one
     * @param families the families that the router is configured to show
     */
    public record Monitored(long distinguisher, Set<Family> families) {
        /** IPv4 and IPv6 unicast of the global instance. */
        public static final Monitored GLOBAL =
                new Monitored(0, Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST));

        public Monitored {
            families = Set.copyOf(families);
        }
    }

    /** A session of the router with these tables, from which nothing has come yet. */
    public BmpSession(RouterRib rib, Monitored monitored, Counters counters) {
        this.rib = rib;
        this.monitored = monitored;
        this.counters = counters;
        this.routeMonitoring = counters.tally(BmpCounter.ROUTE_MONITORING);
    }

    /** sysName and sysDescr of the router, empty before Initiation. */
    public String description() {
        return description;
    }

    /** Whether the router has ended the session itself, in order. */
    public boolean isTerminated() {
        return terminated;
    }

    @Override
    public @Nullable String message(byte[] octets, int offset, int length) {
        BmpDecoded decoded = BmpDecoder.decode(octets, offset, length, this::read);
        if (sweeping) {
            sweeping = rib.tidy(SWEPT_EACH);
        }
        if (decoded instanceof BmpDecoded.Good good) {
            return accept(good.message());
        }
        counters.increment(BmpCounter.MALFORMED);
        return malformed((BmpDecoded.Malformed) decoded);
    }

    private @Nullable String malformed(BmpDecoded.Malformed malformed) {
        LOG.debug("{}: {}", rib.name(), malformed.reason());
        if (!malformed.essential()) {
            return null;
        }
        if (malformed.about() == null) {
            return malformed.reason();
        }
        MonitoredPeer peer = peers.get(MonitoredPeer.Key.of(malformed.about()));
        if (peer != null && !peer.isGivenUp()) {
            giveUp(peer, malformed.reason());
        }
        return null;
    }

    private Decoded read(PerPeerHeader header, byte[] octets, int offset, int length) {
        MonitoredPeer peer = peers.get(MonitoredPeer.Key.of(header));
        if (peer == null || peer.isGivenUp()) {
            return NOT_UP;
        }
        UpdateReading reading = peer.reading(header);
        boolean before = reading.withPathIds();
        Decoded decoded = peer.read(header, octets, offset, length);
        if (before != reading.withPathIds()) {
            counters.increment(BmpCounter.PATH_IDS_LEFT_OUT);
        }
        return decoded;
    }

    private @Nullable String accept(BmpMessage message) {
        if (message instanceof InitiationMessage initiation) {
            counters.increment(BmpCounter.INITIATIONS);
            initiate(initiation);
            return null;
        }
        if (!initiated) {
            return "a message before Initiation";
        }
        if (message instanceof RouteMonitoringMessage monitoring) {
            routeMonitoring.increment();
            monitor(monitoring);
        } else if (message instanceof PeerUpMessage up) {
            return peerUp(up);
        } else if (message instanceof PeerDownMessage down) {
            peerDown(down);
        } else if (message instanceof StatisticsReportMessage report) {
            counters.increment(BmpCounter.STATISTICS_REPORTS);
            MonitoredPeer peer = peer(report.peer());
            if (peer != null) {
                peer.report(report.statistics());
            }
        } else if (message instanceof RouteMirroringMessage) {
            counters.increment(BmpCounter.ROUTE_MIRRORING);
        } else if (message instanceof TerminationMessage termination) {
            counters.increment(BmpCounter.TERMINATIONS);
            terminated = true;
            return "the router says: " + termination.reason();
        } else {
            counters.increment(BmpCounter.UNKNOWN_TYPE);
        }
        return null;
    }

    /** A second one may bring other texts (RFC 7854 section 4.3), and changes nothing else. */
    private void initiate(InitiationMessage initiation) {
        description =
                (initiation.text(InformationTlv.SYS_NAME)
                                + " "
                                + initiation.text(InformationTlv.SYS_DESCR_OR_REASON))
                        .strip();
        if (!initiated) {
            initiated = true;
            LOG.info("BMP of {} is up: {}", rib.name(), description);
            rib.bmpUp();
        }
    }

    private boolean isOther(PerPeerHeader peer) {
        boolean hasName =
                peer.type() == PerPeerHeader.ROUTE_DISTINGUISHER
                        || peer.type() == PerPeerHeader.LOCAL;
        if (peer.distinguisher() != monitored.distinguisher()
                || (hasName && monitored.distinguisher() == 0)
                || peer.type() > PerPeerHeader.LOC_RIB) {
            counters.increment(BmpCounter.OTHER_INSTANCE);
            return true;
        }
        return false;
    }

    private @Nullable MonitoredPeer peer(PerPeerHeader header) {
        if (isOther(header)) {
            return null;
        }
        MonitoredPeer peer = peers.get(MonitoredPeer.Key.of(header));
        if (peer == null || peer.isGivenUp()) {
            counters.increment(BmpCounter.PEER_NOT_UP);
            return null;
        }
        return peer;
    }

    private @Nullable String peerUp(PeerUpMessage up) {
        if (isOther(up.peer())) {
            return null;
        }
        MonitoredPeer.Key key = MonitoredPeer.Key.of(up.peer());
        MonitoredPeer before = peers.get(key);
        if (before != null && before.up().repeats(up)) {
            counters.increment(BmpCounter.PEERS_UP_AGAIN);
            return null;
        }
        if (before == null && peers.size() >= MOST_PEERS) {
            return "more than " + MOST_PEERS + " peers";
        }
        if (before != null) {
            before.close();
            sweeping = true;
        }
        counters.increment(BmpCounter.PEERS_UP);
        LOG.info("{}: peer {} of AS {} is up", rib.name(), key.address(), up.peer().asNumber());
        peers.put(key, new MonitoredPeer(rib, up, monitored.families()));
        return null;
    }

    private void peerDown(PeerDownMessage down) {
        if (isOther(down.peer())) {
            return;
        }
        MonitoredPeer.Key key = MonitoredPeer.Key.of(down.peer());
        MonitoredPeer peer = peers.remove(key);
        if (peer == null) {
            counters.increment(BmpCounter.PEER_NOT_UP);
            return;
        }
        counters.increment(BmpCounter.PEERS_DOWN);
        LOG.info("{}: peer {} is down: {}", rib.name(), key.address(), down.text());
        peer.close();
        sweeping = true;
    }

    private void monitor(RouteMonitoringMessage monitoring) {
        PerPeerHeader header = monitoring.peer();
        MonitoredPeer peer = peer(header);
        if (peer == null) {
            return;
        }
        if (!(monitoring.update() instanceof Decoded.Good good)
                || !(good.message() instanceof UpdateMessage update)) {
            giveUp(
                    peer,
                    monitoring.update() instanceof Decoded.Bad bad
                            ? bad.reason()
                            : "Route Monitoring without UPDATE");
            return;
        }
        if (good.reaction() == Reaction.TREAT_AS_WITHDRAW) {
            counters.increment(BmpCounter.UPDATES_WITHDRAWN);
            LOG.debug("{}: peer {}: {}", rib.name(), header.address(), text(good.faults()));
        }
        AdjRibIn table = peer.table(header);
        if (table == null) {
            counters.increment(BmpCounter.PRE_POLICY_OUT);
        } else {
            table.update(peer.showsOwnAs(header, update) ? withoutOwnAs(update) : update);
        }
    }

    private UpdateMessage withoutOwnAs(UpdateMessage update) {
        counters.increment(BmpCounter.OWN_AS_REMOVED);
        return OwnAsInFront.removed(update);
    }

    private static String text(List<AttributeFault> faults) {
        return faults.toString();
    }

    private void giveUp(MonitoredPeer peer, String reason) {
        counters.increment(BmpCounter.PEERS_GIVEN_UP);
        LOG.warn(
                "{}: nothing of peer {} is believed until it comes up again: {}",
                rib.name(),
                peer.up().peer().address(),
                reason);
        peer.giveUp();
        sweeping = true;
    }

    /** The connection has ended: nothing learned here is left. */
    @Override
    public void close() {
        peers.values().forEach(MonitoredPeer::close);
        peers.clear();
        if (initiated) {
            initiated = false;
            rib.bmpDown();
        }
    }
}
