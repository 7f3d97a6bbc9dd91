package org.beibu.probe.passive;

import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.capture.DecodedPacket.FIN;
import static org.beibu.probe.passive.Dialogue.CLIENT_ISN;
import static org.beibu.probe.passive.Dialogue.SERVER_ISN;
import static org.beibu.probe.passive.Dialogue.dataAck;
import static org.beibu.probe.passive.Dialogue.timestamp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

/**
 * Timestamps as the fallback: the ACKs end inside super-segments, where data/ACK cannot speak. Both
 * clocks tick each millisecond.
 */
class TimestampMatcherTest {
    private static final int C = CLIENT_ISN + 1;
    private static final int S = SERVER_ISN + 1;

    private final Dialogue dialogue = new Dialogue();

    /** A connection whose client clock is known to tick each millisecond; client at 100. */
    private Dialogue open() {
        dialogue.ts(100, 0).syn(0).ts(500, 100).synAck(40).ts(142, 500).ack(42);
        dialogue.ts(190, 500).client(90, ACK, C - 0, S, 1); // 90 ticks after the SYN in 90 ms
        dialogue.ts(590, 190).server(95, ACK, S, C + 1, 0);
        return dialogue.forget();
    }

    /** Data of the client from here on starts at this number. */
    private static final int D = C + 1;

    /** The client sends a super-segment of 1000 octets; the ACKs end inside, 50 before its end. */
    private Dialogue superSegment(double millis, int tsval, int sequence) {
        return dialogue.ts(tsval, 590).client(millis, ACK, sequence, S, 1000);
    }

    @Test
    void anAckInsideASuperSegmentIsNotTimedByAnEchoThatDoesNotCoverIt() {
        open();
        superSegment(200, 300, D);
        dialogue.ts(700, 300).server(240, ACK, S, D + 950, 0);
        dialogue.ts(701, 300).server(241, ACK, S, D + 1000, 0); // the first echo has gone by

        assertEquals(List.of(dataAck("server", 241_000, 41_000)), dialogue.seen);
    }

    @Test
    void theEchoOfACoveredSegmentIsTimedWhereNoEndIsMet() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        dialogue.ts(700, 300).server(240, ACK, S, D + 1500, 0);

