package org.beibu.probe.passive;

import static org.beibu.probe.capture.DecodedPacket.ACK;
import static org.beibu.probe.capture.DecodedPacket.FIN;
import static org.beibu.probe.capture.DecodedPacket.RST;
import static org.beibu.probe.capture.DecodedPacket.SYN;
import static org.beibu.probe.passive.Dialogue.CLIENT_ISN;
import static org.beibu.probe.passive.Dialogue.SERVER_ISN;
import static org.beibu.probe.passive.Dialogue.dataAck;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

class DataAckMatcherTest {
    private static final int C = CLIENT_ISN + 1;
    private static final int S = SERVER_ISN + 1;

    private final Dialogue dialogue = new Dialogue().open();

    /** The server's data at these milliseconds, 100 octets each, one behind the other. */
    private Dialogue burst(double... millis) {
        for (int i = 0; i < millis.length; i++) {
            dialogue.server(millis[i], ACK, S + 100 * i, C, 100);
        }
        return dialogue;
    }

    @Test
    void dataIsTimedInBothDirections() {
        dialogue.client(100, ACK, C, S, 10).server(140, ACK, S, C + 10, 0);
        dialogue.server(150, ACK, S, C + 10, 20).client(152, ACK, C + 10, S + 20, 0);

        assertEquals(
                List.of(dataAck("server", 140_000, 40_000), dataAck("client", 152_000, 2_000)),
                dialogue.seen);
    }

    @Test
    void anAckOfSeveralSegmentsTimesTheLastOne() {
        burst(100, 101, 102).client(110, ACK, C, S + 200, 0).client(111, ACK, C, S + 300, 0);

        assertEquals(
                List.of(dataAck("client", 110_000, 9_000), dataAck("client", 111_000, 9_000)),
                dialogue.seen);
    }

