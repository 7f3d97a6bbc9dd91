package org.beibu.probe.passive;

import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.capture.DecodedPacket.FIN;
import static org.beibu.probe.capture.DecodedPacket.SYN;
import static org.beibu.probe.passive.Dialogue.CLIENT_ISN;
import static org.beibu.probe.passive.Dialogue.SERVER_ISN;
import static org.beibu.probe.passive.Dialogue.timestamp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimestampMatcherTest {
    private static final int C = CLIENT_ISN + 1;
    private static final int S = SERVER_ISN + 1;

    private final Dialogue dialogue = new Dialogue();

    /** A handshake with timestamps: client at 100, server at 500; gives two timings. */
    private Dialogue open() {
        dialogue.ts(100, 0).syn(0).ts(500, 100).synAck(40).ts(142, 500).ack(42);
        dialogue.seen.clear();
        return dialogue;
    }

    @Test
    void handshakeIsTimedByItsTimestampsToo() {
        dialogue.ts(100, 0).syn(0).ts(500, 100).synAck(40).ts(142, 500).ack(42);

        assertEquals(
                List.of(timestamp("server", 40_000, 40_000), timestamp("client", 42_000, 2_000)),
                dialogue.timestamps());
    }

    @Test
    void firstTsvalWins() {
        open().ts(200, 500).client(100, ACK, C, S, 10).client(101, ACK, C + 10, S, 10);
        dialogue.ts(600, 200).server(140, ACK, S, C + 20, 0);

        assertEquals(List.of(timestamp("server", 140_000, 40_000)), dialogue.seen);
    }

    @Test
    void firstEchoWins() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(600, 200).server(140, ACK, S, C + 10, 0).server(150, ACK, S, C + 10, 90);

        assertEquals(List.of(timestamp("server", 140_000, 40_000)), dialogue.seen);
    }

    @Test
    void tsvalOfAPureAckIsNotFollowed() {
        open().ts(200, 500).client(100, ACK, C, S, 0);
        dialogue.ts(600, 200).server(5000, ACK, S, C, 10);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void tsvalFirstSeenOnAPureAckIsNotFollowedOnDataEither() {
        open().ts(200, 500).client(100, ACK, C, S, 0).client(100.1, ACK, C, S, 10);
        dialogue.ts(600, 200).server(140, ACK, S, C + 10, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void echoMustAdvanceOverTheSegment() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(600, 200).server(140, ACK, S, C + 9, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void echoThatAdvancesNothingIsNoTiming() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(600, 142).server(120, ACK, S, C + 10, 0); // acknowledges, echoes an older one
        dialogue.ts(601, 200).server(140, ACK, S, C + 10, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void resentDataIsNotFollowed() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(400, 500).client(300, ACK, C, S, 10);
        dialogue.ts(600, 400).server(340, ACK, S, C + 10, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void echoOfTheFirstTransmissionOfResentDataCounts() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(400, 500).client(300, ACK, C, S, 10);
        dialogue.ts(600, 200).server(340, ACK, S, C + 10, 0);

        assertEquals(List.of(timestamp("server", 340_000, 240_000)), dialogue.seen);
    }

    @Test
    void earlierTsvalIsNotFollowed() {
        open().ts(200, 500).client(100, ACK, C + 10, S, 10);
        dialogue.ts(199, 500).client(101, ACK, C + 20, S, 10); // overtaken on the way
        dialogue.ts(600, 199).server(140, ACK, S, C + 30, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void tsvalMayWrap() {
        dialogue.ts(-2, 0).syn(0).ts(500, -2).synAck(40).ts(-1, 500).ack(42);
        dialogue.seen.clear();

        dialogue.ts(5, 500).client(100, ACK, C, S, 10);
        dialogue.ts(600, 5).server(140, ACK, S, C + 10, 0);

        assertEquals(List.of(timestamp("server", 140_000, 40_000)), dialogue.seen);
    }

    @Test
    void tsval0IsNeverFollowed() {
        dialogue.ts(0, 0).syn(0).ts(0, 0).synAck(40).ts(7, 0).ack(42);

        assertEquals(List.of(), dialogue.timestamps());
    }

    @Test
    void tsecrWithoutTheAckFlagIsNoEcho() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(600, 200).server(120, FIN, S, C + 10, 0);
        dialogue.ts(601, 200).server(140, ACK, S + 1, C + 10, 0);

        assertEquals(List.of(timestamp("server", 140_000, 40_000)), dialogue.seen);
    }

    @Test
    void echoOfWhatWasNeverSentIsIgnored() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(600, 99_999).server(110, ACK, S, C, 0);
        dialogue.ts(601, 200).server(140, ACK, S, C + 10, 0);

        assertEquals(List.of(timestamp("server", 140_000, 40_000)), dialogue.seen);
    }

    @Test
    void flowMetInMidStreamIsTimedFromItsFirstTsval() {
        dialogue.ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(600, 200).server(140, ACK, S, C + 10, 0);

        assertEquals(List.of(timestamp("server", 140_000, 40_000)), dialogue.seen);
    }

    @Test
    void echoMayComeOnALaterAckThanTheSegmentsOwn() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(201, 500).client(101, ACK, C + 10, S, 10).client(102, ACK, C + 20, S, 10);
        dialogue.ts(600, 200).server(140, ACK, S, C + 20, 0); // a delayed ACK echoes the earliest
        dialogue.ts(601, 201).server(141, ACK, S, C + 30, 0);

        assertEquals(
                List.of(timestamp("server", 140_000, 40_000), timestamp("server", 141_000, 40_000)),
                dialogue.seen);
    }

    @Test
    void finIsFollowed() {
        open().ts(200, 500).fin(100, C, S);
        dialogue.ts(600, 200).server(140, ACK, S, C + 1, 0);

        assertEquals(List.of(timestamp("server", 140_000, 40_000)), dialogue.seen);
    }

    @Test
    void resetTimesNothing() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(600, 200).server(140, 0x04 | ACK, S, C + 10, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void synOfANewConnectionForgetsTheOldTsvals() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(201, 0).client(110, SYN, 50_000, 0, 0);
        dialogue.ts(600, 200).server(140, ACK, S, C + 10, 0);

        assertEquals(List.of(), dialogue.timestamps());
    }

    @Test
    void manyTsvalsMayWaitForTheirEcho() {
        open();
        for (int i = 0; i < 100; i++) {
            dialogue.ts(200 + i, 500).client(100 + i, ACK, C + 10 * i, S, 10);
        }
        assertEquals(1, dialogue.timer.lentBlocks());
        for (int i = 0; i < 100; i++) {
            dialogue.ts(600 + i, 200 + i).server(300 + i, ACK, S, C + 10 * i + 10, 0);
        }

        assertEquals(100, dialogue.seen.size());
        assertEquals(200_000, dialogue.seen.get(99).delayMicros());
        assertEquals(0, dialogue.timer.lentBlocks());
    }

    /** Else whoever sends in one direction only, into many flows, takes the blocks of all. */
    @Test
    void aFlowThatNobodyAnswersBorrowsNoBlock() {
        for (int i = 0; i < 10; i++) {
            dialogue.ts(200 + i, 500).client(100 + i, ACK, C + 10 * i, S, 10);
        }

        assertEquals(0, dialogue.timer.lentBlocks());
        assertEquals(6, dialogue.count(PassiveCounter.TIMESTAMP_SLOTS_FULL));
    }

    @Test
    void fullQueueRefusesNewOnesAndKeepsTheOldOnes() {
        open();
        for (int i = 0; i < 200; i++) {
            dialogue.ts(200 + i, 500).client(100 + i, ACK, C + 10 * i, S, 10);
        }
        assertEquals(200 - 128, dialogue.count(PassiveCounter.TIMESTAMP_SLOTS_FULL));

        dialogue.ts(600, 200).server(400, ACK, S, C + 10, 0);
        assertEquals(List.of(timestamp("server", 400_000, 300_000)), dialogue.seen);
    }

    @Test
    void withoutBlocksFourTsvalsWaitAndTheRestIsCounted() {
        Dialogue small = new Dialogue(new PassiveConfig(16, 0, Duration.ofMinutes(5), 1));
        small.ts(100, 0).syn(0).ts(500, 100).synAck(40).ts(142, 500).ack(42);
        for (int i = 0; i < 10; i++) {
            small.ts(200 + i, 500).client(100 + i, ACK, C + 10 * i, S, 10);
        }

        assertEquals(6, small.count(PassiveCounter.TIMESTAMP_SLOTS_FULL));
    }

    @Test
    void blockIsGivenBackWhenTheConnectionIsReplaced() {
        open();
        for (int i = 0; i < 100; i++) {
            dialogue.ts(200 + i, 500).client(100 + i, ACK, C + 10 * i, S, 10);
        }
        dialogue.client(500, SYN, 123, 0, 0);

        assertEquals(0, dialogue.timer.lentBlocks());
    }

    @Test
    void backwardClockStepForgetsWhatWaits() {
        open().ts(200, 500).client(1000, ACK, C, S, 10);
        dialogue.ts(600, 200).server(940, ACK, S, C + 10, 0);
        dialogue.ts(240, 600).client(950, ACK, C + 10, S, 10);
        dialogue.ts(640, 240).server(990, ACK, S, C + 20, 0);

        assertEquals(List.of(timestamp("server", 990_000, 40_000)), dialogue.seen);
    }

    @Test
    void tagOnOneDirectionOnlyDoesNotSplitTheFlow() {
        dialogue.next.vlan(101);
        dialogue.ts(100, 0).syn(0);
        dialogue.next.vlan(0);
        dialogue.ts(500, 100).synAck(40);
        dialogue.next.vlan(101);
        dialogue.ts(142, 500).ack(42);

        assertEquals(2, dialogue.timestamps().size());
        assertEquals(1, dialogue.timer.flows());
    }

    @Test
    void equalFiveTuplesInTwoVlansAreTwoFlows() {
        for (int vlan : new int[] {101, 102}) {
            dialogue.next.vlan(vlan);
            dialogue.ts(100, 0).syn(vlan);
        }
        for (int vlan : new int[] {102, 101}) {
            dialogue.next.vlan(vlan);
            dialogue.ts(500, 100).synAck(240 - vlan);
        }

        assertEquals(2, dialogue.timer.flows());
        assertEquals(
                List.of(timestamp("server", 138_000, 36_000), timestamp("server", 139_000, 38_000)),
                dialogue.timestamps());
        assertFalse(dialogue.handshakes().isEmpty());
    }

    @Test
    void expiredFlowIsANewFlow() {
        open().ts(200, 500).client(100, ACK, C, S, 10);
        dialogue.ts(600, 200).server(100 + 300_001, ACK, S, C + 10, 0);

        assertEquals(List.of(), dialogue.seen);
        assertEquals(1, dialogue.count(PassiveCounter.FLOWS_EXPIRED));
    }
}
