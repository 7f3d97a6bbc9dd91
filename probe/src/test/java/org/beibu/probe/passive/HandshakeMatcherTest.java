package org.beibu.probe.passive;

import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.capture.DecodedPacket.PSH;
import static org.beibu.probe.capture.DecodedPacket.RST;
import static org.beibu.probe.capture.DecodedPacket.SYN;
import static org.beibu.probe.passive.Dialogue.CLIENT_ISN;
import static org.beibu.probe.passive.Dialogue.SERVER_ISN;
import static org.beibu.probe.passive.Dialogue.handshake;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

class HandshakeMatcherTest {
    private final Dialogue dialogue = new Dialogue();

    @Test
    void bothHalvesAreTimedEachWithItsHost() {
        dialogue.syn(0).synAck(40).ack(42.5);

        assertEquals(
                List.of(handshake("server", 40_000, 40_000), handshake("client", 42_500, 2_500)),
                dialogue.seen);
    }

    @Test
    void ecnFlagsDoNotMatter() {
        int ece = 0x40;
        int cwr = 0x80;
        dialogue.client(0, SYN | ece | cwr, CLIENT_ISN, 0, 0)
                .server(40, SYN | ACK | ece, SERVER_ISN, CLIENT_ISN + 1, 0)
                .ack(41);

        assertEquals(2, dialogue.handshakes().size());
    }

    @Test
    void resentSynWithholdsTheFarHalfOnly() {
        dialogue.syn(0).syn(1000).synAck(1040).ack(1042);

        assertEquals(List.of(handshake("client", 1_042_000, 2_000)), dialogue.handshakes());
        assertEquals(1, dialogue.count(PassiveCounter.HANDSHAKES_AMBIGUOUS));
    }

    @Test
    void theEchoMayNameTheLastCopyOfTheSyn() {
        dialogue.ts(100, 0).syn(0).ts(1100, 0).syn(1000).ts(3100, 0).syn(3000);
        dialogue.ts(500, 3100).synAck(3040).ts(3142, 500).ack(3042);

        assertEquals(
                List.of(
                        handshake("server", 3_040_000, 40_000),
                        handshake("client", 3_042_000, 2_000)),
                dialogue.handshakes());
        assertEquals(List.of(QualityClass.AMBIGUOUS, QualityClass.CLEAN), dialogue.classes);
        assertEquals(0, dialogue.count(PassiveCounter.HANDSHAKES_AMBIGUOUS));
    }

    /** The path is slower than the client's patience. */
    @Test
    void theEchoMayNameTheFirstCopyOfTheSyn() {
        dialogue.ts(100, 0).syn(0).ts(1100, 0).syn(1000).ts(500, 100).synAck(1500);

        assertEquals(List.of(handshake("server", 1_500_000, 1_500_000)), dialogue.handshakes());
        assertEquals(List.of(QualityClass.AMBIGUOUS), dialogue.classes);
    }

    @Test
    void anEchoThatNamesNoSingleCopyWithholdsTheHalf() {
        dialogue.ts(100, 0).syn(0).ts(1100, 0).syn(1000).ts(3100, 0).syn(3000);
        dialogue.ts(500, 1100).synAck(3040); // the middle one is not remembered
        Dialogue same = new Dialogue();
        same.ts(100, 0).syn(0).syn(1000).ts(500, 100).synAck(1040); // a clock that stands still

        assertEquals(List.of(), dialogue.seen);
        assertEquals(List.of(), same.seen);
    }

    @Test
    void theEchoMayNameACopyOfTheSynAck() {
        Dialogue first = new Dialogue();
        for (Dialogue each : List.of(dialogue, first)) {
            each.ts(100, 0).syn(0).ts(500, 100).synAck(40).ts(1500, 100).synAck(1040).forget();
        }
        dialogue.ts(1142, 1500).ack(1042);
        first.ts(1142, 500).ack(1042);

        assertEquals(List.of(handshake("client", 1_042_000, 2_000)), dialogue.seen);
        assertEquals(List.of(handshake("client", 1_042_000, 1_002_000)), first.seen);
        assertEquals(List.of(QualityClass.AMBIGUOUS), dialogue.classes);
        assertEquals(List.of(QualityClass.AMBIGUOUS), first.classes);
    }

