package org.beibu.router.bgp.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.OpenMessage;

/** Our OPEN, and what a router's OPEN leads to (RFC 4271 sections 4.2 and 6.2, RFC 5492, 6286). */
public final class Negotiation {

    /** What a router's OPEN leads to. */
    public sealed interface Outcome {
        /** The session may go on. */
        record Agreed(Agreement agreement) implements Outcome {}

        /** It may not. */
        record Refused(NotificationMessage answer, String reason) implements Outcome {}
    }

    private Negotiation() {}

    /** The OPEN that we send. */
    public static OpenMessage open(SessionConfig config) {
        SessionConfig.Offer offer = config.offer();
        List<Capability> capabilities = new ArrayList<>();
        for (Family family : offer.families()) {
            capabilities.add(new Capability.Multiprotocol(family));
        }
        capabilities.add(new Capability.RouteRefresh());
        if (offer.extendedMessages()) {
            capabilities.add(new Capability.ExtendedMessage());
        }
        // Without any family: the router sends End-of-RIB, and keeps nothing of ours.
        capabilities.add(new Capability.GracefulRestart(0, 0, List.of()));
        capabilities.add(new Capability.FourOctetAs(config.speaker().asNumber()));
        List<Capability.AddPathFamily> several = addPath(offer);
        if (!several.isEmpty()) {
            capabilities.add(new Capability.AddPath(several));
        }
        capabilities.add(new Capability.EnhancedRouteRefresh());
        return new OpenMessage(
                config.speaker().asNumber(),
                config.timing().holdSeconds(),
                config.speaker().bgpId(),
                capabilities);
    }

    private static List<Capability.AddPathFamily> addPath(SessionConfig.Offer offer) {
        List<Capability.AddPathFamily> several = new ArrayList<>();
        for (Family family : offer.families()) {
            boolean receive = offer.addPathReceive().contains(family);
            boolean send = offer.addPathSend().contains(family);
            if (receive || send) {
                several.add(new Capability.AddPathFamily(family, receive, send));
            }
        }
        return several;
    }

    /** Checks a router's OPEN against our configuration. */
    public static Outcome meet(OpenMessage peer, SessionConfig config) {
        SessionConfig.Speaker speaker = config.speaker();
        if (peer.asNumber() != speaker.asNumber()) {
            return new Outcome.Refused(
                    Notifications.badPeerAs(),
                    "it is of AS " + peer.asNumber() + ", not of " + speaker.asNumber());
        }
        Address id = peer.bgpId();
        if (id.low() == Address.ipv4Low(0) || id.equals(speaker.bgpId())) {
            return new Outcome.Refused(
                    Notifications.badBgpIdentifier(), "its BGP Identifier is " + id);
        }
        // A hold time of 0 would be allowed, but then nobody notices that the other is hung.
        if (peer.holdSeconds() < 3) {
            return new Outcome.Refused(
                    Notifications.unacceptableHoldTime(),
                    "it proposes a hold time of " + peer.holdSeconds() + " s");
        }
        Set<Family> families = families(peer);
        families.retainAll(config.offer().families());
        if (families.isEmpty()) {
            return new Outcome.Refused(
                    Notifications.unsupportedFamilies(wanted(config)),
                    "it speaks none of the families " + config.offer().families());
        }
        return new Outcome.Agreed(agree(peer, config, Collections.unmodifiableSet(families)));
    }

    private static List<Capability.Multiprotocol> wanted(SessionConfig config) {
        return config.offer().families().stream().map(Capability.Multiprotocol::new).toList();
    }

    /** Without any such capability it is IPv4 unicast (RFC 4760 section 8). */
    private static Set<Family> families(OpenMessage peer) {
        Set<Family> families = new TreeSet<>();
        for (Capability capability : peer.capabilities()) {
            if (capability instanceof Capability.Multiprotocol multiprotocol) {
                families.add(multiprotocol.family());
            }
        }
        if (families.isEmpty()) {
            families.add(Family.IPV4_UNICAST);
        }
        return families;
    }

    private static Agreement agree(OpenMessage peer, SessionConfig config, Set<Family> families) {
        SessionConfig.Offer offer = config.offer();
        Set<Family> receive = new TreeSet<>();
        Set<Family> send = new TreeSet<>();
        for (Capability capability : peer.capabilities()) {
            if (capability instanceof Capability.AddPath several) {
                several.families().stream()
                        .filter(Capability.AddPathFamily::send)
                        .forEach(family -> receive.add(family.family()));
                several.families().stream()
                        .filter(Capability.AddPathFamily::receive)
                        .forEach(family -> send.add(family.family()));
            }
        }
        receive.retainAll(offer.addPathReceive());
        receive.retainAll(families);
        send.retainAll(offer.addPathSend());
        send.retainAll(families);
        boolean fourOctets = has(peer, Capability.FourOctetAs.class);
        boolean extended = offer.extendedMessages() && has(peer, Capability.ExtendedMessage.class);
        return new Agreement(
                peer,
                Math.min(peer.holdSeconds(), config.timing().holdSeconds()),
                new SessionFormat(fourOctets, receive, send, extended),
                families,
                refresh(peer));
    }

    private static Agreement.RefreshKind refresh(OpenMessage peer) {
        if (!has(peer, Capability.RouteRefresh.class)) {
            return Agreement.RefreshKind.NONE;
        }
        return has(peer, Capability.EnhancedRouteRefresh.class)
                ? Agreement.RefreshKind.ENHANCED
                : Agreement.RefreshKind.PLAIN;
    }

    private static boolean has(OpenMessage peer, Class<? extends Capability> kind) {
        return peer.capabilities().stream().anyMatch(kind::isInstance);
    }

    /** Whether the router has said in its OPEN that it keeps forwarding (RFC 4724) for a family. */
    static boolean restartsGracefully(OpenMessage peer) {
        return peer.capabilities().stream()
                .anyMatch(
                        capability ->
                                capability instanceof Capability.GracefulRestart graceful
                                        && !graceful.families().isEmpty());
    }
}
