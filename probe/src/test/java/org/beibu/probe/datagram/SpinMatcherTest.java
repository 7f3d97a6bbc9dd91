package org.beibu.probe.datagram;

import static org.beibu.probe.datagram.QuicTalk.CLIENT_ID;
import static org.beibu.probe.datagram.QuicTalk.SERVER_ID;
import static org.beibu.probe.datagram.QuicTalk.longHeader;
import static org.beibu.probe.datagram.Talk.far;
import static org.beibu.probe.datagram.Talk.join;
import static org.beibu.probe.datagram.Talk.near;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.beibu.model.Method;
import org.junit.jupiter.api.Test;

class SpinMatcherTest {
    private final QuicTalk quic = new QuicTalk().handshake(0);
    private final Talk talk = quic.talk;

    @Test
    void fromClientsEdgeToServersEdgeAndBack() {
        quic.spin(100, 4).end();

        assertEquals(
                List.of(
                        far(Method.QUIC_SPIN, 120_000, 20_000),
                        near(Method.QUIC_SPIN, 125_000, 5_000),
                        far(Method.QUIC_SPIN, 145_000, 20_000)),
                quic.spins());
    }

    @Test
    void threeEdgesAreNotEnough() {
        quic.spin(100, 3).end();

        assertEquals(List.of(), quic.spins());
        assertEquals(1, talk.count(DatagramCounter.QUIC_FLOWS_NOT_SPINNING));
    }

    @Test
    void afterSixteenEdgesWhatWasKeptIsHandedOverAndTheRestAtOnce() {
        quic.spin(100, 15);
        assertEquals(List.of(), quic.spins());

        QuicTalk longer = new QuicTalk().handshake(0).spin(100, 16);
        assertEquals(15, longer.spins().size());
        longer.client(300, 1).server(320, 1);
        assertEquals(17, longer.spins().size());
        assertEquals(far(Method.QUIC_SPIN, 320_000, 20_000), longer.spins().get(16));
        assertEquals(17, longer.end().spins().size());
        assertEquals(1, longer.talk.count(DatagramCounter.QUIC_FLOWS_SPINNING));
    }

    @Test
    void rememberedTimingsBelongToTheEndThatAnswered() {
        quic.spin(100, 16);

        for (int i = 0; i < 15; i++) {
            assertEquals(i % 2 == 0 ? "server" : "client", quic.spins().get(i).host());
            assertEquals(i % 2 == 0 ? 20_000 : 5_000, quic.spins().get(i).delayMicros());
        }
    }

    @Test
    void aValueThatNeverChangesTimesNothing() {
        for (int i = 0; i < 100; i++) {
            quic.client(100 + i, 1).server(100.5 + i, 1);
        }
        quic.end();

        assertEquals(List.of(), quic.spins());
    }

    @Test
    void aFlowWithRandomValuesIsRefusedForGood() {
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            double at = 100 + i;
            if (i / 4 % 2 == 0) {
                quic.client(at, random.nextInt(2));
            } else {
                quic.server(at, random.nextInt(2));
            }
        }
        quic.spin(1000, 40).end();

