package org.beibu.router.bmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.BgpDecoder;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.KeepaliveMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bmp.StatisticsReportMessage.Statistic;
import org.junit.jupiter.api.Test;

class BmpDecoderTest {
    private static final Messages.Peer PEER = Messages.Peer.A;

    private static BmpDecoded decode(byte[] message) {
        return BmpDecoder.decode(
                message,
                0,
                message.length,
                (peer, octets, offset, length) ->
                        BgpDecoder.decode(octets, offset, length, SessionFormat.FOUR_OCTET_AS));
    }

    private static <M extends BmpMessage> M good(Class<M> type, byte[] message) {
        return assertInstanceOf(
                type, assertInstanceOf(BmpDecoded.Good.class, decode(message)).message());
    }

    @Test
    void thePerPeerHeaderIsReadFieldByField() {
        byte[] header = Messages.Peer.A.with(Messages.POST).header();
        PeerDownMessage down =
                good(PeerDownMessage.class, Messages.message(2, header, new byte[] {5}));
        PerPeerHeader peer = down.peer();

        assertEquals(PerPeerHeader.GLOBAL, peer.type());
        assertEquals(Address.parse("198.51.100.1"), peer.address());
        assertEquals(64511, peer.asNumber());
        assertEquals(Address.parse("198.51.100.1"), peer.bgpId());
        assertEquals(1_700_000_000, peer.seconds());
        assertEquals(5, peer.microseconds());
        assertTrue(peer.isPostPolicy());
        assertFalse(peer.isIpv6() || peer.isAdjRibOut() || peer.isTwoOctetAs());
    }

    /** The same bit is V of a peer and F of the Loc-RIB (RFC 9069 section 4.2). */
    @Test
    void flagsMeanSomethingElseForTheLocRib() {
        Messages.Peer six = new Messages.Peer(0, 0xb0, 9, Address.parse("2001:db8::1"), 64511);
        PerPeerHeader peer = good(PeerDownMessage.class, Messages.peerDown(six)).peer();
        assertEquals(Address.parse("2001:db8::1"), peer.address());
        assertTrue(peer.isIpv6() && peer.isTwoOctetAs() && peer.isAdjRibOut());
        assertFalse(peer.isFiltered() || peer.isLocRib());

        PerPeerHeader loc =
                good(PeerDownMessage.class, Messages.peerDown(Messages.Peer.LOC_RIB.with(0xf0)))
                        .peer();
        assertTrue(loc.isLocRib() && loc.isFiltered());
        assertFalse(loc.isIpv6() || loc.isPostPolicy() || loc.isTwoOctetAs() || loc.isAdjRibOut());
    }

    @Test
    void peerUpGivesBothOpensPortsAndTlvs() {
        byte[] message = Messages.peerUp(PEER);
        byte[] more = Messages.joined(Messages.tlv(3, (byte) 'r', (byte) 'e', (byte) 'd'));
        byte[] whole = Messages.message(3, Arrays.copyOfRange(message, 6, message.length), more);

        PeerUpMessage up = good(PeerUpMessage.class, whole);

        assertEquals(64500, up.sent().asNumber());
        assertEquals(64511, up.received().asNumber());
        assertEquals(179, up.localPort());
        assertEquals(40_000, up.remotePort());
        assertEquals(Address.parse("198.51.100.9"), up.localAddress());
        assertEquals("red", up.information().get(0).text());
    }

    @Test
    void peerDownTellsWhy() {
        byte[] cease = Messages.bgp(new NotificationMessage(6, 2, Octets.NONE), Messages.FOUR);
        byte[] header = PEER.header();
        PeerDownMessage noticed =
                good(PeerDownMessage.class, Messages.message(2, header, new byte[] {3}, cease));
        assertEquals("the peer sent NOTIFICATION 6/2", noticed.text());
        PeerDownMessage event =
                good(PeerDownMessage.class, Messages.message(2, header, new byte[] {2, 0, 24}));
        assertEquals(24, event.fsmEvent());
        PeerDownMessage bare = good(PeerDownMessage.class, Messages.message(2, header));
        assertEquals("reason 0", bare.text(), "down is down, whatever is missing");
        PeerDownMessage broken =
                good(PeerDownMessage.class, Messages.message(2, header, new byte[] {1, 7}));
        assertEquals(Optional.empty(), broken.notification());
    }

