package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.model.PathId;
import org.beibu.probe.active.FaultyRelay.Faults;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.reflector.ReflectorPolicy;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sender and reflector with a relay between them whose faults are known. */
@Tag("scenario")
class FaultyRelayTest {
    private static final Faults NONE = new Faults(0, 0, 0);
    private static final Stream STREAM =
            new Stream(Duration.ofMillis(2), false, 0, Duration.ofSeconds(1));

    private final Counters counters = new Counters();

    /** Waits for so many replies and keeps the figures of the end. */
    private static final class Outcome implements SessionSink {
        final CountDownLatch replies;
        final CompletableFuture<SessionFigures> figures = new CompletableFuture<>();

        Outcome(int replies) {
            this.replies = new CountDownLatch(replies);
        }

        @Override
        public void onTiming(int session, long at, long delay, boolean byKernel) {
            replies.countDown();
        }

        @Override
        public void onWindow(int session, long start, long length, SessionFigures window) {
            figures.complete(window);
        }

        void await() throws InterruptedException {
            assertTrue(replies.await(60, TimeUnit.SECONDS), "replies are missing");
        }

        SessionFigures figures() {
            return figures.join();
        }
    }

    private static Reflector reflector(int port) throws IOException {
        Reflector reflector =
                new Reflector(
                        ReflectorConfig.at(new ListenAddress(Address.parse("127.0.0.1"), port))
                                .with(ReflectorPolicy.DEFAULT.withState(true)),
                        new SystemEpochNanoClock(),
                        () -> ClockState.UNSYNCHRONISED,
                        new Counters());
        reflector.start();
        return reflector;
    }

    private SessionSender sender(int port, SessionSink sink) throws IOException {
        SessionConfig session =
                new SessionConfig(
                        new PathId("sg", "exit-a"),
                        Address.parse("127.0.0.1"),
                        port,
                        Steering.NONE,
                        STREAM,
                        KeyRing.NONE);
        SessionSender sender =
                new SessionSender(
                        List.of(session),
                        SessionSenderTest.NO_TRACES,
                        sink,
                        new SessionSender.Clocks(
                                new SystemEpochNanoClock(),
                                SystemNanoClock.INSTANCE,
                                () -> ClockState.UNSYNCHRONISED),
                        counters);
        sender.start();
        return sender;
    }

    /** What a window of the first packets says of faults of these. */
    private SessionFigures figures(Faults forward, Faults backward, FaultyRelay[] made)
            throws Exception {
        Outcome outcome = new Outcome(1_500);
        try (Reflector reflector = reflector(0);
                FaultyRelay relay =
                        new FaultyRelay(reflector.addresses().get(0).port(), forward, backward)) {
            made[0] = relay;
            relay.start();
            try (SessionSender sender = sender(relay.port(), outcome)) {
                assertEquals(1, sender.localPorts().size());
                outcome.await();
            }
        }
        return outcome.figures();
    }

    /** What a fault that befalls one in so many of these packets does to them, by one at most. */
    private static void assertShare(long packets, int every, long found, String what) {
        double expected = (double) packets / every;
        assertTrue(Math.abs(expected - found) <= 1, what + ": " + found + " of " + expected);
    }

    @Test
    void lossAndCopiesAreFoundInTheDirectionInWhichTheyHappened() throws Exception {
        FaultyRelay[] relay = new FaultyRelay[1];
        SessionFigures figures = figures(new Faults(20, 0, 0), new Faults(25, 31, 0), relay);

        assertTrue(figures.isDirectional());
        assertTrue(figures.sent() > 500, "sent " + figures.sent());
        assertShare(figures.sent(), 20, figures.forwardLost(), "lost forward");
        long reflected = figures.sent() - figures.forwardLost();
        assertShare(reflected, 25, figures.backwardLost(), "lost backward");
        assertEquals(0, figures.forwardDuplicates());
        assertTrue(figures.backwardDuplicates() > 10);
        assertEquals(0, figures.reordered());
        assertEquals(
                figures.lost(),
                figures.forwardLost() + figures.backwardLost() + figures.undeterminedLost());
        assertTrue(figures.undeterminedLost() <= 1);
    }

    @Test
    void copiesForwardAreNotTakenForLossBackward() throws Exception {
        FaultyRelay[] relay = new FaultyRelay[1];
        SessionFigures figures = figures(new Faults(0, 10, 0), NONE, relay);

        assertEquals(0, figures.lost());
        assertShare(figures.sent(), 10, figures.duplicates(), "duplicates");
        assertEquals(0, figures.reordered());
    }

    @Test
    void reorderingIsFoundInItsDirection() throws Exception {
        FaultyRelay[] relay = new FaultyRelay[1];
        SessionFigures forward = figures(new Faults(0, 0, 10), NONE, relay);
        SessionFigures backward = figures(NONE, new Faults(0, 0, 10), relay);

        assertEquals(0, forward.lost());
        assertShare(forward.sent(), 10, forward.reordered(), "reordered");
        assertShare(forward.sent(), 10, forward.forwardReordered(), "reordered forward");
        assertEquals(0, forward.backwardReordered());
        assertShare(backward.sent(), 10, backward.reordered(), "reordered");
        assertEquals(0, backward.forwardReordered());
    }

    @Test
    void aReflectorThatIsKilledAndComesBackIsAnsweredAgain() throws Exception {
        Outcome outcome = new Outcome(300);
        int port;
        try (Reflector first = reflector(0)) {
            port = first.addresses().get(0).port();
        }
        try (SessionSender sender = sender(port, outcome)) {
            try (Reflector killed = reflector(port)) {
                assertEquals(1, killed.addresses().size());
                outcome.await();
            }
            awaitMore(SenderCounter.PACKETS_SENT, 200);
            try (Reflector again = reflector(port)) {
                assertEquals(1, again.addresses().size());
                awaitMore(SenderCounter.REPLIES_TIMED, 600);
            }
            assertEquals(1, sender.localPorts().size());
        }

        SessionFigures figures = outcome.figures();
        assertTrue(figures.lost() >= 190, "lost " + figures.lost());
        assertEquals(0, figures.duplicates());
        assertEquals(0, counters.get(SenderCounter.ERRORS));
    }

    private void awaitMore(SenderCounter counter, long more) {
        long wanted = counters.get(counter) + more;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (counters.get(counter) < wanted) {
            assertTrue(System.nanoTime() - end < 0, counter + " stays below " + wanted);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
