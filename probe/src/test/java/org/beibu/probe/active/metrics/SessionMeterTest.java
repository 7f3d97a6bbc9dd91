package org.beibu.probe.active.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.beibu.probe.active.metrics.FaultyPath.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionMeterTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    private final SessionMeter meter = new SessionMeter(Duration.ofSeconds(3), 100);
    private final Reply reply = new Reply();

    /** Sends packets 10 ms apart. */
    private void send(int packets) {
        for (int i = 0; i < packets; i++) {
            int sequence = meter.nextSequence();
            meter.sent(sequence, sequence * 10L * MS, sequence * 10L * MS);
        }
    }

    private Arrival answer(int packet, int number, long delay) {
        long left = packet * 10L * MS;
        return meter.replied(
                reply.numbers(packet, number)
                        .senderStamp(packet)
                        .reflected(left + delay / 2, left + delay / 2)
                        .returned(left + delay, true));
    }

    private SessionFigures end() {
        meter.judgeAll();
        return meter.take();
    }

    @Test
    void theTimeAtTheReflectorIsNotPartOfTheRoundTrip() {
        send(1);
        meter.departed(0, 2 * MS);

        Arrival arrival =
                meter.replied(
                        reply.numbers(0, 0)
                                .senderStamp(0)
                                .reflected(500 * SECOND, 500 * SECOND + 30 * MS)
                                .returned(44 * MS, true));

        assertEquals(Arrival.TIMED, arrival);
        assertEquals(12 * MS, meter.delayNanos());
        assertTrue(meter.isByKernel());
    }

    @Test
    void withoutTheKernelsDepartureTheTimingIsMarked() {
        send(1);

        answer(0, 0, 5 * MS);

        assertFalse(meter.isByKernel());
        assertEquals(1, end().userSpace());
    }

    @Test
    void anIpdvIsTheKernelsOnlyWhenBothItsTimingsAre() {
        List<String> told = new ArrayList<>();
        meter.tellingVariations(
                (left, difference, byKernel) -> told.add(difference / MS + " " + byKernel));
        send(4);
        for (int packet : new int[] {0, 1, 3}) {
            meter.departed(packet, packet * 10L * MS);
        }
        for (int packet = 0; packet < 4; packet++) {
            answer(packet, packet, (5 + packet) * MS);
        }

        end();

        assertEquals(List.of("1 true", "1 false", "1 false"), told);
    }

    @Test
    void stampsThatContradictEachOtherAreReceivedButNotTimed() {
        send(1);

        Arrival arrival =
                meter.replied(
                        reply.numbers(0, 0)
                                .senderStamp(0)
                                .reflected(0, 20 * MS)
                                .returned(10 * MS, true));

        assertEquals(Arrival.UNTIMED, arrival);
        SessionFigures figures = end();
        assertEquals(1, figures.received());
        assertEquals(1, figures.untimed());
        assertEquals(0, figures.roundTrip().count());
    }

    @Test
    void aReplyToSomethingElseIsUnknown() {
        send(1);

        assertEquals(Arrival.UNKNOWN, answer(7, 7, MS));
        reply.numbers(0, 0).senderStamp(99);
        assertEquals(Arrival.UNKNOWN, meter.replied(reply));
        assertEquals(2, end().unknown());
    }

    @Test
    void aReplyBehindTheThresholdIsLateAndItsPacketLost() {
        send(2);
        meter.judge(3 * SECOND, 2);
        assertEquals(1, meter.judgedSequence());

        assertEquals(Arrival.LATE, answer(0, 0, 3 * SECOND + 5 * MS));
        assertEquals(Arrival.LATE, answer(1, 1, 3 * SECOND + MS));

        SessionFigures figures = end();
        assertEquals(2, figures.late());
        assertEquals(2, figures.lost());
        assertEquals(0, figures.roundTrip().count());
    }

    @Test
    void aWindowHoldsThePacketsSentInIt() {
        send(10);
        answer(9, 9, 2 * SECOND);
        meter.judge(60 * SECOND, 5);
        SessionFigures first = meter.take();
        meter.judge(60 * SECOND, 10);
        SessionFigures second = meter.take();

        assertEquals(5, first.sent());
        assertEquals(5, first.lost());
        assertEquals(5, second.sent());
        assertEquals(1, second.received());
    }

    @Test
    void lossIsToldApartByDirectionAsInTheComment() {
        send(6);
        answer(0, 0, MS);
        answer(1, 1, MS);
        answer(3, 2, MS);
        answer(5, 4, MS);

        SessionFigures figures = end();

        assertTrue(figures.isDirectional());
        assertEquals(1, figures.forwardLost());
        assertEquals(1, figures.backwardLost());
        assertEquals(0, figures.undeterminedLost());
    }

    @Test
    void aStatelessReflectorLeavesTheDirectionUnknown() {
        send(4);
        answer(0, 0, MS);
        answer(3, 3, MS);

        SessionFigures figures = end();

        assertFalse(figures.isDirectional());
        assertEquals(2, figures.undeterminedLost());
    }

    @Test
    void lossesAtTheEndHaveNoDirectionYet() {
        send(5);
        answer(1, 0, MS);

        SessionFigures figures = end();

        assertEquals(1, figures.forwardLost());
        assertEquals(3, figures.undeterminedLost());
    }

    @Test
    void aReflectorThatBeganAnewIsSeenAndItsOutageHasNoDirection() {
        send(10);
        answer(0, 0, MS);
        answer(1, 1, MS);
        answer(2, 2, MS);
        answer(7, 0, MS);
        answer(9, 1, MS);

        SessionFigures figures = end();

        assertEquals(1, figures.restarts());
        assertEquals(5, figures.lost());
        assertEquals(4, figures.undeterminedLost());
        assertEquals(1, figures.forwardLost());
        assertEquals(0, figures.duplicates());
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void aNumberFarFromAllOthersIsOfAnotherCountAndNotOfLoss(int wild) {
        send(6);
        answer(0, 0, MS);
        answer(1, 1, MS);
        answer(2, wild, MS);
        answer(4, wild + 1, MS); // 3 was lost on its way there
        answer(5, wild + 2, MS);

        SessionFigures figures = end();

        assertEquals(5, figures.received());
        assertEquals(1, figures.restarts());
        assertEquals(1, figures.forwardLost());
        assertEquals(0, figures.backwardLost());
        assertEquals(0, figures.copiesLost());
    }

    @Test
    void variationIsTheDifferenceOfNeighboursAndLossBreaksThePairs() {
        send(7);
        long[] delays = {20, 10, 20, 25, 20};
        for (int i = 0; i < delays.length; i++) {
            answer(i, i, delays[i] * MS);
        }
        answer(6, 6, 90 * MS); // 5 is lost

        SessionFigures figures = end();

        assertEquals(4, figures.variation().count());
        assertEquals(-10 * MS, figures.variation().minNanos());
        assertEquals(10 * MS, figures.variation().maxNanos());
        assertEquals(80 * MS, figures.variationNanos(100)); // PDV: less the minimum of 10
        assertEquals(1, figures.episodes().count());
    }

    @Test
    void lossEpisodesAreThoseOfTheRfc() {
        LossEpisodes episodes = new LossEpisodes(2);
        for (int i = 1; i <= 10; i++) {
            episodes.packet(i == 2 || i == 5 || i == 7 || i == 9 || i == 10);
        }

        assertEquals(4, episodes.count()); // periods of 1 1 1 2
        assertEquals(2, episodes.longest());
        assertEquals(3, episodes.noticeable()); // distances 3 2 2 1
    }

    @Test
    void oneWayDelaysNeedClocksThatAreGoodEnough() {
        send(3);
        clocks(200_000, 50_000);
        answer(0, 0, 2 * MS);
        clocks(200_000, 50_001);
        answer(1, 1, 2 * MS); // 1 ms each way: 0.25 ms are permitted
        clocks(400_000, 400_000);
        answer(2, 2, 80 * MS); // 40 ms each way: 2 % are 0.8 ms

        SessionFigures figures = end();

        assertEquals(2, figures.forward().count());
        assertEquals(MS, figures.forward().minNanos());
        assertEquals(40 * MS, figures.backward().maxNanos());
    }

    @Test
    void aNegativeOneWayDelayProvesBothToBeWrong() {
        send(1);
        clocks(1_000, 1_000);

        meter.replied(
                reply.numbers(0, 0).senderStamp(0).reflected(-MS, -MS).returned(10 * MS, true));

        SessionFigures figures = end();
        assertEquals(1, figures.roundTrip().count());
        assertEquals(0, figures.forward().count());
        assertEquals(0, figures.backward().count());
    }

    @Test
    void anUnsynchronisedClockLeavesOneWayDelaysOut() {
        send(1);
        clocks(Reply.UNSYNCHRONISED, 0);

        answer(0, 0, 10 * MS);

        assertEquals(0, end().forward().count());
    }

    private void clocks(long sender, long reflector) {
        reply.clockErrors(sender, reflector);
    }

    @Test
    void morePacketsThanPromisedAreJudgedEarlyAndNotForgotten() {
        SessionMeter small = new SessionMeter(Duration.ofSeconds(3), 1);
        for (int i = 0; i < 1_000; i++) {
            small.sent(i, 0, 0);
        }
        small.judgeAll();

        assertEquals(1_000, small.take().sent());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void figuresEqualTheTruthOfAFaultyPath(long seed) {
        FaultyPath path =
                new FaultyPath(seed, new Faults(0.02, 0, 0), new Faults(0.03, 0.02, 0.02));
        path.run(meter, 5_000);
        SessionFigures figures = end();

        assertEquals(5_000, figures.sent());
        assertEquals(path.received, figures.received());
        assertEquals(path.forwardLost, figures.forwardLost());
        assertEquals(path.backwardLost, figures.backwardLost());
        assertEquals(path.backwardDuplicates, figures.backwardDuplicates());
        assertEquals(path.backwardReordered, figures.backwardReordered());
        assertEquals(0, figures.undeterminedLost());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void figuresEqualTheTruthWhenPacketsAreCopiedAndDroppedForward(long seed) {
        FaultyPath path = new FaultyPath(seed, new Faults(0.02, 0.02, 0), Faults.NONE);
        path.run(meter, 5_000);
        SessionFigures figures = end();

        assertEquals(path.forwardLost, figures.forwardLost());
        assertEquals(0, figures.backwardLost());
        assertEquals(path.forwardDuplicates, figures.forwardDuplicates());
        assertEquals(path.forwardReordered, figures.forwardReordered());
        assertEquals(path.forwardReordered, figures.reordered());
    }

    /** Which of two neighbours was held back and which was lost cannot always be told. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void reorderingForwardMovesAtMostTwoOfAHundredLossesToTheOtherDirection(long seed) {
        Faults faults = new Faults(0.02, 0, 0.02);
        FaultyPath path = new FaultyPath(seed, faults, faults);
        path.run(meter, 5_000);
        SessionFigures figures = end();

        assertEquals(path.received, figures.received());
        assertTrue(Math.abs(figures.forwardLost() - path.forwardLost) <= 2);
        assertTrue(Math.abs(figures.backwardLost() - path.backwardLost) <= 2);
        assertEquals(0, figures.undeterminedLost());
    }

    @Test
    void withEverythingAtOnceOneInAThousandAtMostIsInTheWrongDirection() {
        Faults faults = new Faults(0.02, 0.02, 0.02);
        FaultyPath path = new FaultyPath(11, faults, faults);
        SessionMeter large = new SessionMeter(Duration.ofSeconds(3), 100);
        path.run(large, 20_000);
        large.judgeAll();
        SessionFigures figures = large.take();

        assertEquals(path.received, figures.received());
        assertTrue(Math.abs(figures.forwardLost() - path.forwardLost) <= 20L);
        assertTrue(Math.abs(figures.backwardLost() - path.backwardLost) <= 20L);
    }
}
