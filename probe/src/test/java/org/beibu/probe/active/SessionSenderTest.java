package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.model.PathId;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.active.metrics.SessionPulse;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.HmacKey;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.trace.TraceLimits;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sender and reflector on loopback. */
@Tag("scenario")
class SessionSenderTest {
    private static final KeyRing KEYS =
            new KeyRing(List.of(HmacKey.parse(1, "000102030405060708090a0b0c0d0e0f")));
    private static final PathId PATH = new PathId("sg", "exit-a");

    static final SenderLimits NO_TRACES =
            new SenderLimits(
                    new TraceSettings(0, Duration.ofMinutes(1), TraceLimits.DEFAULT, true),
                    1_000_000);

    private final Counters counters = new Counters();

    /** Waits for so many timings; the longest delay. */
    private static class Timings implements SessionSink {
        final CountDownLatch wanted;
        final AtomicLong longest = new AtomicLong();
        final AtomicLong userSpace = new AtomicLong();
        final Set<Integer> answered = ConcurrentHashMap.newKeySet();
        final List<SessionFigures> windows = new ArrayList<>();

        Timings(int wanted) {
            this.wanted = new CountDownLatch(wanted);
        }

        @Override
        public void onTiming(int session, long epochNanos, long delayNanos, boolean byKernel) {
            answered.add(session);
            longest.accumulateAndGet(delayNanos, Math::max);
            userSpace.addAndGet(byKernel ? 0 : 1);
            wanted.countDown();
        }

        @Override
        public void onWindow(int session, long start, long length, SessionFigures figures) {
            windows.add(figures);
        }

        void await() throws InterruptedException {
            assertTrue(wanted.await(60, TimeUnit.SECONDS), "replies are missing");
        }
    }

    private Reflector reflector(ReflectorConfig config) throws IOException {
        Reflector reflector =
                new Reflector(
                        config,
                        new SystemEpochNanoClock(),
                        () -> ClockState.UNSYNCHRONISED,
                        new Counters());
        reflector.start();
        return reflector;
    }

    private static ReflectorConfig anyPort() {
        return ReflectorConfig.at(ListenAddress.parse("127.0.0.1:0"));
    }

    private SessionSender sender(List<SessionConfig> sessions, SessionSink sink)
            throws IOException {
        SessionSender sender =
                new SessionSender(
                        sessions,
                        NO_TRACES,
                        sink,
                        new SessionSender.Clocks(
                                new SystemEpochNanoClock(),
                                SystemNanoClock.INSTANCE,
                                () -> ClockState.UNSYNCHRONISED),
                        counters);
        sender.start();
        return sender;
    }

    private static SessionConfig session(Reflector reflector, Stream stream, KeyRing keys) {
        ListenAddress at = reflector.addresses().get(0);
        return new SessionConfig(PATH, at.address(), at.port(), Steering.NONE, stream, keys);
    }

    private static Stream every(int millis) {
        return new Stream(Duration.ofMillis(millis), false, 0, Duration.ofSeconds(3));
    }

    @Test
    void openAndAuthenticatedSessionsAreTimedSideBySide() throws Exception {
        Timings timings = new Timings(300);
        try (Reflector open = reflector(anyPort());
                Reflector closed = reflector(anyPort().authenticated(KEYS));
                SessionSender sender =
                        sender(
                                List.of(
                                        session(open, every(5), KeyRing.NONE),
                                        session(open, every(5), KeyRing.NONE),
                                        session(closed, every(5), KEYS)),
                                timings)) {
            timings.await();
            assertEquals(2, sender.localPorts().size());
        }

        assertEquals(0, counters.get(SenderCounter.REPLIES_UNEXPECTED));
        assertEquals(0, counters.get(SenderCounter.REPLIES_WRONG_KEY));
        assertEquals(0, counters.get(SenderCounter.ERRORS));
        assertTrue(timings.longest.get() < TimeUnit.SECONDS.toNanos(1));
    }