        assertEquals(List.of(), quic.spins());
        assertEquals(1, talk.count(DatagramCounter.QUIC_FLOWS_NOT_SPINNING));
    }

    @Test
    void ofAThousandFlowsWithRandomValuesFewAreBelieved() {
        Random random = new Random(7);
        int believed = 0;
        for (int flow = 0; flow < 1000; flow++) {
            QuicTalk greased = new QuicTalk(small()).handshake(0);
            for (int i = 0; i < 200; i++) {
                greased.client(100 + 25 * i, random.nextInt(2));
                greased.server(120 + 25 * i, random.nextInt(2));
            }
            believed += greased.end().spins().isEmpty() ? 0 : 1;
        }
        assertTrue(believed <= 10, "believed: " + believed);
    }

    @Test
    void edgesThatComeFasterThanHalfTheHandshakeAreNotBelieved() {
        for (int i = 0; i < 40; i++) {
            quic.client(100 + 8 * i, (i + 1) % 2).server(104 + 8 * i, (i + 1) % 2);
        }
        quic.end();

        assertEquals(List.of(), quic.spins());
    }

    @Test
    void aFirstValueOfOneIsAnEdgeThatTimesNothing() {
        quic.client(100, 1).server(119, 0).server(120, 1).client(125, 0).server(145, 0).end();

        assertEquals(
                List.of(
                        near(Method.QUIC_SPIN, 125_000, 5_000),
                        far(Method.QUIC_SPIN, 145_000, 20_000)),
                quic.spins());
    }

    @Test
    void theFixedBitIsNotLookedAt() {
        byte[] greased = QuicTalk.shortHeader(SERVER_ID, 1);
        greased[0] ^= 0x40;
        quic.client(98, 0).server(99, 0);
        talk.client(100, greased);
        quic.server(120, 1).client(125, 0).server(145, 0).end();

        assertEquals(3, quic.spins().size());
    }

    @Test
    void disorderAroundAnEdgeBeginsNoTimingThatIsTooShort() {
        quic.spin(100, 8).client(198, 0);
        quic.client(200, 1).server(220, 1).server(220.2, 0).server(220.4, 1).client(225, 0);
        quic.server(245, 0).client(250, 1).server(270, 1).end();

        List<Talk.Seen> spins = quic.spins();
        assertTrue(spins.contains(far(Method.QUIC_SPIN, 220_000, 20_000)));
        assertTrue(spins.stream().noneMatch(s -> s.atMicros() == 225_000), "begins too late");
        assertTrue(spins.contains(far(Method.QUIC_SPIN, 245_000, 20_000)));
        assertTrue(spins.stream().allMatch(s -> s.delayMicros() >= 5_000));
    }

    @Test
    void aNewConnectionIdBeginsAtItsOwnValue() {
        quic.spin(100, 5); // the client spins at 0, 1, 0 now, its last edge to 1 at 150
        quic.renameServer("6162636465666768").client(160, 0); // no edge: a new beginning
        quic.server(170, 1).server(180, 0).client(185, 1).server(205, 1).client(210, 0).end();

        assertEquals(
                List.of(
                        far(Method.QUIC_SPIN, 120_000, 20_000),
                        near(Method.QUIC_SPIN, 125_000, 5_000),
                        far(Method.QUIC_SPIN, 145_000, 20_000),
                        near(Method.QUIC_SPIN, 150_000, 5_000),
                        far(Method.QUIC_SPIN, 205_000, 20_000),
                        near(Method.QUIC_SPIN, 210_000, 5_000)),
                quic.spins());
    }

    @Test
    void aShortHeaderBehindLongOnesCounts() {
        byte[] coalesced =
                join(
                        longHeader(0xe0, 1, SERVER_ID, CLIENT_ID, 60),
                        QuicTalk.shortHeader(SERVER_ID, 1));
        quic.client(98, 0).server(99, 0);
        talk.client(100, coalesced);
        quic.server(120, 1).client(125, 0).server(145, 0).end();

        assertEquals(3, quic.spins().size());
    }

    @Test
    void paddingBehindAPacketIsNoShortHeader() {
        byte[] padded = join(longHeader(0xe0, 1, SERVER_ID, CLIENT_ID, 60), new byte[100]);
        quic.spin(100, 3);
        talk.client(126, padded);
        quic.server(145, 0).end();

        assertEquals(3, quic.spins().size());
    }

    @Test
    void aSecondConnectionOnTheSameEndsEndsTheTiming() {
        quic.spin(100, 15);
        talk.client(300, longHeader(0xc0, 1, "9192939495969798", "f1f2f3f4", 1200));
        quic.spin(400, 20).end();

        assertEquals(List.of(), quic.spins());
    }

    @Test
    void copiesOfOldPacketsMakeNoEdges() {
        quic.client(98, 0).server(99, 0);
        quic.client(100, 1);
        quic.server(120, 1).client(124.9, 1);
        quic.client(125, 0).talk.copy(125.4);
        quic.server(145, 0).talk.copy(150);
        quic.end();

        assertEquals(3, quic.spins().size());
        assertEquals(2, talk.count(DatagramCounter.COPIES));
    }

    @Test
    void nothingIsTimedAcrossAStepOfTheClock() {
        quic.spin(5100, 9).server(5230, 1);
        quic.client(100, 0).server(120, 0).client(125, 1).server(145, 1).end();

        assertTrue(quic.spins().stream().allMatch(s -> s.delayMicros() <= 30_000));
        assertTrue(quic.spins().stream().noneMatch(s -> s.atMicros() == 100_000));
    }

    @Test
    void anIdleConnectionIsDecidedAndForgotten() {
        quic.spin(100, 6);
        for (int i = 0; i < 20_000; i++) {
            talk.next.from(Talk.SERVER, 9).to(Talk.CLIENT, 9).udp(new byte[30]);
            talk.say(70_000 + i);
        }
        assertEquals(5, quic.spins().size());
        assertEquals(1, talk.count(DatagramCounter.QUIC_FLOWS_EXPIRED));

        quic.client(100_000, 0).end();
        assertEquals(5, quic.spins().size());
    }

    private static Talk small() {
        return new Talk(new DatagramConfig(64, 64, 1, List.of()));
    }
}
