package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;

/**
 * UPDATE off the wire (RFC 4271 section 4.3), with the error handling of RFC 7606.
 *
 * <pre>
 *   | Withdrawn Routes Length (2) | Withdrawn Routes | Total Path Attribute Length (2) |
 *   | Path Attributes | NLRI |
 * </pre>
 */
final class UpdateDecoder {
    private static final int MALFORMED_LIST = 1;
    private static final int INVALID_NETWORK_FIELD = 10;

    private UpdateDecoder() {}

    static Decoded decode(OctetReader body, SessionFormat format) {
        int withdrawnLength = body.u16();
        if (withdrawnLength + 2 > body.remaining()) { // RFC 7606 3 b
            return refusal(MALFORMED_LIST, "Withdrawn Routes of " + withdrawnLength + " octets");
        }
        OctetReader withdrawnField = body.slice(withdrawnLength);
        int attributesLength = body.u16();
        if (attributesLength > body.remaining()) { // RFC 7606 3 b
            return refusal(MALFORMED_LIST, "path attributes of " + attributesLength + " octets");
        }
        ReceivedAttributes received = new ReceivedAttributes(format);
        AttributeCodec.read(body.slice(attributesLength), received);
        if (received.refusal != null) {
            return received.refusal;
        }
        List<Nlri> withdrawn = NlriCodec.decode(withdrawnField, Family.IPV4_UNICAST, received);
        List<Nlri> announced = NlriCodec.decode(body, Family.IPV4_UNICAST, received);
        if (withdrawn == null || announced == null) { // RFC 7606 5.3
            return refusal(
                    INVALID_NETWORK_FIELD,
                    withdrawn == null ? "Withdrawn Routes are malformed" : "NLRI are malformed");
        }
        Optional<Family> endOfRib = Optional.empty();
        if (announced.isEmpty() && withdrawn.isEmpty()) {
            endOfRib = endOfRib(received, attributesLength);
        }
        return endOfRib.isPresent()
                ? Decoded.Good.of(
                        new UpdateMessage(List.of(), List.of(), PathAttributes.NONE, endOfRib))
                : settle(withdrawn, announced, received);
    }

    /** The family of an End-of-RIB marker (RFC 4724 section 2): nothing is said but that. */
    private static Optional<Family> endOfRib(ReceivedAttributes received, int attributesLength) {
        if (attributesLength == 0) {
            return Optional.of(Family.IPV4_UNICAST);
        }
        RouteGroup unreach = received.unreach;
        boolean isMarker = received.isOnly(MpUnreachAttribute.CODE) && received.faults.isEmpty();
        return unreach != null
                        && isMarker
                        && unreach.nlri().isEmpty()
                        && unreach.opaque().equals(Octets.NONE)
                ? Optional.of(unreach.family())
                : Optional.empty();
    }

    private static Decoded settle(
            List<Nlri> withdrawn, List<Nlri> announced, ReceivedAttributes received) {
        RouteGroup reach = received.reach;
        boolean announces = !announced.isEmpty() || reach != null;
        if (announces) {
            requireMandatory(!announced.isEmpty(), received);
        }
        Reaction reaction = received.reaction();
        if (reaction == Reaction.TREAT_AS_WITHDRAW && !announces) {
            // RFC 7606 5.2: without prefixes nobody knows that none were lost.
            AttributeFault fault = received.strongestFault();
            return refusal(fault.kind().subcode(), fault + " without prefixes to withdraw");
        }
        PathAttributes attributes = received.build();
        List<RouteGroup> gone = new ArrayList<>(2);
        List<RouteGroup> here = new ArrayList<>(2);
        if (!withdrawn.isEmpty()) {
            gone.add(RouteGroup.withdrawn(Family.IPV4_UNICAST, withdrawn));
        }
        if (received.unreach != null) {
            gone.add(received.unreach);
        }
        boolean asWithdraw = reaction == Reaction.TREAT_AS_WITHDRAW;
        if (!announced.isEmpty()) {
            (asWithdraw ? gone : here).add(own(announced, asWithdraw, attributes));
        }
        if (reach != null) {
            (asWithdraw ? gone : here).add(asWithdraw ? reach.asWithdrawn() : reach);
        }
        UpdateMessage update =
                new UpdateMessage(
                        gone,
                        here,
                        asWithdraw ? PathAttributes.NONE : attributes,
                        Optional.empty());
        return new Decoded.Good(update, received.faults, reaction);
    }

    private static RouteGroup own(
            List<Nlri> announced, boolean asWithdraw, PathAttributes attributes) {
        return asWithdraw
                ? RouteGroup.withdrawn(Family.IPV4_UNICAST, announced)
                : new RouteGroup(
                        Family.IPV4_UNICAST, attributes.nextHop(), null, announced, Octets.NONE);
    }

    /** RFC 7606 3 d. LOCAL_PREF is not among them: its place depends on who the peer is. */
    private static void requireMandatory(boolean ownField, ReceivedAttributes received) {
        require(OriginAttribute.CODE, received);
        require(AsPathAttribute.CODE, received);
        if (ownField) {
            require(NextHopAttribute.CODE, received);
        }
    }

    private static void require(int code, ReceivedAttributes received) {
        if (!received.has(code)) {
            received.fault(code, AttributeFault.Kind.MISSING, Reaction.TREAT_AS_WITHDRAW);
        }
    }

    private static Decoded refusal(int subcode, String reason) {
        return Decoded.Bad.of(NotificationMessage.UPDATE_ERROR, subcode, reason);
    }
}