    /** Long before the loss threshold of three seconds. */
    @Test
    void aReflectorThatFallsSilentIsFeltWithinAMoment() throws Exception {
        Timings timings = new Timings(100);
        Reflector open = reflector(anyPort());
        try (SessionSender sender =
                sender(List.of(session(open, every(5), KeyRing.NONE)), timings)) {
            timings.await();
            assertTrue(sender.pulses().get(0).due() >= 50, () -> "few are due");
            assertTrue(sender.pulses().get(0).run() < 4, () -> "a run without reason");
            long silent = System.nanoTime();
            open.close();

            long deadline = silent + TimeUnit.SECONDS.toNanos(30);
            while (sender.pulses().get(0).run() < 10 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            SessionPulse pulse = sender.pulses().get(0);
            assertTrue(pulse.run() >= 10, pulse::toString);
            assertTrue(pulse.runAgeNanos() < System.nanoTime() - silent, pulse::toString);
        } finally {
            open.close();
        }
    }

    /** Only the address differs: the port is that of the target. */
    @Test
    void aReplyFromAnotherAddressThanTheTargetsCountsNothing() throws Exception {
        Timings timings = new Timings(1);
        InetAddress home = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (Reflector open = reflector(anyPort());
                DatagramSocket target = new DatagramSocket(0, home);
                DatagramSocket stranger = new DatagramSocket(target.getLocalPort(), elsewhere)) {
            target.setSoTimeout(30_000);
            stranger.setSoTimeout(30_000);
            SessionConfig session =
                    new SessionConfig(
                            PATH,
                            Address.parse("127.0.0.1"),
                            target.getLocalPort(),
                            Steering.NONE,
                            every(5),
                            KeyRing.NONE);
            try (SessionSender sender = sender(List.of(session), timings)) {
                for (int i = 0; i < 20; i++) {
                    DatagramPacket packet = new DatagramPacket(new byte[128], 128);
                    target.receive(packet);
                    SocketAddress asker = packet.getSocketAddress();
                    packet.setSocketAddress(
                            new InetSocketAddress(home, open.addresses().get(0).port()));
                    stranger.send(packet);
                    stranger.receive(packet);
                    packet.setSocketAddress(asker);
                    stranger.send(packet);
                }
                assertEquals(1, sender.localPorts().size());
            }
        }

        assertEquals(20, counters.get(SenderCounter.REPLIES_UNEXPECTED));
        assertEquals(Set.of(), timings.answered);
    }

    @Test
    void aReplyOfAnotherKeyIsRefused() throws Exception {
        KeyRing other = new KeyRing(List.of(HmacKey.parse(1, "ff0102030405060708090a0b0c0d0e0f")));
        Timings timings = new Timings(20);
        try (Reflector open = reflector(anyPort());
                Reflector closed = reflector(anyPort().authenticated(other));
                SessionSender sender =
                        sender(
                                List.of(
                                        session(open, every(5), KeyRing.NONE),
                                        session(closed, every(5), KEYS)),
                                timings)) {
            timings.await();
            assertEquals(2, sender.localPorts().size());
        }

        assertTrue(counters.get(SenderCounter.PACKETS_SENT) > 30);
        assertEquals(Set.of(0), timings.answered);
    }

    @Test
    void aPauseOfHalfASecondMovesNoDelayAndSkipsNoPacket() throws Exception {
        AtomicBoolean paused = new AtomicBoolean();
        Timings timings =
                new Timings(400) {
                    @Override
                    public void onTiming(int session, long at, long delay, boolean byKernel) {
                        super.onTiming(session, at, delay, byKernel);
                        if (wanted.getCount() == 200 && paused.compareAndSet(false, true)) {
                            long end = System.nanoTime() + 500_000_000L;
                            while (System.nanoTime() - end < 0) {
                                LockSupport.parkNanos(end - System.nanoTime());
                            }
                        }
                    }
                };
        try (Reflector reflector = reflector(anyPort());
                SessionSender sender =
                        sender(
                                IntStream.range(0, 10)
                                        .mapToObj(i -> session(reflector, every(20), KeyRing.NONE))
                                        .toList(),
                                timings)) {
            timings.await();
            assertEquals(1, sender.localPorts().size());
        }

        assertTrue(paused.get());
        assertEquals(0, timings.userSpace.get());
        assertTrue(timings.longest.get() < 100_000_000L, timings.longest + " ns");
        assertEquals(0, counters.get(SenderCounter.PACKETS_SKIPPED));
        assertTrue(counters.get(SenderCounter.PACKETS_BEHIND) > 100);
    }

    @Test
    void thousandFiveHundredSessionsAreSentInTimeByOneThread() throws Exception {
        int sessions = 1_500;
        Timings timings = new Timings(sessions * 10 * 4);
        try (Reflector reflector = reflector(anyPort());
                SessionSender sender =
                        sender(
                                IntStream.range(0, sessions)
                                        .mapToObj(i -> session(reflector, every(100), KeyRing.NONE))
                                        .toList(),
                                timings)) {
            timings.await();
            assertEquals(1, sender.localPorts().size());
        }

        long sent = counters.get(SenderCounter.PACKETS_SENT);
        long behind = counters.get(SenderCounter.PACKETS_BEHIND);
        System.out.printf("%d packets sent, %d more than 1 ms behind%n", sent, behind);
        assertEquals(0, counters.get(SenderCounter.PACKETS_SKIPPED));
        assertEquals(0, counters.get(SenderCounter.REPLIES_USER_SPACE));
        assertTrue(sent >= sessions * 10L * 4); // how many are behind is the machine's load
    }
}
