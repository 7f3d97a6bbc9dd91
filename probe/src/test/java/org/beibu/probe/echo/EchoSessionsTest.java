package org.beibu.probe.echo;

import static org.beibu.probe.active.AskedSessions.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.beibu.probe.active.AskedSessions;
import org.beibu.probe.active.Asking;
import org.beibu.probe.active.SenderCounter;
import org.beibu.probe.question.QuestionCounter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel of this machine answers. */
@Tag("scenario")
class EchoSessionsTest {

    @Test
    void theKernelTimesEchoesOfBothVersions() throws Exception {
        try (AskedSessions asked =
                AskedSessions.startOrSkip(
                        200,
                        session("127.0.0.1", 0, 5, new Asking.Echo()),
                        session("127.0.0.9", 0, 5, new Asking.Echo()),
                        session("::1", 0, 5, new Asking.Echo()))) {
            asked.await();

            assertEquals(2, asked.numbers().echoIdentifiers().size());
            assertEquals(0, asked.userSpace());
            assertTrue(asked.delays.stream().allMatch(d -> d < TimeUnit.SECONDS.toNanos(1)));
            assertTrue(asked.counters.get(SenderCounter.REPLIES_TIMED) >= 200);
            assertEquals(0, asked.counters.get(SenderCounter.ERRORS));
            assertEquals(0, asked.counters.get(QuestionCounter.MISMATCHED));
            assertEquals(0, asked.counters.get(QuestionCounter.STRANGERS));
        }
    }
}