    @Test
    void resentSynAckWithholdsTheNearHalfOnly() {
        dialogue.syn(0).synAck(40).synAck(1040).ack(1042);

        assertEquals(List.of(handshake("server", 40_000, 40_000)), dialogue.handshakes());
        assertEquals(1, dialogue.count(PassiveCounter.HANDSHAKES_AMBIGUOUS));
    }

    @Test
    void synResentAfterTheAnswerChangesNothing() {
        dialogue.syn(0).synAck(40).syn(1000).ack(1042);

        assertEquals(2, dialogue.handshakes().size());
    }

    @Test
    void tapCopyOfTheSynIsNoResend() {
        dialogue.syn(0).copy(0.4).synAck(40).copy(40.3).ack(42).copy(42.1);

        assertEquals(
                List.of(handshake("server", 40_000, 40_000), handshake("client", 42_000, 2_000)),
                dialogue.seen);
        assertEquals(2, dialogue.count(PassiveCounter.COPIES_FOLDED)); // a pure ACK's is none
    }

    @Test
    void synAckBeforeItsSynGivesNothing() {
        dialogue.synAck(0).syn(0.3).ack(1);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void synAckBeforeItsSynGivesNoTimestampTimingEither() {
        dialogue.ts(500, 100).synAck(0).ts(100, 0).syn(0.3).ts(101, 500).ack(1);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void synSentAgainAfterEachResetIsStillAResend() {
        dialogue.syn(0).synAck(40).client(41, RST, CLIENT_ISN + 1, 0, 0);
        dialogue.syn(20_000).server(20_040, SYN | ACK, 77, CLIENT_ISN + 1, 0);
        dialogue.client(20_041, RST, CLIENT_ISN + 1, 0, 0);
        dialogue.syn(60_000).server(60_040, SYN | ACK, 88, CLIENT_ISN + 1, 0);

        assertEquals(List.of(handshake("server", 40_000, 40_000)), dialogue.seen);
    }

    @Test
    void synAckWithoutSynGivesNothing() {
        dialogue.synAck(0).ack(1);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void synAckThatAcknowledgesAnotherSynIsIgnored() {
        dialogue.syn(0).server(10, SYN | ACK, 5, CLIENT_ISN + 77, 0).synAck(40).ack(42);

        assertEquals(
                List.of(handshake("server", 40_000, 40_000), handshake("client", 42_000, 2_000)),
                dialogue.seen);
    }

    @Test
    void synAcksOfDifferentSequenceNumbersLeaveNoNearHalf() {
        dialogue.syn(0)
                .synAck(40)
                .server(50, SYN | ACK, SERVER_ISN + 500, CLIENT_ISN + 1, 0)
                .client(60, ACK, CLIENT_ISN + 1, SERVER_ISN + 501, 0);

        assertEquals(List.of(handshake("server", 40_000, 40_000)), dialogue.seen);
    }

    @Test
    void acceptedFastOpenDataStillTimesTheHandshake() {
        dialogue.client(0, SYN, CLIENT_ISN, 0, 100)
                .server(40, SYN | ACK, SERVER_ISN, CLIENT_ISN + 101, 0)
                .client(42, ACK, CLIENT_ISN + 101, SERVER_ISN + 1, 0);

        assertEquals(
                List.of(handshake("server", 40_000, 40_000), handshake("client", 42_000, 2_000)),
                dialogue.seen);
    }

    @Test
    void earlyServerDataIsNotTheClientsAnswer() {
        dialogue.client(0, SYN, CLIENT_ISN, 0, 100)
                .server(40, SYN | ACK, SERVER_ISN, CLIENT_ISN + 101, 0)
                .server(40.1, ACK | PSH, SERVER_ISN + 1, CLIENT_ISN + 101, 500)
                .client(42, ACK, CLIENT_ISN + 101, SERVER_ISN + 1, 0);

        assertEquals(handshake("client", 42_000, 2_000), dialogue.seen.get(1));
    }

    @Test
    void missedAckOfTheSynAckGivesNoNearHalf() {
        dialogue.syn(0)
                .synAck(40)
                .server(41, ACK | PSH, SERVER_ISN + 1, CLIENT_ISN + 1, 500)
                .client(90, ACK, CLIENT_ISN + 1, SERVER_ISN + 501, 0)
                .client(91, ACK, CLIENT_ISN + 1, SERVER_ISN + 1, 0);

        assertEquals(List.of(handshake("server", 40_000, 40_000)), dialogue.handshakes());
    }

    @Test
    void injectedResetDoesNotEndTheHandshake() {
        dialogue.syn(0).server(5, RST | ACK, 0, CLIENT_ISN, 0).synAck(40).ack(42);

        assertEquals(2, dialogue.handshakes().size());
    }

    @Test
    void refusedSynGivesNothing() {
        dialogue.syn(0).server(40, RST | ACK, 0, CLIENT_ISN + 1, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void openingFromBothEndsGivesNothing() {
        dialogue.syn(0)
                .server(1, SYN, SERVER_ISN, 0, 0)
                .server(40, SYN | ACK, SERVER_ISN, CLIENT_ISN + 1, 0)
                .client(41, SYN | ACK, CLIENT_ISN, SERVER_ISN + 1, 0)
                .ack(42);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void synWithAnotherSequenceNumberIsANewConnection() {
        dialogue.syn(0).synAck(40).ack(42);
        dialogue.client(5000, SYN, 77_000, 0, 0)
                .server(5030, SYN | ACK, 88_000, 77_001, 0)
                .client(5031, ACK, 77_001, 88_001, 0);

        assertEquals(
                List.of(
                        handshake("server", 5_030_000, 30_000),
                        handshake("client", 5_031_000, 1_000)),
                dialogue.seen.subList(2, 4));
    }

    @Test
    void sequenceNumbersMayWrapInsideTheHandshake() {
        dialogue.client(0, SYN, -1, 0, 0).server(40, SYN | ACK, -1, 0, 0).client(42, ACK, 0, 0, 0);

        assertEquals(2, dialogue.handshakes().size());
    }

    @Test
    void delayAboveSixtySecondsIsRefusedAndCounted() {
        dialogue.syn(0).synAck(60_000.001).ack(60_001);

        assertEquals(List.of(handshake("client", 60_001_000, 999)), dialogue.handshakes());
        assertEquals(1, dialogue.count(PassiveCounter.DELAYS_TOO_LONG));
    }

    @Test
    void backwardClockStepGivesNothing() {
        dialogue.syn(1000).synAck(900).ack(902);

        assertEquals(List.of(), dialogue.seen);
        assertEquals(1, dialogue.count(PassiveCounter.CLOCK_STEPS_BACKWARD));
    }

    @Test
    void stepThatTheDelayHidesGivesNothingEither() {
        dialogue.syn(1000);
        dialogue.next.vlan(7);
        dialogue.client(900, ACK, 1, 1, 0); // another flow shows the step
        dialogue.next.vlan(0);
        dialogue.synAck(1040);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void recordsSlightlyOutOfOrderAreNeverNegative() {
        dialogue.syn(10).synAck(9.999).ack(12);

        assertEquals(1, dialogue.count(PassiveCounter.DELAYS_NEGATIVE));
        assertEquals(0, dialogue.count(PassiveCounter.CLOCK_STEPS_BACKWARD));
    }

    @Test
    void segmentToItsOwnSenderIsRefused() {
        dialogue.next.from(Dialogue.CLIENT, 5).to(Dialogue.CLIENT, 5);
        dialogue.timer.onSegment(dialogue.next.at(Dialogue.START).flags(SYN).segment());

        assertEquals(1, dialogue.count(PassiveCounter.SEGMENTS_TO_SELF));
        assertEquals(0, dialogue.timer.flows());
    }
}
