package org.beibu.probe.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.beibu.model.Address;
import org.beibu.runtime.journal.TraceHopRecord;
import org.beibu.runtime.journal.TraceOutcome;
import org.junit.jupiter.api.Test;

class TraceRunTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long MS = 1_000_000;
    private static final Address TARGET = Address.parse("192.0.2.99");

    private final List<Integer> ttls = new ArrayList<>();
    private final TraceRun run =
            new TraceRun(
                    TraceLimits.DEFAULT,
                    (ttl, number, epoch) -> {
                        ttls.add(ttl);
                        return true;
                    });
    private long now = 77;
    private int next;

    private static Address router(int ttl) {
        return Address.parse("198.51.100." + ttl);
    }

    private static TraceAnswer answer(int number, Address from, TraceAnswer.End end, long at) {
        return new TraceAnswer(
                number,
                new TraceHopRecord.Answer(
                        from, 32, new TraceHopRecord.AnswerType(11, 0, 0), 250, true),
                end,
                at,
                List.of());
    }

    private static TraceAnswer exceeded(int number, Address from, long at) {
        return answer(number, from, TraceAnswer.End.NONE, at);
    }

    private boolean work() {
        return run.work(now, START + now);
    }

    /**
     * Answers each packet after a millisecond as the function of its TTL says; null: not at all.
     */
    private TraceResult play(IntFunction<TraceAnswer> ofTtl) {
        while (!work()) {
            int ttl = ttls.get(ttls.size() - 1);
            TraceAnswer wanted = next < ttls.size() ? ofTtl.apply(ttl) : null;
            next = ttls.size();
            if (wanted == null) {
                now += 1_000 * MS;
            } else {
                int number = ttls.size() - 1;
                run.departed(number, START + now);
                now += MS;
                assertTrue(
                        run.answered(
                                answer(
                                        number,
                                        wanted.from().address(),
                                        wanted.end(),
                                        START + now)));
            }
        }
        return run.result();
    }

    private static String text(TraceResult result) {
        StringBuilder text = new StringBuilder(result.outcome().toString());
        for (TraceHopRecord hop : result.hops()) {
            text.append(' ').append(hop.place().ttl()).append('=');
            text.append(hop.answer().map(a -> a.address().toString()).orElse("*"));
        }
        return text.toString();
    }

    @Test
    void eachHopIsAskedThreeTimesUntilTheTargetAnswers() {
        TraceResult result =
                play(
                        ttl ->
                                ttl < 3
                                        ? exceeded(0, router(ttl), 0)
                                        : answer(0, TARGET, TraceAnswer.End.REACHED, 0));

        assertEquals("reached 1=198.51.100.1 2=198.51.100.2 3=192.0.2.99", text(result));
        assertEquals(List.of(1, 1, 1, 2, 2, 2, 3, 3, 3), ttls);
        assertEquals(new TraceResult.Packets(9, 9), result.packets());
        assertEquals(List.of(MS, MS, MS), result.hops().get(1).delaysNanos());
        assertTrue(result.hops().get(1).answer().orElseThrow().byKernel());
        assertEquals(START + 77, result.epochNanos());
        assertEquals(9 * MS, result.lengthNanos());
    }

    @Test
    void aHopHasTheTtlThatItQuotesOfThePacketThatItAnsweredFirst() {
        assertFalse(work());
        run.quoted(0, 2);
        run.quoted(7, 9); // not sent yet
        run.answered(exceeded(0, router(1), START + MS));
        assertFalse(work());
        run.quoted(TraceAnswer.UNKNOWN, 4);

        TraceHopRecord hop = run.result().hops().get(0);

        assertEquals(2, hop.answer().orElseThrow().type().quotedTtl());
        assertEquals(11, hop.answer().orElseThrow().type().icmpType());
        run.answered(exceeded(1, router(2), START + MS));
        TraceHopRecord other = run.result().hops().get(1);
        assertEquals(4, other.answer().orElseThrow().type().quotedTtl());
    }

    @Test
    void aSilentHopIsPassedAndFiveInARowEndIt() {
        TraceResult result = play(ttl -> ttl == 2 ? exceeded(0, router(2), 0) : null);

        assertEquals("silent 1=* 2=198.51.100.2 3=*", text(result));
        assertEquals(21, result.packets().sent());
    }

    @Test
    void whoSaysThatItGoesNoFurtherEndsIt() {
        TraceResult result = play(ttl -> answer(0, router(ttl), TraceAnswer.End.UNREACHABLE, 0));

        assertEquals("unreachable 1=198.51.100.1", text(result));
        assertEquals(3, result.packets().sent());
    }

    @Test
    void anAddressAtThreeTtlsIsALoop() {
        TraceResult result = play(ttl -> exceeded(0, router(ttl % 2), 0));

        assertEquals(TraceOutcome.LOOP, result.outcome());
        assertEquals(5, result.length());
    }

    @Test
    void theHighestTtlEndsIt() {
        TraceResult result = play(ttl -> exceeded(0, router(ttl), 0));

        assertEquals(TraceOutcome.TOO_FAR, result.outcome());
        assertEquals(30, result.length());
    }

    @Test
    void anAnswerThatQuotesTooLittleBelongsToThePacketThatWaits() {
        work();
        assertTrue(run.answered(exceeded(TraceAnswer.UNKNOWN, router(1), START + now + MS)));
        assertFalse(run.answered(exceeded(TraceAnswer.UNKNOWN, router(1), START + now)), "again");
        work();
        assertEquals(2, ttls.size(), "the next packet leaves at once");
    }

    @Test
    void aLateAnswerStillCountsForItsPacket() {
        work();
        now += 1_000 * MS;
        work();
        assertTrue(run.answered(exceeded(0, router(1), START + now)));
        assertFalse(run.answered(exceeded(7, router(1), START + now)), "was never sent");

        assertEquals(
                List.of(1_000 * MS, TraceHopRecord.NOT_ANSWERED),
                run.result().hops().get(0).delaysNanos());
    }

    @Test
    void routersThatShareAHopHaveARecordEach() {
        int[] count = {0};
        TraceResult result =
                play(
                        ttl ->
                                ttl == 1
                                        ? exceeded(0, router(1 + count[0]++ % 2), 0)
                                        : answer(0, TARGET, TraceAnswer.End.REACHED, 0));

        assertEquals("reached 1=198.51.100.1 1=198.51.100.2 2=192.0.2.99", text(result));
        assertEquals(1, result.hops().get(1).place().part());
        assertEquals(List.of(0L, MS, 0L), result.hops().get(1).delaysNanos());
    }

    @Test
    void aClockThatWentBackGivesNoDelay() {
        work();
        run.departed(0, START + 5 * MS);
        run.answered(exceeded(0, router(1), START));

        assertEquals(List.of(TraceHopRecord.NOT_TIMED), run.result().hops().get(0).delaysNanos());
    }

    @Test
    void whatCannotBeSentEndsIt() {
        TraceRun refused = new TraceRun(TraceLimits.DEFAULT, (ttl, number, epoch) -> false);

        assertTrue(refused.work(1, START));
        assertEquals(TraceOutcome.NOT_SENT, refused.result().outcome());
        assertEquals(0, refused.result().packets().sent());
    }

    @Test
    void limitsAreChecked() {
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new TraceLimits(65, 3, 5, second));
        assertThrows(IllegalArgumentException.class, () -> new TraceLimits(30, 4, 5, second));
        assertThrows(IllegalArgumentException.class, () -> new TraceLimits(30, 3, 0, second));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TraceLimits(30, 3, 5, Duration.ofSeconds(5)));
    }
}
