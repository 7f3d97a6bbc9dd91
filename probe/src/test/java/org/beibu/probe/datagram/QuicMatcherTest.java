package org.beibu.probe.datagram;

import static org.beibu.probe.datagram.QuicTalk.CLIENT_ID;
import static org.beibu.probe.datagram.QuicTalk.FIRST_ID;
import static org.beibu.probe.datagram.QuicTalk.SERVER_ID;
import static org.beibu.probe.datagram.QuicTalk.clientInitial;
import static org.beibu.probe.datagram.QuicTalk.filled;
import static org.beibu.probe.datagram.QuicTalk.longHeader;
import static org.beibu.probe.datagram.QuicTalk.serverInitial;
import static org.beibu.probe.datagram.Talk.far;
import static org.beibu.probe.datagram.Talk.hex;
import static org.beibu.probe.datagram.Talk.join;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.beibu.model.Method;
import org.junit.jupiter.api.Test;

class QuicMatcherTest {
    private static final List<Talk.Seen> FAR_20 =
            List.of(far(Method.QUIC_HANDSHAKE, 20_000, 20_000));

    private final QuicTalk quic = new QuicTalk();
    private final Talk talk = quic.talk;

    @Test
    void fromTheFirstInitialToTheServersFirstLongHeaderOnly() {
        quic.handshake(0);
        talk.server(21, longHeader(0xe0, 1, CLIENT_ID, SERVER_ID, 900));
        talk.client(22, longHeader(0xc0, 1, SERVER_ID, CLIENT_ID, 1200));
        talk.server(30, longHeader(0xe0, 1, CLIENT_ID, SERVER_ID, 900));

        assertEquals(FAR_20, talk.seen);
    }

    @Test
    void version2DraftsAndUnknownVersionsAreTimedAlike() {
        for (int version : new int[] {0x6b3343cf, 0xff00001d, 0xff000016, 0xfaceb002, 0x1a2a3a4a}) {
            QuicTalk other = new QuicTalk();
            other.talk.client(0, clientInitial(version)).server(20, serverInitial(version));

            assertEquals(FAR_20, other.talk.seen, Integer.toHexString(version));
        }
    }

    @Test
    void upToDraft21BothLengthsShareAnOctet() {
        byte[] initial = join(hex("c0 ff000012 51", FIRST_ID, CLIENT_ID, "00 44b0"), filled(1200));
        byte[] answer = join(hex("ca ff000012 15", CLIENT_ID, SERVER_ID, "00 40c0"), filled(192));
        talk.client(0, initial).server(20, answer);
        quic.spin(100, 6).end();

        assertEquals(FAR_20, quic.handshakes());
        assertEquals(5, quic.spins().size());
    }

    @Test
    void beforeDraft17TypesWereLongerAndNothingSpins() {
        byte[] initial = join(hex("ff ff000010 51", FIRST_ID, CLIENT_ID, "00 44b0"), filled(1200));
        byte[] answer = join(hex("fd ff000010 15", CLIENT_ID, SERVER_ID, "40c0"), filled(192));
        talk.client(0, initial).server(20, answer);
        quic.spin(100, 6).end();

        assertEquals(FAR_20, talk.seen);
    }

    @Test
    void anInitialThatWasSentTwiceIsNotTimed() {
        talk.client(0, clientInitial(1)).client(10, clientInitial(1)).server(20, serverInitial(1));

        assertEquals(List.of(), talk.seen);
        assertEquals(1, talk.count(DatagramCounter.QUIC_HANDSHAKES_AMBIGUOUS));
    }

    @Test
    void aCopyOfTheInitialIsNoSecondInitial() {
        talk.client(0, clientInitial(1)).copy(0.5).server(20, serverInitial(1)).copy(20.5);

        assertEquals(FAR_20, talk.seen);
        assertEquals(2, talk.count(DatagramCounter.COPIES));
    }

    @Test
    void retryAndVersionNegotiationAreAnswersToo() {
        QuicTalk retried = new QuicTalk();
        retried.talk.client(0, clientInitial(1));
        retried.talk.server(
                20, join(hex("f0 00000001 04", CLIENT_ID, "08", SERVER_ID), filled(40)));
        retried.talk.client(21, longHeader(0xc0, 1, SERVER_ID, CLIENT_ID, 1200));
        retried.talk.server(45, serverInitial(1));
        assertEquals(FAR_20, retried.talk.seen);

        talk.client(0, clientInitial(0x1a2a3a4a));
        talk.server(20, hex("80 00000000 04", CLIENT_ID, "08", FIRST_ID, "00000001"));
        talk.client(21, longHeader(0xc0, 1, FIRST_ID, "d1d2d3d4", 1200));
        talk.server(41, longHeader(0xc0, 1, "d1d2d3d4", SERVER_ID, 1200));
        quic.spin(100, 6).end();
        assertEquals(FAR_20, quic.handshakes());
        assertEquals(5, quic.spins().size());
    }

