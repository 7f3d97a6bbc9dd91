package org.beibu.probe.passive;

import static org.beibu.model.QualityClass.CLEAN;
import static org.beibu.model.QualityClass.DELAYED_ACK;
import static org.beibu.model.QualityClass.PIGGYBACKED;
import static org.beibu.model.QualityClass.QUEUE_INFLATED;
import static org.beibu.model.QualityClass.RECOVERY;
import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.capture.DecodedPacket.FIN;
import static org.beibu.probe.capture.DecodedPacket.PSH;
import static org.beibu.probe.passive.Dialogue.CLIENT_ISN;
import static org.beibu.probe.passive.Dialogue.SERVER_ISN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

/** The classes of data/ACK timings, by what made the receiver acknowledge. */
class AckTriggerTest {
    private static final int C = CLIENT_ISN + 1;
    private static final int S = SERVER_ISN + 1;

    private final Dialogue dialogue = new Dialogue().open();
    private int sent = S;

    /** One segment of the server. */
    private AckTriggerTest send(double millis, int flags, int payload) {
        dialogue.server(millis, flags, sent, C, payload);
        sent += payload + (flags & FIN);
        return this;
    }

    private List<QualityClass> acknowledged(double millis) {
        dialogue.client(millis, ACK, C, sent, 0);
        return dialogue.classes;
    }

    @Test
    void oneSegmentMayHaveWaited() {
        assertEquals(List.of(DELAYED_ACK), send(100, ACK, 1448).acknowledged(110));
    }

    @Test
    void twoSegmentsAreAcknowledgedAtOnce() {
        assertEquals(List.of(CLEAN), send(100, ACK, 1448).send(101, ACK, 700).acknowledged(110));
    }

    @Test
    void twoSegmentsOfWhichTheLastWasPushedMayHaveWaited() {
        send(90, ACK, 1448).acknowledged(95);
        dialogue.forget();

        assertEquals(
                List.of(DELAYED_ACK),
                send(100, ACK, 1448).send(101, ACK | PSH, 700).acknowledged(110));
    }

    @Test
    void exactlyTwoFullSegmentsAreAcknowledgedAtOnceWhateverTheirFlags() {
        assertEquals(
                List.of(CLEAN), send(100, ACK, 1448).send(101, ACK | PSH, 1448).acknowledged(110));
    }

    @Test
    void threeFullSegmentsOfWhichTheLastWasPushedMayHaveWaited() {
        send(100, ACK, 1448).send(101, ACK, 1448).send(102, ACK | PSH, 1448);

        assertEquals(List.of(DELAYED_ACK), acknowledged(110));
    }

    @Test
    void twoPushedSegmentsThatAreNotFullMayHaveWaited() {
        send(90, ACK, 1448).acknowledged(95);
        dialogue.forget();
        send(100, ACK, 700).send(101, ACK | PSH, 700);

        assertEquals(List.of(DELAYED_ACK), acknowledged(110));
    }

    @Test
    void anAckWithDataHoldsTheTimeToThink() {
        send(100, ACK, 1448).send(101, ACK, 1448);
        dialogue.client(110, ACK | PSH, C, sent, 10);

        assertEquals(List.of(PIGGYBACKED), dialogue.classes);
    }

    @Test
    void anAckWithFinHoldsTheTimeToClose() {
        send(100, ACK, 1448).send(101, ACK, 1448);
        dialogue.fin(110, C, sent);

        assertEquals(List.of(PIGGYBACKED), dialogue.classes);
    }

    @Test
    void theAckOfAFinIsAClassOfItsOwn() {
        send(100, ACK, 1448).send(101, ACK | FIN, 0);

        assertEquals(List.of(QualityClass.FIN), acknowledged(110));
    }

    @Test
    void anAckThatPassesAResendIsRecovery() {
        send(100, ACK, 1448).send(101, ACK, 1448);
        dialogue.server(300, ACK, S, C, 1448);
        send(301, ACK, 1448);

        assertEquals(List.of(RECOVERY), acknowledged(310));
        send(320, ACK, 1448).send(321, ACK, 1448);
        assertEquals(List.of(RECOVERY, CLEAN), acknowledged(330));
    }

    @Test
    void anAckThatPassesAHoleOfSacksIsRecovery() {
        send(100, ACK, 1448).send(101, ACK, 1448).send(102, ACK, 1448).send(103, ACK, 1448);
        dialogue.sack(S + 1448, S + 2896).client(110, ACK, C, S, 0).sack();

        assertEquals(List.of(CLEAN, RECOVERY), acknowledged(111));
    }

    @Test
    void anAckThatPassesAGapOfTheCaptureIsRecovery() {
        send(100, ACK, 1448);
        sent += 1448;
        send(101, ACK, 1448);

        assertEquals(List.of(RECOVERY), acknowledged(110));
    }

    @Test
    void sixtyFourFullSegmentsAheadAreAQueue() {
        for (int i = 0; i < 64; i++) {
            send(100 + 0.1 * i, ACK, 1448);
        }
        send(110, ACK, 1448).send(111, ACK, 1448);
        dialogue.client(120, ACK, C, S + 64 * 1448, 0).client(121, ACK, C, S + 66 * 1448, 0);

        assertEquals(List.of(CLEAN, QUEUE_INFLATED), dialogue.classes);
    }

    /** Else a chat of single letters would have a queue of 64 letters. */
    @Test
    void smallSegmentsAreNoQueue() {
        for (int i = 0; i < 80; i++) {
            send(100 + 0.1 * i, ACK, 10);
        }

        assertEquals(List.of(CLEAN), acknowledged(120));
    }

    @Test
    void aSackBehindAQueueIsQueueInflated() {
        for (int i = 0; i < 66; i++) {
            send(100 + 0.1 * i, ACK, 1448);
        }
        dialogue.sack(S + 65 * 1448, S + 66 * 1448).client(120, ACK, C, S, 0);

        assertEquals(List.of(QUEUE_INFLATED), dialogue.classes);
    }
}
