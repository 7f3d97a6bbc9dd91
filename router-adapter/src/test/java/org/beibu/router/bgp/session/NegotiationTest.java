package org.beibu.router.bgp.session;

import static org.beibu.router.bgp.session.Sessions.AS;
import static org.beibu.router.bgp.session.Sessions.CONFIG;
import static org.beibu.router.bgp.session.Sessions.V4;
import static org.beibu.router.bgp.session.Sessions.V6;
import static org.beibu.router.bgp.session.Sessions.capabilities;
import static org.beibu.router.bgp.session.Sessions.open;
import static org.beibu.router.bgp.session.Sessions.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.OpenMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

    private static Agreement agreed(OpenMessage peer) {
        Negotiation.Outcome outcome = Negotiation.meet(peer, CONFIG);
        return ((Negotiation.Outcome.Agreed) outcome).agreement();
    }

    private static String refusal(OpenMessage peer) {
        Negotiation.Outcome.Refused refused =
                (Negotiation.Outcome.Refused) Negotiation.meet(peer, CONFIG);
        return refused.answer().code()
                + "/"
                + refused.answer().subcode()
                + " "
                + refused.answer().data()
                + " "
                + refused.reason();
    }

    @Test
    void ourOpenAsksForNoGracefulRestartButNamesIt() {
        OpenMessage ours = Negotiation.open(CONFIG);

        assertEquals(
                List.of(
                        new Capability.Multiprotocol(V4),
                        new Capability.Multiprotocol(V6),
                        new Capability.RouteRefresh(),
                        new Capability.ExtendedMessage(),
                        new Capability.GracefulRestart(0, 0, List.of()),
                        new Capability.FourOctetAs(AS),
                        new Capability.AddPath(
                                List.of(
                                        new Capability.AddPathFamily(V4, true, false),
                                        new Capability.AddPathFamily(V6, true, false))),
                        new Capability.EnhancedRouteRefresh()),
                ours.capabilities());
        assertEquals(AS, ours.asNumber());
        assertEquals(9, ours.holdSeconds());
        assertEquals("192.0.2.9", ours.bgpId().toString());
    }

    @Test
    void addPathIsWhatOneOffersToSendAndTheOtherToReceive() {
        Agreement all = agreed(open("192.0.2.1"));
        OpenMessage receiver =
                open(
                        AS,
                        9,
                        "192.0.2.1",
                        List.of(
                                new Capability.Multiprotocol(V4),
                                new Capability.AddPath(
                                        List.of(
                                                new Capability.AddPathFamily(V4, true, false),
                                                new Capability.AddPathFamily(V6, true, true)))));

        assertEquals(Set.of(V4, V6), all.format().addPathReceive());
        assertEquals(Set.of(), all.format().addPathSend()); // we offer none
        assertEquals(Set.of(), agreed(receiver).format().addPathReceive());
        assertEquals(Set.of(V4), agreed(receiver).families()); // so V6 has none either
    }

    @ParameterizedTest
    @CsvSource({"180,9", "9,9", "5,5", "3,3", "65535,9"})
    void theLowerHoldTimeIsUsed(int proposed, int used) {
        Agreement agreement = agreed(open(AS, proposed, "192.0.2.1", capabilities()));

        assertEquals(used, agreement.holdSeconds());
        assertEquals(Duration.ofMillis(used * 1000L / 3), agreement.keepalive());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void aHoldTimeUnderWhichAHungSpeakerStaysUnnoticedIsRefused(int proposed) {
        assertEquals(
                "2/6  it proposes a hold time of " + proposed + " s",
                refusal(open(AS, proposed, "192.0.2.1", capabilities())));
    }

    @Test
    void aRouterOfAnotherAsIsRefused() {
        assertEquals(
                "2/2  it is of AS 64501, not of 64500",
                refusal(open(64501, 9, "192.0.2.1", capabilities())));
        assertEquals(
                "2/2  it is of AS 23456, not of 64500",
                refusal(open(OpenMessage.AS_TRANS, 9, "192.0.2.1", List.of())));
    }

    @Test
    void noIdentifierAndOursAreRefused() {
        assertEquals("2/3  its BGP Identifier is 0.0.0.0", refusal(open("0.0.0.0")));
        assertEquals("2/3  its BGP Identifier is 192.0.2.9", refusal(open("192.0.2.9")));
    }

    @Test
    void withoutACommonFamilyThoseWantedAreNamed() {
        OpenMessage policies =
                open(
                        AS,
                        9,
                        "192.0.2.1",
                        List.of(new Capability.Multiprotocol(Family.IPV4_SR_POLICY)));

        assertEquals(
                "2/7 010400010001010400020001 it speaks none of the families [1/1, 2/1]",
                refusal(policies));
    }

    @Test
    void aRouterWithoutCapabilitiesSpeaksIpv4InTwoOctets() {
        Agreement agreement = agreed(open(AS, 9, "192.0.2.1", List.of()));

        assertEquals(Set.of(V4), agreement.families());
        assertFalse(agreement.format().fourOctetAs());
        assertFalse(agreement.format().extendedMessages());
        assertEquals(Agreement.RefreshKind.NONE, agreement.refresh());
    }

    @Test
    void eachCapabilityCounts() {
        Agreement all = agreed(open("192.0.2.1"));
        Agreement plain =
                agreed(open(AS, 9, "192.0.2.1", without(Capability.EnhancedRouteRefresh.class)));
        Agreement shorter =
                agreed(open(AS, 9, "192.0.2.1", without(Capability.ExtendedMessage.class)));

        assertTrue(all.format().fourOctetAs() && all.format().extendedMessages());
        assertEquals(Agreement.RefreshKind.ENHANCED, all.refresh());
        assertEquals(Agreement.RefreshKind.PLAIN, plain.refresh());
        assertFalse(shorter.format().extendedMessages());
    }

    @Test
    void onlyARestartWithFamiliesIsOne() {
        List<Capability> empty = List.of(new Capability.GracefulRestart(0, 120, List.of()));
        List<Capability> keeps =
                List.of(
                        new Capability.GracefulRestart(
                                0, 120, List.of(new Capability.RestartFamily(V4, 0))));

        assertFalse(Negotiation.restartsGracefully(open(AS, 9, "192.0.2.1", empty)));
        assertTrue(Negotiation.restartsGracefully(open(AS, 9, "192.0.2.1", keeps)));
    }

    @Test
    void whatCannotBeASessionIsNotConfigured() {
        Address id = Address.parse("192.0.2.9");
        assertThrows(IllegalArgumentException.class, () -> new SessionConfig.Speaker(0, id));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SessionConfig.Speaker(AS, Address.parse("0.0.0.0")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SessionConfig.Offer(Set.of(), Set.of(), Set.of(), false, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SessionConfig.Offer(Set.of(V4), Set.of(V6), Set.of(), false, 1));
        Duration second = Duration.ofSeconds(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new SessionConfig.Timing(0, second, second, second));
    }
}
