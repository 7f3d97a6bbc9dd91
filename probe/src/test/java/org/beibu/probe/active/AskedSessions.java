package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.model.PathId;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.stamp.ClockState;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Assumptions;

/** Sessions at work on loopback, and what they found. */
public final class AskedSessions implements SessionSink, AutoCloseable {
    private static final PathId PATH = new PathId("sg", "exit-a");

    public final Counters counters = new Counters();
    public final List<Long> delays = new CopyOnWriteArrayList<>();
    public final List<Integer> sessions = new CopyOnWriteArrayList<>();
    public final List<Long> times = new CopyOnWriteArrayList<>();
    public final List<SessionFigures> windows = new CopyOnWriteArrayList<>();
    private final CountDownLatch wanted;
    private final SessionSender sender;
    private final AtomicLong userSpace = new AtomicLong();

    private AskedSessions(int timings, List<SessionConfig> sessions) {
        wanted = new CountDownLatch(timings);
        sender =
                new SessionSender(
                        sessions,
                        SessionSenderTest.NO_TRACES,
                        this,
                        new SessionSender.Clocks(
                                new SystemEpochNanoClock(),
                                SystemNanoClock.INSTANCE,
                                () -> ClockState.UNSYNCHRONISED),
                        counters);
    }

    /**
     * Starts sessions of which so many timings are wanted; skips the test where that is not
     * permitted.
     */
    public static AskedSessions startOrSkip(int timings, SessionConfig... sessions) {
        AskedSessions asked = new AskedSessions(timings, Arrays.asList(sessions));
        try {
            asked.sender.start();
        } catch (IOException e) {
            Assumptions.abort(e.getMessage());
        }
        return asked;
    }

    /** A session of this kind with a packet each so many milliseconds. */
    public static SessionConfig session(String target, int port, int millis, Asking asking) {
        return session(target, port, millis, Duration.ofMillis(900), asking);
    }

    /** The same with this loss threshold. */
    public static SessionConfig session(
            String target, int port, int millis, Duration threshold, Asking asking) {
        return new SessionConfig(
                PATH,
                Address.parse(target),
                port,
                Steering.NONE,
                new Stream(Duration.ofMillis(millis), false, 0, threshold),
                asking);
    }

    @Override
    public void onTiming(int session, long epochNanos, long delayNanos, boolean byKernel) {
        sessions.add(session);
        times.add(epochNanos);
        delays.add(delayNanos);
        userSpace.addAndGet(byKernel ? 0 : 1);
        wanted.countDown();
    }

    @Override
    public void onWindow(int session, long start, long length, SessionFigures figures) {
        windows.add(figures);
    }

    /** Waits for the timings that are wanted. */
    public void await() throws InterruptedException {
        assertTrue(wanted.await(60, TimeUnit.SECONDS), () -> "timings are missing: " + delays);
    }

    /** Timings by stamps of this process. */
    public long userSpace() {
        return userSpace.get();
    }

    /** By which numbers the packets are known. */
    public SessionPorts.Numbers numbers() {
        return sender.numbers();
    }

    @Override
    public void close() {
        sender.close();
    }
}