    @Test
    void anAnswerToAnotherConnectionIdIsNone() {
        talk.client(0, clientInitial(1));
        talk.server(10, longHeader(0xc0, 1, "deadbeef", SERVER_ID, 1200));
        talk.server(20, serverInitial(1));

        assertEquals(FAR_20, talk.seen);
    }

    @Test
    void shortHeadersBeforeTheAnswerMakeItAmbiguous() {
        talk.client(0, clientInitial(1));
        quic.server(18, 0);
        talk.server(20, serverInitial(1));

        assertEquals(List.of(), talk.seen);
        assertEquals(1, talk.count(DatagramCounter.QUIC_HANDSHAKES_AMBIGUOUS));
    }

    @Test
    void aConnectionThatWasMetInTheMiddleIsNotTimed() {
        talk.server(0, serverInitial(1));
        talk.client(5, longHeader(0xc0, 1, SERVER_ID, CLIENT_ID, 1200));
        talk.server(30, longHeader(0xe0, 1, CLIENT_ID, SERVER_ID, 900));
        quic.spin(100, 20).end();

        assertEquals(List.of(), talk.seen);
    }

    @Test
    void shortHeadersAloneAreNoQuic() {
        quic.spin(100, 20).end();

        assertEquals(List.of(), talk.seen);
        assertEquals(0, talk.count(DatagramCounter.QUIC_FLOWS_OPENED));
    }

    @Test
    void smallDatagramsAndOtherProtocolsAreNoInitials() {
        talk.client(0, longHeader(0xc0, 0xfaceb002, FIRST_ID, CLIENT_ID, 900));
        talk.client(1, longHeader(0xc0, 0xfaceb002, "112233", CLIENT_ID, 1200));
        talk.client(2, join(hex("80 60 1234 00000001 00000002"), filled(1200)));
        talk.client(3, join(hex("c3 51303436 50", FIRST_ID), filled(1300)));

        assertEquals(0, talk.count(DatagramCounter.QUIC_FLOWS_OPENED));
        assertEquals(4, talk.count(DatagramCounter.UNTIMED));
    }

    @Test
    void aStepOfTheClockBetweenInitialAndAnswerWithholdsTheTiming() {
        talk.client(5000, clientInitial(1)).server(0, serverInitial(1));

        assertEquals(List.of(), talk.seen);
    }

    @Test
    void equalPortsInTwoVlansAreTwoConnections() {
        talk.vlan(1).client(0, clientInitial(1)).vlan(2).client(5, clientInitial(1));
        talk.vlan(1).server(20, serverInitial(1)).vlan(2).server(21, serverInitial(1));

        assertEquals(
                List.of(
                        far(Method.QUIC_HANDSHAKE, 20_000, 20_000),
                        far(Method.QUIC_HANDSHAKE, 21_000, 16_000)),
                talk.seen);
    }

    @Test
    void aTagOnOneDirectionPartsNothing() {
        talk.vlan(1).client(0, clientInitial(1)).vlan(0).server(20, serverInitial(1));

        assertEquals(FAR_20, talk.seen);
    }

    @Test
    void whereverItIsCutItIsReadWithinWhatWasCaptured() {
        byte[] coalesced =
                join(
                        longHeader(0xc0, 1, CLIENT_ID, SERVER_ID, 60),
                        longHeader(0xe0, 1, CLIENT_ID, SERVER_ID, 70),
                        QuicTalk.shortHeader(CLIENT_ID, 1));
        byte[] initial = clientInitial(1);
        for (int captured = 0; captured <= coalesced.length; captured++) {
            QuicTalk cut = new QuicTalk();
            cut.talk.next.from(Talk.CLIENT, 40_000).to(Talk.SERVER, 443);
            cut.talk.next.udp(initial, captured);
            cut.talk.say(0);
            cut.talk.next.from(Talk.SERVER, 443).to(Talk.CLIENT, 40_000);
            cut.talk.next.udp(coalesced, captured);
            cut.talk.say(20);

            boolean idsCaptured = captured >= 5 + 1 + 8 + 1 + 4;
            assertEquals(idsCaptured ? FAR_20 : List.of(), cut.talk.seen, "cut at " + captured);
        }
    }
}
