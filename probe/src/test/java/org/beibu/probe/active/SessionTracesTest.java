package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.model.PathId;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.trace.TraceLimits;
import org.beibu.probe.trace.TraceResult;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.PathEventKind;
import org.beibu.runtime.journal.PathEventRecord;
import org.beibu.runtime.journal.TraceOutcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events of sessions to a port where nobody listens, and the traces that they ask for. */
@Tag("scenario")
class SessionTracesTest {
    private static final Stream STREAM =
            new Stream(Duration.ofMillis(20), false, 0, Duration.ofMillis(200));

    private final Counters counters = new Counters();

    /** Waits for so many events and traces. */
    private static final class Noticed implements SessionSink {
        final CountDownLatch events;
        final CountDownLatch traces;
        final List<Long> eventTimes = Collections.synchronizedList(new ArrayList<>());
        final List<Long> traced = Collections.synchronizedList(new ArrayList<>());
        final List<TraceResult> results = Collections.synchronizedList(new ArrayList<>());

        Noticed(int events, int traces) {
            this.events = new CountDownLatch(events);
            this.traces = new CountDownLatch(traces);
        }

        @Override
        public void onTiming(int session, long epochNanos, long delayNanos, boolean byKernel) {}

        @Override
        public void onWindow(int session, long start, long length, SessionFigures figures) {}

        @Override
        public void onPathEvent(
                int session, long epochNanos, PathEventKind kind, PathEventRecord.Change change) {
            if (kind == PathEventKind.LOSS) {
                eventTimes.add(epochNanos);
                events.countDown();
            }
        }

        @Override
        public void onTrace(int session, long eventNanos, int sourcePort, TraceResult result) {
            traced.add(eventNanos);
            results.add(result);
            traces.countDown();
        }

        void await() throws InterruptedException {
            assertTrue(events.await(60, TimeUnit.SECONDS), "events are missing");
            assertTrue(traces.await(60, TimeUnit.SECONDS), "traces are missing");
        }
    }

    /** A port of this host where nobody listens. */
    private static int closedPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static SessionConfig session(String exit, int port) {
        return new SessionConfig(
                new PathId("sg", exit),
                Address.parse("127.0.0.1"),
                port,
                Steering.NONE,
                STREAM,
                new Asking.Stamp(KeyRing.NONE));
    }

    private SessionSender sender(List<SessionConfig> sessions, int perMinute, SessionSink sink)
            throws IOException {
        SessionSender sender =
                new SessionSender(
                        sessions,
                        new SenderLimits(
                                new TraceSettings(
                                        perMinute,
                                        Duration.ofMinutes(1),
                                        TraceLimits.DEFAULT,
                                        true),
                                100),
                        sink,
                        new SessionSender.Clocks(
                                new SystemEpochNanoClock(),
                                SystemNanoClock.INSTANCE,
                                () -> ClockState.UNSYNCHRONISED),
                        counters);
        sender.start();
        return sender;
    }

    @Test
    void lossesAreAnEventWithATraceThatFindsThePortClosed() throws Exception {
        Noticed noticed = new Noticed(1, 1);
        try (SessionSender sender = sender(List.of(session("a", closedPort())), 6, noticed)) {
            noticed.await();
            assertEquals(1, sender.localPorts().size());
        }

        assertEquals(noticed.eventTimes, noticed.traced);
        TraceResult result = noticed.results.get(0);
        assertEquals(TraceOutcome.REACHED, result.outcome());
        assertEquals(1, result.length());
        assertEquals("127.0.0.1", result.hops().get(0).answer().orElseThrow().address().toString());
        assertTrue(counters.get(SenderCounter.ICMP_ERRORS) >= 3);
        assertEquals(0, counters.get(SenderCounter.PACKETS_NOT_SENT), "errors fail no packet");
        assertEquals(0, counters.get(SenderCounter.ERRORS));
    }

    @Test
    void eachPathIsTracedOnceInItsTimeAndTheLimitHoldsForAll() throws Exception {
        Noticed noticed = new Noticed(4, 2);
        int port = closedPort();
        try (SessionSender sender =
                sender(
                        List.of(
                                session("a", port),
                                session("a", port),
                                session("b", port),
                                session("c", port)),
                        2,
                        noticed)) {
            noticed.await();
            assertEquals(1, sender.localPorts().size());
        }

        assertEquals(4, noticed.eventTimes.stream().distinct().count(), "no time twice");
        assertEquals(2, noticed.results.size());
        assertEquals(2, counters.get(SenderCounter.TRACES_REFUSED));
        assertEquals(2, counters.get(SenderCounter.TRACES_MADE));
    }

    @Test
    void noTraceIsMadeWhereNoneIsWanted() throws Exception {
        Noticed noticed = new Noticed(1, 0);
        try (SessionSender sender = sender(List.of(session("a", closedPort())), 0, noticed)) {
            noticed.await();
            assertEquals(1, sender.localPorts().size());
        }
        assertEquals(0, counters.get(SenderCounter.TRACES_MADE));
        assertEquals(0, counters.get(SenderCounter.TRACES_REFUSED));
    }
}
