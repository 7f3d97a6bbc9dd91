package org.beibu.router.bmp;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.bmp.StatisticsReportMessage.Statistic;
import org.beibu.router.rib.AdjRibIn;
import org.beibu.router.rib.LearnedPath.Source;
import org.beibu.router.rib.PeerFacts;
import org.beibu.router.rib.RouterRib;
import org.jspecify.annotations.Nullable;

/**
 * A peer that is up, or the Loc-RIB: how its messages are read, and the tables they go to. Owned by
 * the thread of the connection.
 */
final class MonitoredPeer {
    private final RouterRib rib;
    private final PeerUpMessage up;
    private final PeerFacts facts;
    private final Set<Family> families;
    private final UpdateReading inbound;
    private final UpdateReading outbound;
    private @Nullable AdjRibIn prePolicy;
    private @Nullable AdjRibIn usable;
    private @Nullable AdjRibIn out;
    private List<Statistic> statistics = List.of();
    private boolean givenUp;

    /**
     * What tells peers of a router apart (RFC 7854 section 4.2).
     *
     * @param type Peer Type
     * @param distinguisher Peer Distinguisher
     * @param address Peer Address
     */
    record Key(int type, long distinguisher, Address address) {
        static Key of(PerPeerHeader peer) {
            return new Key(peer.type(), peer.distinguisher(), peer.address());
        }
    }

    MonitoredPeer(RouterRib rib, PeerUpMessage up, Set<Family> monitored) {
        this.rib = rib;
        this.up = up;
        PerPeerHeader peer = up.peer();
        boolean external = !peer.isLocRib() && peer.asNumber() != up.sent().asNumber();
        this.facts = new PeerFacts(peer.address(), peer.asNumber(), peer.bgpId(), external);
        this.families = families(up.sent());
        families.retainAll(families(up.received()));
        families.retainAll(monitored);
        this.inbound = UpdateReading.between(up.received(), up.sent());
        this.outbound = UpdateReading.between(up.sent(), up.received());
        usable = open(peer.isLocRib() ? Source.BMP_LOC_RIB : Source.BMP_POST_POLICY);
    }

    /** A speaker that names no family speaks IPv4 unicast (RFC 4760 section 8). */
    private static Set<Family> families(OpenMessage open) {
        Set<Family> families = new HashSet<>();
        for (Capability capability : open.capabilities()) {
            if (capability instanceof Capability.Multiprotocol offered) {
                families.add(offered.family());
            }
        }
        return families.isEmpty() ? new HashSet<>(Set.of(Family.IPV4_UNICAST)) : families;
    }

    private AdjRibIn open(Source source) {
        return rib.open(source, facts, families);
    }

    PeerUpMessage up() {
        return up;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Reads an UPDATE of this peer. */
    Decoded read(PerPeerHeader peer, byte[] octets, int offset, int length) {
        return reading(peer).read(peer.isTwoOctetAs(), octets, offset, length);
    }

    /** How the messages of this view are written. */
    UpdateReading reading(PerPeerHeader peer) {
        return peer.isAdjRibOut() ? outbound : inbound;
    }

    /** Whether this is Adj-RIB-In of an external peer with the router's own AS in front. */
    boolean showsOwnAs(PerPeerHeader peer, UpdateMessage update) {
        return facts.external()
                && !peer.isAdjRibOut()
                && OwnAsInFront.isIn(update, up.sent().asNumber(), peer.asNumber());
    }

    /** The table of the view that this header names; null for one that does not matter. */
    @Nullable AdjRibIn table(PerPeerHeader peer) {
        if (peer.isAdjRibOut()) {
            if (!peer.isPostPolicy()) {
                return null;
            }
            out = out == null ? open(Source.BMP_ADJ_RIB_OUT) : out;
            return out;
        }
        if (peer.isPostPolicy() || peer.isLocRib()) {
            return usable;
        }
        prePolicy = prePolicy == null ? open(Source.BMP_PRE_POLICY) : prePolicy;
        return prePolicy;
    }

    void report(List<Statistic> latest) {
        statistics = latest;
    }

    List<Statistic> statistics() {
        return statistics;
    }

    /** Its paths cannot be trusted any more: all are gone until it comes up again. */
    void giveUp() {
        close();
        givenUp = true;
    }

    void close() {
        for (AdjRibIn table : new AdjRibIn[] {prePolicy, usable, out}) {
            if (table != null) {
                table.close();
            }
        }
        prePolicy = null;
        usable = null;
        out = null;
    }
}