        assertEquals(List.of(timestamp("server", 240_000, 40_000)), dialogue.seen);
        assertEquals(List.of(QualityClass.FALLBACK), dialogue.classes);
    }

    @Test
    void whereAnEndIsMetTheEchoIsNotTimed() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        dialogue.ts(700, 300).server(240, ACK, S, D + 2000, 0);

        assertEquals(List.of(dataAck("server", 240_000, 39_000)), dialogue.seen);
    }

    @Test
    void onlyTheFirstEchoIsTimed() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        dialogue.ts(700, 300).server(240, ACK, S, D, 0).server(241, ACK, S, D + 1500, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void anEchoOfALaterTsvalEndsTheWait() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        dialogue.ts(700, 301).server(240, ACK, S, D + 1500, 0);
        dialogue.ts(701, 300).server(241, ACK, S, D + 1600, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void oneTsvalWaitsAtATime() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        dialogue.ts(700, 300).server(240, ACK, S, D + 1500, 0);
        dialogue.ts(701, 301).server(241, ACK, S, D + 1600, 0);
        superSegment(250, 350, D + 2000);
        superSegment(251, 351, D + 3000);
        dialogue.ts(750, 350).server(290, ACK, S, D + 3500, 0);

        assertEquals(
                List.of(timestamp("server", 240_000, 40_000), timestamp("server", 290_000, 40_000)),
                dialogue.seen);
    }

    @Test
    void theEchoMustAdvance() {
        open();
        dialogue.ts(590, 190).server(96, ACK, S, D + 1500, 0); // acknowledged too early
        superSegment(200, 300, D);
        dialogue.ts(700, 300).server(240, ACK, S, D + 1500, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void theTsvalOfAPureAckDoesNotWaitNorDoesDataWithTheSame() {
        open();
        dialogue.ts(300, 590).client(200, ACK, D, S, 0);
        superSegment(200.1, 300, D);
        superSegment(201, 300, D + 1000);
        dialogue.ts(700, 300).server(240, ACK, S, D + 1500, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void theTsvalOfResentDataDoesNotWait() {
        open();
        superSegment(200, 300, D);
        dialogue.ts(700, 300).server(240, ACK, S, D, 0);
        superSegment(400, 500, D);
        dialogue.ts(900, 500).server(440, ACK, S, D + 1000, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    /** The first ACK was lost; what was sent again had arrived long before. */
    @Test
    void whileAHoleIsOpenNothingIsTimed() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        superSegment(400, 500, D + 1000);
        dialogue.ts(900, 300).server(440, ACK, S, D + 1500, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void anEarlierTsvalDoesNotWait() {
        open();
        superSegment(200, 150, D);
        superSegment(201, 150, D + 1000);
        dialogue.ts(700, 150).server(240, ACK, S, D + 1500, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void tsvalMayWrap() {
        dialogue.ts(-200, 0).syn(0).ts(500, -200).synAck(40).ts(-158, 500).ack(42);
        dialogue.ts(-110, 500).client(90, ACK, C, S, 1).ts(590, -110).server(95, ACK, S, D, 0);
        dialogue.forget();
        superSegment(300, 100, D);
        superSegment(301, 101, D + 1000);
        dialogue.ts(700, 100).server(340, ACK, S, D + 1500, 0);

        assertEquals(List.of(timestamp("server", 340_000, 40_000)), dialogue.seen);
    }

    @Test
    void tsval0NeverWaits() {
        dialogue.ts(-200, 0).syn(0).ts(500, -200).synAck(40).ts(-158, 500).ack(42);
        dialogue.ts(-110, 500).client(90, ACK, C, S, 1).ts(590, -110).server(95, ACK, S, D, 0);
        dialogue.forget();
        superSegment(200, 0, D);
        superSegment(200.5, 0, D + 1000);
        dialogue.ts(700, 0).server(340, ACK, S, D + 1500, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void anEchoWithoutTheAckFlagIsNone() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        dialogue.ts(700, 300).server(239, FIN, S, D + 1500, 0);
        dialogue.ts(701, 300).server(240, ACK, S + 1, D + 1500, 0);

        assertEquals(List.of(timestamp("server", 240_000, 40_000)), dialogue.seen);
    }

    @Test
    void withoutAKnownTickNothingIsTimed() {
        dialogue.open();
        dialogue.ts(300, 1)
                .client(200, ACK, C, S, 1000)
                .ts(301, 1)
                .client(201, ACK, C + 1000, S, 9);
        dialogue.ts(700, 300).server(240, ACK, S, C + 1005, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void aDelayBelowTwoTicksIsNotTimed() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        dialogue.ts(700, 300).server(202, ACK, S, D + 1500, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void aResetTimesNothing() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        dialogue.ts(700, 300).server(240, 0x04 | ACK, S, D + 1500, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void backwardClockStepEndsTheWait() {
        open();
        superSegment(200, 300, D);
        superSegment(201, 301, D + 1000);
        dialogue.ts(700, 300).server(150, ACK, S, D + 1500, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    /** Segments that found no slot are timed by their echoes. */
    @Test
    void aDirectionWhoseSlotsAreFullIsTimedByItsEchoes() {
        open();
        for (int i = 0; i < 4096 + 2; i++) {
            dialogue.ts(300 + i, 590).client(200 + 0.01 * i, ACK, D + 10 * i, S, 10);
        }
        dialogue.ts(700, 300).server(400, ACK, S, D + 4097 * 10, 0);

        assertEquals(List.of(timestamp("server", 400_000, 200_000)), dialogue.seen);
    }
}
