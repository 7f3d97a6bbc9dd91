package org.beibu.probe.passive;

import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.passive.Dialogue.CLIENT_ISN;
import static org.beibu.probe.passive.Dialogue.SERVER_ISN;
import static org.beibu.probe.passive.Dialogue.dataAck;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

/** The data/ACK method and SACK (RFC 2018). The server sends 100 octets each millisecond. */
class SackMatcherTest {
    private static final int C = CLIENT_ISN + 1;
    private static final int S = SERVER_ISN + 1;

    private final Dialogue dialogue = new Dialogue().open();

    private Dialogue burst(int segments) {
        for (int i = 0; i < segments; i++) {
            dialogue.server(100 + i, ACK, S + 100 * i, C, 100);
        }
        return dialogue;
    }

    private Dialogue sack(double millis, int acknowledgment, int... edges) {
        int[] absolute = edges.clone();
        for (int i = 0; i < edges.length; i++) {
            absolute[i] += S;
        }
        dialogue.sack(absolute).client(millis, ACK, C, S + acknowledgment, 0).sack();
        return dialogue;
    }

    @Test
    void theFirstSackOfASegmentTimesIt() {
        burst(3);
        sack(110, 0, 100, 200);
        sack(111, 0, 100, 300);

        assertEquals(
                List.of(dataAck("client", 110_000, 9_000), dataAck("client", 111_000, 9_000)),
                dialogue.seen);
        assertEquals(List.of(QualityClass.CLEAN, QualityClass.CLEAN), dialogue.classes);
    }

    @Test
    void theSameSackAgainTimesNothing() {
        burst(2);
        sack(110, 0, 100, 200);
        sack(111, 0, 100, 200);

        assertEquals(1, dialogue.seen.size());
    }

    @Test
    void aSackedSegmentGivesNothingAtItsCumulativeAck() {
        burst(2);
        sack(110, 0, 100, 200);
        dialogue.client(120, ACK, C, S + 200, 0);

        assertEquals(1, dialogue.seen.size());
    }

    @Test
    void whatLiesInsideABlockIsSackedToo() {
        burst(4);
        sack(110, 0, 100, 400);
        sack(111, 0, 100, 300);
        dialogue.client(120, ACK, C, S + 200, 0).client(121, ACK, C, S + 300, 0);

        assertEquals(List.of(dataAck("client", 110_000, 7_000)), dialogue.seen);
    }

    @Test
    void onlyTheNewestBlockTimes() {
        burst(4);
        sack(110, 0, 300, 400, 100, 200);
        sack(111, 0, 100, 200, 300, 400);

        assertEquals(List.of(dataAck("client", 110_000, 7_000)), dialogue.seen);
    }

    @Test
    void aResentSegmentIsNotTimedByItsSack() {
        burst(2).server(300, ACK, S + 100, C, 100);
        sack(310, 0, 100, 200);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void aBlockThatEndsInsideASegmentTimesNothing() {
        burst(3);
        sack(110, 0, 100, 250);
        dialogue.client(120, ACK, C, S + 200, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    /** RFC 2883: the first block is below the acknowledgment, or inside the second. */
    @Test
    void aDuplicatesBlockTimesNothing() {
        burst(4);
        sack(110, 0, 200, 300, 100, 300);
        dialogue.client(111, ACK, C, S + 100, 0);
        sack(112, 100, 0, 100);

        assertEquals(List.of(dataAck("client", 111_000, 11_000)), dialogue.seen);
    }

    @Test
    void aBlockOfWhatWasNeverSentIsIgnored() {
        burst(2);
        sack(110, 0, 100, 900);
        sack(110, 0, 200, 100);
        dialogue.client(111, ACK, C, S + 200, 0);

        assertEquals(List.of(dataAck("client", 111_000, 10_000)), dialogue.seen);
        assertEquals(List.of(QualityClass.CLEAN), dialogue.classes);
    }

    @Test
    void anAckMayAdvanceAndSackAtOnce() {
        burst(4);
        sack(110, 100, 200, 300);

        assertEquals(
                List.of(dataAck("client", 110_000, 10_000), dataAck("client", 110_000, 8_000)),
                dialogue.seen);
    }
}
