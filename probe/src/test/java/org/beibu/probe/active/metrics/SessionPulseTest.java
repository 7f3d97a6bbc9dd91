package org.beibu.probe.active.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionPulseTest {
    private static final long MS = 1_000_000;
    private static final long INTERVAL = 100 * MS;
    private static final long ROUND_TRIP = 40 * MS;
    private static final int SECONDS = 10;

    private final SessionMeter meter = new SessionMeter(Duration.ofSeconds(3), 10);
    private final Reply reply = new Reply();

    /** Sends the next packet, each 100 ms after the one before. */
    private int send() {
        int sequence = meter.nextSequence();
        meter.sent(sequence, sequence * INTERVAL, sequence * INTERVAL);
        return sequence;
    }

    private void answer(int sequence) {
        long left = sequence * INTERVAL;
        meter.replied(
                reply.numbers(sequence, sequence)
                        .senderStamp(sequence)
                        .reflected(left, left)
                        .returned(left + ROUND_TRIP, true));
    }

    private void answered(int packets) {
        for (int i = 0; i < packets; i++) {
            answer(send());
        }
    }

    /** So long after the newest packet was sent. */
    private SessionPulse after(long nanos) {
        return meter.pulse((meter.nextSequence() - 1) * INTERVAL + nanos);
    }

    @Test
    void aSessionThatWasNeverAnsweredWaitsASecond() {
        for (int i = 0; i < 20; i++) {
            send();
        }

        SessionPulse pulse = after(0);

        assertEquals(RoundTripEstimate.FIRST_NANOS, pulse.patienceNanos());
        assertEquals(SessionPulse.NONE, pulse.answerAgeNanos());
        assertEquals(10, pulse.run()); // 1.9, 1.8 ... 1.0 s old
        assertEquals(900 * MS, pulse.runAgeNanos());
    }

    @Test
    void patienceIsAFloorOfFiftyMillisecondsAboveASteadyRoundTrip() {
        answered(SECONDS * 10);

        SessionPulse pulse = after(ROUND_TRIP);

        assertEquals(90, pulse.patienceNanos() / MS);
        assertEquals(0, pulse.run());
        assertEquals(0, pulse.overdue());
        assertEquals(50, pulse.due());
        assertEquals(0, pulse.answerAgeNanos());
    }

    @Test
    void aPacketOnItsWayIsNotOverdue() {
        answered(20);
        send();

        assertEquals(0, after(89 * MS).run());
        assertEquals(1, after(91 * MS).run());
    }

    @Test
    void fourPacketsIntoABlackHoleAreARunFromTheFirstOverdueOne() {
        answered(50);
        for (int i = 0; i < 4; i++) {
            send();
        }

        SessionPulse pulse = after(90 * MS);

        assertEquals(4, pulse.run());
        assertEquals(300, pulse.runAgeNanos() / MS);
        assertEquals(450, pulse.answerAgeNanos() / MS);
        assertEquals(4, pulse.overdue());
        assertEquals(50, pulse.due());
    }

    @Test
    void anAnswerToALaterPacketEndsTheRunButNotTheLoss() {
        answered(20);
        send();
        send();
        answered(1);

        SessionPulse pulse = after(ROUND_TRIP);

        assertEquals(0, pulse.run());
        assertEquals(0, pulse.runAgeNanos());
        assertEquals(2, pulse.overdue());
    }

    @Test
    void anAnswerThatComesAfterAllIsCountedAsAnswered() {
        answered(20);
        int late = send();
        assertEquals(1, after(500 * MS).run());

        answer(late);

        assertEquals(0, after(500 * MS).run());
        assertEquals(0, after(500 * MS).overdue());
    }

    @Test
    void lossesOlderThanTheWindowAreForgotten() {
        answered(10);
        send();
        answered(50);

        assertEquals(0, after(ROUND_TRIP).overdue());
    }

    @Test
    void theRunOfASlowSessionReachesBeyondTheWindow() {
        SessionMeter slow = new SessionMeter(Duration.ofSeconds(1), 0.5);
        for (int i = 0; i < 6; i++) {
            slow.sent(i, i * 2_000L * MS, i * 2_000L * MS);
        }

        SessionPulse pulse = slow.pulse(11_500 * MS);

        assertEquals(6, pulse.run());
        assertEquals(2, pulse.due()); // 1.5 and 3.5 s old
    }

    @Test
    void anUnsteadyRoundTripMakesPatient() {
        RoundTripEstimate estimate = new RoundTripEstimate();
        for (int i = 0; i < 100; i++) {
            estimate.add((i % 2 == 0 ? 40 : 140) * MS);
        }

        long patience = estimate.patienceNanos() / MS;

        assertTrue(patience > 240 && patience < 340, () -> patience + " ms");
    }
}
