package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.model.Address;
import org.beibu.model.PathId;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.dns.DnsQuestion;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TargetBudgetsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Asking DNS = new Asking.Dns(DnsQuestion.parse("./NS", false));
    private static final Asking STAMP = new Asking.Stamp(KeyRing.NONE);

    private static final SessionSink NOBODY =
            new SessionSink() {
                @Override
                public void onTiming(int session, long epoch, long delay, boolean byKernel) {}

                @Override
                public void onWindow(int session, long start, long length, SessionFigures all) {}
            };

    private final TargetBudgets budgets =
            new TargetBudgets(
                    List.of(
                            session("192.0.2.1", 53, DNS),
                            session("192.0.2.1", 5353, DNS),
                            session("192.0.2.1", 862, STAMP),
                            session("192.0.2.2", 862, STAMP)),
                    10);
    private final TargetBudgets.Budget budget = budget("192.0.2.1");

    private static SessionConfig session(String target, int port, Asking asking) {
        return new SessionConfig(
                new PathId("sg", "exit-a"),
                Address.parse(target),
                port,
                Steering.NONE,
                new Stream(Duration.ofMillis(10), false, 0, Duration.ofMillis(500)),
                asking);
    }

    private TargetBudgets.Budget budget(String target) {
        TargetBudgets.Budget found = budgets.to(Address.parse(target));
        assertNotNull(found);
        return found;
    }

    private int taken(long tickNanos) {
        int taken = 0;
        while (budget.take(tickNanos)) {
            taken++;
        }
        return taken;
    }

    @Test
    void sessionsOfAllPortsOfATargetShareOneAndThoseOfReflectorsHaveNone() {
        assertSame(budget, budgets.of(session("192.0.2.1", 53, DNS)));
        assertSame(budget, budgets.of(session("192.0.2.1", 5353, DNS)));
        assertNull(budgets.of(session("192.0.2.1", 862, STAMP)));
        assertNull(budgets.to(Address.parse("192.0.2.2")));
    }

    @Test
    void aSecondsPacketsMayLeaveAtOnceAndThenAsManyAsTimePermits() {
        assertEquals(10, taken(7));
        assertEquals(3, taken(7 + 3 * SECOND / 10));
        assertEquals(10, taken(1_000 * SECOND));
        assertEquals(0, taken(SECOND), "a clock that went back");
        assertEquals(1, taken(SECOND + SECOND / 10));
    }

    @Test
    void packetsOfTracesAreMadeGoodByThoseOfSessions() {
        assertEquals(10, taken(0));
        budget.spend(0);
        budget.spend(0);

        assertFalse(budget.take(2 * SECOND / 10));
        assertTrue(budget.take(3 * SECOND / 10));
        for (int i = 0; i < 1_000; i++) {
            budget.spend(3 * SECOND / 10);
        }
        assertEquals(10, taken(3 * SECOND), "no debt is longer than a second");
    }

    /** The process stands still for two seconds and a half: 250 packets are due at once. */
    @Test
    @Tag("scenario")
    void afterAStandstillATargetGetsNoMoreThanASecondsPackets() throws Exception {
        AtomicLong ahead = new AtomicLong();
        Counters counters = new Counters();
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                SessionSender sender =
                        sender(session("127.0.0.1", silent.getLocalPort(), DNS), ahead, counters)) {
            await(counters, SenderCounter.PACKETS_SENT, 20);
            assertEquals(0, counters.get(SenderCounter.PACKETS_HELD_BACK));
            ahead.set(2_500_000_000L);

            await(counters, SenderCounter.PACKETS_HELD_BACK, 140);

            long held = counters.get(SenderCounter.PACKETS_HELD_BACK);
            assertTrue(held <= 165, held + " held back");
            assertEquals(1, sender.localPorts().size());
        }
    }

    private static SessionSender sender(SessionConfig session, AtomicLong ahead, Counters counters)
            throws IOException {
        SessionSender sender =
                new SessionSender(
                        List.of(session),
                        new SenderLimits(SessionSenderTest.NO_TRACES.traces(), 100),
                        NOBODY,
                        new SessionSender.Clocks(
                                new SystemEpochNanoClock(),
                                () -> System.nanoTime() + ahead.get(),
                                () -> ClockState.UNSYNCHRONISED),
                        counters);
        sender.start();
        return sender;
    }

    private static void await(Counters counters, SenderCounter counter, long count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (counters.get(counter) < count) {
            assertTrue(System.nanoTime() < end, () -> counter + " is " + counters.get(counter));
            Thread.onSpinWait();
        }
    }
}