    @Test
    void statisticsAreReadByTheirLength() {
        byte[] counter = Messages.tlv(0, (byte) 0, (byte) 0, (byte) 1, (byte) 0);
        byte[] gauge = Messages.tlv(7, ByteBuffer.allocate(8).putLong(1L << 40).array());
        byte[] family =
                Messages.tlv(
                        9, ByteBuffer.allocate(11).put(new byte[] {0, 2, 1}).putLong(8).array());
        byte[] odd = Messages.tlv(99, (byte) 1);

        StatisticsReportMessage report =
                good(
                        StatisticsReportMessage.class,
                        Messages.message(
                                1,
                                PEER.header(),
                                new byte[] {0, 0, 0, 4},
                                counter,
                                gauge,
                                family,
                                odd));

        assertEquals(
                List.of(
                        new Statistic(0, Optional.empty(), 256),
                        new Statistic(7, Optional.empty(), 1L << 40),
                        new Statistic(9, Optional.of(Family.IPV6_UNICAST), 8)),
                report.statistics());
    }

    @Test
    void mirroredMessagesAreCountedAndTerminationsExplained() {
        byte[] keepalive = Messages.bgp(KeepaliveMessage.INSTANCE, Messages.FOUR);
        RouteMirroringMessage mirror =
                good(
                        RouteMirroringMessage.class,
                        Messages.message(
                                6,
                                PEER.header(),
                                Messages.tlv(0, keepalive),
                                Messages.tlv(1, (byte) 0, (byte) 1)));
        assertEquals(1, mirror.messages());
        assertTrue(mirror.lost());
        assertFalse(mirror.errored());

        TerminationMessage end =
                good(
                        TerminationMessage.class,
                        Messages.message(5, Messages.tlv(1, (byte) 0, (byte) 2)));
        assertEquals("out of resources", end.reason());
        assertEquals(
                "no reason given", good(TerminationMessage.class, Messages.message(5)).reason());
    }

    @Test
    void textsOfARouterCannotPaintOnATerminal() {
        InformationTlv tlv =
                new InformationTlv(0, Octets.of((byte) 'a', (byte) 27, (byte) '[', (byte) 10));
        assertEquals("a.[.", tlv.text());
    }

    @Test
    void anUnknownTypeIsAMessage() {
        assertEquals(77, good(UnknownMessage.class, Messages.message(77, new byte[3])).type());
    }

    /** Each good message cut at each octet, its length corrected: an answer, and no exception. */
    @Test
    void messagesCutAnywhereAreMalformedOrShorterMessages() {
        List<byte[]> messages =
                List.of(
                        Messages.initiation(),
                        Messages.peerUp(PEER),
                        Messages.peerDown(PEER),
                        Messages.message(5, Messages.tlv(1, (byte) 0, (byte) 2)),
                        Messages.monitoring(
                                PEER, Messages.bgp(Messages.endOfRib(), Messages.FOUR)));
        int malformed = 0;
        for (byte[] message : messages) {
            for (int length = BmpDecoder.HEADER; length < message.length; length++) {
                byte[] cut = Arrays.copyOf(message, length);
                ByteBuffer.wrap(cut).putInt(1, length);
                malformed += decode(cut) instanceof BmpDecoded.Malformed ? 1 : 0;
            }
        }
        assertTrue(malformed > 200, "only " + malformed);
    }

    @Test
    void theFramerCutsHoweverTcpHasDivided() {
        byte[] stream =
                Messages.joined(
                        Messages.initiation(), Messages.peerUp(PEER), Messages.peerDown(PEER));
        List<List<byte[]>> ways = new ArrayList<>();
        for (int size : new int[] {1, 2, 7, 100, stream.length}) {
            List<byte[]> messages = new ArrayList<>();
            BmpFramer framer = new BmpFramer();
            for (int from = 0; from < stream.length; from += size) {
                int count = Math.min(size, stream.length - from);
                assertNull(
                        framer.accept(
                                ByteBuffer.wrap(stream, from, count),
                                (octets, offset, length) -> {
                                    messages.add(
                                            Arrays.copyOfRange(octets, offset, offset + length));
                                    return null;
                                }));
            }
            ways.add(messages);
        }
        for (List<byte[]> way : ways) {
            assertEquals(3, way.size());
            assertEquals(
                    Arrays.toString(stream),
                    Arrays.toString(Messages.joined(way.toArray(byte[][]::new))));
        }
    }

    @Test
    void anotherVersionAndImpossibleLengthsEndTheSessionAtOnce() {
        assertEquals("BMP version 2 instead of 3", new Bench().feed(new byte[] {2}));
        assertEquals("a message of 5 octets", new Bench().feed(new byte[] {3, 0, 0, 0, 5, 0}));
        assertEquals(
                "a message of 4294967295 octets",
                new Bench().feed(new byte[] {3, -1, -1, -1, -1, 0}));
        assertEquals("a message of 262145 octets", new Bench().feed(new byte[] {3, 0, 4, 0, 1, 0}));
        assertNull(new Bench().feed(new byte[] {3, 0, 4, 0, 0, 0}), "the longest is waited for");
    }
}
