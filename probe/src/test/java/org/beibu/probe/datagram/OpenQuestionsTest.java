package org.beibu.probe.datagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class OpenQuestionsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Counters counters = new Counters();
    private final CaptureClock clock = new CaptureClock(counters);
    private final OpenQuestions questions = new OpenQuestions(64, clock, counters);

    private long answer(long key, long now) {
        return questions.answer(key, 1, -1, 0, now);
    }

    @Test
    void aQuestionIsAnsweredOnce() {
        questions.ask(5, 1, 0, 100);

        assertTrue(questions.isOpen(5, 1, -1, 0, 120));
        assertEquals(100, answer(5, 120));
        assertFalse(questions.isOpen(5, 1, -1, 0, 120));
        assertTrue(questions.isKnown(5, 1, -1, 0, 120));
        assertEquals(OpenQuestions.NONE, answer(5, 130));
        assertEquals(OpenQuestions.NONE, answer(6, 130));
    }

    @Test
    void inAFullSetTheOldestMakesRoomAndIsCountedWhileItWaits() {
        for (int i = 0; i < 9; i++) {
            questions.ask(8 * i + 8, 1, 0, i * SECOND); // 64 entries are 8 sets
        }
        assertEquals(1, counters.get(DatagramCounter.QUESTIONS_EVICTED));
        assertEquals(OpenQuestions.NONE, answer(8, 9 * SECOND));
        assertEquals(SECOND, answer(16, 9 * SECOND));

        for (int i = 0; i < 9; i++) {
            questions.ask(8 * i + 808, 1, 0, 200 * SECOND + i);
        }
        assertEquals(2, counters.get(DatagramCounter.QUESTIONS_EVICTED), "only those that waited");
    }

    @Test
    void aBackwardStepOfTheClockMakesOpenQuestionsUseless() {
        clock.take(0, 10 * SECOND);
        questions.ask(5, 1, 0, 10 * SECOND);
        clock.take(0, 9 * SECOND);
        questions.ask(6, 1, 0, 9 * SECOND);

        assertEquals(OpenQuestions.NONE, answer(5, 11 * SECOND));
        assertEquals(9 * SECOND, answer(6, 11 * SECOND));
        assertEquals(1, counters.get(DatagramCounter.ANSWERS_ACROSS_CLOCK_STEP));
    }

    /** With room for all of them it does what a map would do. */
    @Test
    void randomQuestionsAndAnswersAreThoseOfANaiveModel() {
        record Known(long asked, int state) {}
        OpenQuestions large = new OpenQuestions(1 << 16, clock, counters);
        Map<Long, Known> model = new HashMap<>();
        Random random = new Random(11);
        long now = 0;
        int timed = 0;
        for (int i = 0; i < 200_000; i++) {
            now += random.nextInt(2_000_000);
            long key = 1 + random.nextInt(3000) * 0x9e37_79b9_7f4a_7c15L;
            Known known = model.get(key);
            boolean remembered =
                    known != null && now - known.asked <= OpenQuestions.FORGOTTEN_NANOS;
            if (random.nextBoolean()) {
                large.ask(key, 1, 0, now);
                model.put(key, new Known(now, remembered ? 2 : 0));
            } else {
                long expected =
                        known != null && remembered && known.state == 0
                                ? known.asked
                                : OpenQuestions.NONE;
                assertEquals(expected, large.answer(key, 1, -1, 0, now), "step " + i);
                if (known != null && expected != OpenQuestions.NONE) {
                    model.put(key, new Known(known.asked, 1));
                    timed++;
                }
            }
        }
        assertTrue(timed > 1000, "timed: " + timed);
    }
}
