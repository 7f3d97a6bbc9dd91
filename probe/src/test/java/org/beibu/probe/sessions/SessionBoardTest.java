package org.beibu.probe.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.PathId;
import org.beibu.probe.active.SenderCounter;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.SessionSink;
import org.beibu.probe.active.Steering;
import org.beibu.probe.active.Stream;
import org.beibu.probe.active.metrics.Reply;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.active.metrics.SessionMeter;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class SessionBoardTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final long START = 1_767_225_600L * SECOND;
    private static final PathId PATH = new PathId("VN-HAN", "hk-3");

    private final List<String> recorded = new ArrayList<>();
    private final Counters counters = new Counters();
    private long now = START;

    private final SessionBoard board =
            new SessionBoard(
                    List.of(session("192.0.2.1", 20, 52), session("192.0.2.2", 100, 0)),
                    new Recorder(),
                    () -> now,
                    counters);

    private final class Recorder implements SessionSink {
        @Override
        public void onTiming(int session, long epochNanos, long delayNanos, boolean byKernel) {
            recorded.add("timing " + session);
        }

        @Override
        public void onOneWay(
                int session, long epochNanos, long forward, long backward, long errorNanos) {
            recorded.add("one-way " + session);
        }

        @Override
        public void onVariation(
                int session, long epochNanos, long differenceNanos, boolean byKernel) {
            recorded.add("ipdv " + session);
        }

        @Override
        public void onWindow(int session, long start, long length, SessionFigures figures) {
            recorded.add("window " + session);
        }
    }

    private static SessionConfig session(String target, int millis, int octets) {
        return new SessionConfig(
                PATH,
                Address.parse(target),
                862,
                Steering.NONE,
                new Stream(
                        Duration.ofMillis(millis),
                        false,
                        octets == 0 ? 0 : 100,
                        Duration.ofSeconds(3)),
                KeyRing.NONE);
    }

    /** Ten packets of 7 ms, of which the first are lost. */
    private static SessionFigures figures(int lost) {
        SessionMeter meter = new SessionMeter(Duration.ofSeconds(3), 10);
        for (int i = 0; i < 10; i++) {
            long left = START + i * MS;
            meter.sent(i, i * MS, left);
            if (i >= lost) {
                meter.replied(
                        new Reply()
                                .numbers(i, i - lost)
                                .senderStamp(i)
                                .reflected(left, left)
                                .returned(left + 7 * MS, true));
            }
        }
        meter.judgeAll();
        return meter.take();
    }

    private void window(int session, long start, int lost) {
        board.onWindow(session, start, 10 * SECOND, figures(lost));
        now = start + 13 * SECOND;
    }

    @Test
    void sessionsOfOnePathStandApart() {
        window(0, START, 0);
        window(1, START, 3);

        String json = board.json();

        assertTrue(json.contains("\"target\":\"192.0.2.1:862\""), json);
        String second = json.substring(json.indexOf("192.0.2.2"));
        assertTrue(second.contains("\"sent\":10,\"received\":7,\"lost\":3"), second);
        assertTrue(second.contains("\"loss_ratio\":0.300000000"), second);
        assertTrue(second.contains("\"loss_low\":0.10779"), second);
        assertTrue(second.contains("\"forward\":{\"sent\":10,\"received\":7,\"lost\":3"), second);
        assertTrue(second.contains("\"longest_episode\":3"), second);
        assertTrue(second.contains("\"p50_ns\":7000000"), second);
        assertTrue(second.contains("\"forward_delay\":{\"count\":0,\"min_ns\":null"), second);
        assertTrue(second.contains("\"window_ns\":10000000000"), second);
    }

    @Test
    void registeredNamesAreUsedWhereTheirParametersHold() {
        String json = board.json();

        assertTrue(
                json.contains("RTDelay_Active_IP-UDP-Periodic_RFC8912sec4_Seconds_95Percentile"),
                json);
        assertTrue(
                json.contains(
                        "RTLoss_Active_IP-UDP-Periodic100m-Payload44B_Unregistered_Percent_LossRatio"),
                json);
    }

    @Test
    void oldFiguresLeaveAndTotalsStay() {
        for (int i = 0; i < 100; i++) {
            window(0, START + i * 10L * SECOND, 1);
            board.drain();
        }

        String json = board.json();

        long sent = Long.parseLong(json.replaceAll("(?s).*?\"sent\":(\\d+).*", "$1"));
        assertTrue(sent >= 300 && sent <= 600, "5 to 10 minutes: " + sent);
        assertTrue(json.contains("\"total_sent\":1000,\"total_lost\":100"), json);
        now += 3_600 * SECOND;
        assertTrue(board.table().contains("no data"), "a session that fell silent");
    }

    @Test
    void tableHasALineForEachSessionAndDashesForWhatIsNotKnown() {
        window(1, START, 10);

        List<String> lines = board.table().lines().toList();

        assertEquals(4, lines.size(), board.table());
        assertTrue(lines.get(2).contains("no data"), lines.get(2));
        assertTrue(lines.get(3).contains("silent"), lines.get(3));
        assertTrue(lines.get(3).contains("100.00 (72.25-100.00)"), lines.get(3));
        assertTrue(lines.get(3).endsWith("0:10 to 00:00:10"), lines.get(3));
    }

    @Test
    void everythingGoesOnToTheJournal() {
        board.onTiming(0, START, 1, true);
        board.onOneWay(0, START, 1, 2, 3);
        board.onVariation(1, START, 4, true);
        board.onWindow(1, START, 10 * SECOND, figures(0));

        assertEquals(List.of("timing 0", "one-way 0", "ipdv 1", "window 1"), recorded);
    }

    @Test
    void windowsThatNobodyFetchesAreCountedAndStillRecorded() {
        counters.register(SenderCounter.class);
        for (int i = 0; i < 100; i++) {
            board.onWindow(0, START, 10 * SECOND, figures(0));
        }

        assertEquals(100, recorded.size());
        assertEquals(36, counters.get(SenderCounter.WINDOWS_NOT_SHOWN));
        assertFalse(board.json().isEmpty());
    }
}