    @Test
    void anAckInsideASegmentTimesNothing() {
        burst(100).client(110, ACK, C, S + 50, 0).client(111, ACK, C, S + 99, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void theSameAckAgainTimesNothing() {
        burst(100).client(110, ACK, C, S + 100, 0).client(120, ACK, C, S + 100, 0);

        assertEquals(List.of(dataAck("client", 110_000, 10_000)), dialogue.seen);
    }

    @Test
    void aResentSegmentIsNotTimed() {
        burst(100).server(300, ACK, S, C, 100).client(310, ACK, C, S + 100, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void aResendVoidsAllAboveItAndNothingBelow() {
        burst(100, 101, 102).server(300, ACK, S + 100, C, 100);
        dialogue.client(301, ACK, C, S + 100, 0).client(310, ACK, C, S + 300, 0);

        assertEquals(List.of(dataAck("client", 301_000, 201_000)), dialogue.seen);
    }

    @Test
    void aResendOfPartOfASegmentVoidsIt() {
        burst(100, 101).server(300, ACK, S + 150, C, 10);
        dialogue.client(301, ACK, C, S + 100, 0).client(310, ACK, C, S + 200, 0);

        assertEquals(List.of(dataAck("client", 301_000, 201_000)), dialogue.seen);
    }

    @Test
    void dataBehindAResendIsTimedAgain() {
        burst(100, 101).server(300, ACK, S, C, 100).server(301, ACK, S + 200, C, 100);
        dialogue.client(310, ACK, C, S + 300, 0);

        assertEquals(List.of(dataAck("client", 310_000, 9_000)), dialogue.seen);
    }

    @Test
    void aSegmentWithOldAndNewDataIsNotTimed() {
        burst(100).server(300, ACK, S, C, 150).server(301, ACK, S + 150, C, 10);
        dialogue.client(310, ACK, C, S + 150, 0).client(311, ACK, C, S + 160, 0);

        assertEquals(List.of(dataAck("client", 311_000, 10_000)), dialogue.seen);
    }

    @Test
    void overtakenDataIsNotTimedNorWhatOvertookIt() {
        burst(100).server(101, ACK, S + 200, C, 100).server(102, ACK, S + 100, C, 100);
        dialogue.client(110, ACK, C, S + 100, 0).client(111, ACK, C, S + 200, 0);
        dialogue.client(112, ACK, C, S + 300, 0);

        assertEquals(List.of(dataAck("client", 110_000, 10_000)), dialogue.seen);
    }

    @Test
    void dataBehindAGapOfTheCaptureIsTimed() {
        burst(100).server(105, ACK, S + 300, C, 100).client(112, ACK, C, S + 400, 0);

        assertEquals(List.of(dataAck("client", 112_000, 7_000)), dialogue.seen);
    }

    /** What was not captured may have carried the ACK first, so the class says so. */
    @Test
    void theAckOnDataBehindAGapOfItsOwnDirectionTimesAsRecovery() {
        dialogue.client(100, ACK, C, S, 10).server(140, ACK, S + 700, C + 10, 100);
        dialogue.client(150, ACK, C + 10, S, 10).server(190, ACK, S + 900, C + 20, 0);

        assertEquals(
                List.of(dataAck("server", 140_000, 40_000), dataAck("server", 190_000, 40_000)),
                dialogue.seen);
        assertEquals(List.of(QualityClass.RECOVERY, QualityClass.DELAYED_ACK), dialogue.classes);
    }

    @Test
    void insideAnEncapsulationTheAckBehindAGapTimesNothing() {
        dialogue.encapsulated().client(100, ACK, C, S, 10);
        dialogue.server(140, ACK, S + 700, C + 10, 100);
        dialogue.client(150, ACK, C + 10, S, 10).server(190, ACK, S + 900, C + 20, 0);

        assertEquals(List.of(dataAck("server", 190_000, 40_000)), dialogue.seen);
    }

    @Test
    void anAckBeyondTheEndForgetsAllAndTimesNothing() {
        burst(100, 101).client(110, ACK, C, S + 500, 0);
        dialogue.client(111, ACK, C, S + 600, 0).server(120, ACK, S + 600, C, 100);
        dialogue.client(130, ACK, C, S + 700, 0);

        assertEquals(List.of(dataAck("client", 130_000, 10_000)), dialogue.seen);
    }

    @Test
    void anAckRecordedBeforeItsDataTimesNothing() {
        dialogue.client(99, ACK, C, S + 100, 0);
        burst(100).client(110, ACK, C, S + 100, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void anAckThatIsFarOffIsIgnored() {
        burst(100).client(105, ACK, C, S + 1_100_000_000, 0).client(110, ACK, C, S + 100, 0);

        assertEquals(List.of(dataAck("client", 110_000, 10_000)), dialogue.seen);
    }

    @Test
    void keepAliveIsNoDataAndNoResendOfIt() {
        burst(100).client(110, ACK, C, S + 100, 0).forget();
        dialogue.server(45_000, ACK, S + 99, C, 1).client(45_002, ACK, C, S + 100, 0);
        dialogue.server(50_000, ACK, S + 100, C, 50).client(50_002, ACK, C, S + 150, 0);

        assertEquals(List.of(dataAck("client", 50_002_000, 2_000)), dialogue.seen);
    }

    @Test
    void finCountsOne() {
        dialogue.fin(100, C, S).server(140, ACK, S, C + 1, 0);

        assertEquals(List.of(dataAck("server", 140_000, 40_000)), dialogue.seen);
    }

    @Test
    void finWithDataEndsOneBehindIt() {
        dialogue.client(100, FIN | ACK, C, S, 10).server(139, ACK, S, C + 10, 0);
        dialogue.server(140, ACK, S, C + 11, 0);

        assertEquals(List.of(dataAck("server", 140_000, 40_000)), dialogue.seen);
    }

    @Test
    void theAckOnAResetTimesNothing() {
        burst(100).client(110, RST | ACK, C, S + 100, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void aNumberWithoutTheAckFlagTimesNothing() {
        burst(100).client(110, FIN, C, S + 100, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void midStreamTheFirstSegmentIsNotTimedAndTheNextInOrderIs() {
        Dialogue late = new Dialogue();
        late.server(0, ACK, S, C, 100).client(2, ACK, C, S + 100, 0);
        late.server(10, ACK, S + 100, C, 100).client(12, ACK, C, S + 200, 0);

        assertEquals(List.of(dataAck("client", 12_000, 2_000)), late.seen);
    }

    /** Or else what comes after each keep-alive would be met in mid-stream once more. */
    @Test
    void aConnectionThatIsKeptAliveIsRemembered() {
        Dialogue quiet = new Dialogue(PassiveConfig.DEFAULT).open();
        quiet.forget();
        quiet.server(7_200_000, ACK, S, C, 50).client(7_200_002, ACK, C, S + 50, 0);

        assertEquals(List.of(dataAck("client", 7_200_002_000L, 2_000)), quiet.seen);
    }

    @Test
    void midStreamNothingIsTimedBehindAGap() {
        Dialogue late = new Dialogue();
        late.server(0, ACK, S, C, 100).server(1, ACK, S + 500, C, 100);
        late.client(2, ACK, C, S + 600, 0);

        assertEquals(List.of(), late.seen);
    }

    @Test
    void eachDirectionWaitsForItsOwnAdvance() {
        Dialogue late = new Dialogue();
        late.server(0, ACK, S, C, 100).server(1, ACK, S + 100, C, 100);
        late.client(2, ACK, C, S + 200, 10).server(40, ACK, S + 200, C + 10, 0);

        assertEquals(List.of(dataAck("client", 2_000, 1_000)), late.seen);
    }

    @Test
    void numbersMayWrap() {
        Dialogue wrapping = new Dialogue();
        wrapping.client(0, SYN, -60, 0, 0).server(40, SYN | ACK, -1, -59, 0);
        wrapping.client(42, ACK, -59, 0, 0).forget();
        wrapping.client(100, ACK, -59, 0, 100).client(101, ACK, 41, 0, 100);
        wrapping.server(140, ACK, 0, 41, 0).server(141, ACK, 0, 141, 0);

        assertEquals(
                List.of(dataAck("server", 140_000, 40_000), dataAck("server", 141_000, 40_000)),
                wrapping.seen);
    }

    @Test
    void numbersFarAwayStartTheDirectionAfresh() {
        int far = S + 0x50000000;
        burst(100).server(101, ACK, far, C, 100).server(102, ACK, far + 100, C, 100);
        dialogue.client(110, ACK, C, far + 100, 0).client(111, ACK, C, far + 200, 0);

        assertEquals(List.of(dataAck("client", 111_000, 9_000)), dialogue.seen);
    }

    @Test
    void tapCopiesAreNoResends() {
        burst(100).copy(100.2).server(101, ACK, S + 100, C, 100).copy(101.2);
        dialogue.client(110, ACK, C, S + 100, 0).copy(110.1).client(111, ACK, C, S + 200, 0);

        assertEquals(
                List.of(dataAck("client", 110_000, 10_000), dataAck("client", 111_000, 10_000)),
                dialogue.seen);
        assertEquals(2, dialogue.count(PassiveCounter.COPIES_FOLDED));
    }

    @Test
    void backwardClockStepVoidsWhatWaits() {
        burst(1000).client(950, ACK, C, S + 100, 0).server(960, ACK, S + 100, C, 100);
        dialogue.client(970, ACK, C, S + 200, 0);

        assertEquals(List.of(dataAck("client", 970_000, 10_000)), dialogue.seen);
    }

    @Test
    void aSynOfANewConnectionForgetsTheOldOne() {
        burst(100).client(105, SYN, 77_000, 0, 0).client(110, ACK, C, S + 100, 0);

        assertEquals(List.of(), dialogue.seen);
    }

    @Test
    void refusedFastOpenDataIsAResendOnceItComesAgain() {
        Dialogue fast = new Dialogue();
        fast.client(0, SYN, CLIENT_ISN, 0, 100).server(40, SYN | ACK, SERVER_ISN, C, 0);
        fast.client(42, ACK, C, S, 100).server(80, ACK, S, C + 100, 0);
        fast.client(90, ACK, C + 100, S, 100).server(130, ACK, S, C + 200, 0);

        assertEquals(
                List.of(dataAck("server", 130_000, 40_000)),
                fast.seen.stream().filter(s -> s.atMicros() > 50_000).toList());
    }

    @Test
    void aFlowThatClosedIsStillTimedInItsOtherDirection() {
        dialogue.fin(100, C, S).server(140, ACK, S, C + 1, 50).client(142, ACK, C + 1, S + 50, 0);

        assertEquals(
                List.of(dataAck("server", 140_000, 40_000), dataAck("client", 142_000, 2_000)),
                dialogue.seen);
    }
}
