package org.beibu.analyzer.alert;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver what is in its outbox, one message at a time, and after a failure tries again
 * with pauses that double. It may wait for its receiver; nobody waits for it.
 */
final class DeliveryAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryAgent.class);
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Receiver receiver;
    private final Outbox outbox;
    private final Pace pace;
    private final NanoClock monotonic;
    private final EpochNanoClock clock;
    private final Counters counters;
    private long nextTryNanos;
    private long nextResendNanos;
    private long pauseNanos = SHORTEST_PAUSE_NANOS;
    private boolean failing;

    /** How often a receiver of the state is told, and the longest pause between attempts. */
    record Pace(long resendNanos, long longestPauseNanos) {}

    DeliveryAgent(Receiver receiver, Outbox outbox, Pace pace, AlertAgent.Environment environment) {
        this.receiver = receiver;
        this.outbox = outbox;
        this.pace = pace;
        this.monotonic = environment.monotonic();
        this.clock = environment.clock();
        this.counters = environment.counters();
        this.nextTryNanos = monotonic.nanoTime();
        this.nextResendNanos = nextTryNanos;
    }

    @Override
    public int doWork() {
        long now = monotonic.nanoTime();
        if (now - nextTryNanos < 0) {
            return 0;
        }
        if (receiver.wantsState()) {
            boolean due = outbox.hasNews() || now - nextResendNanos >= 0;
            return due ? tellState(now) : 0;
        }
        Optional<Alert> next = outbox.next();
        next.ifPresent(alert -> tellTurn(alert, now));
        return next.isPresent() ? 1 : 0;
    }

    private int tellState(long now) {
        nextResendNanos = now + pace.resendNanos();
        List<Alert> alerts = outbox.takeCurrent();
        tell(alerts, now);
        return 1;
    }

    private void tellTurn(Alert alert, long now) {
        if (tell(List.of(alert), now)) {
            outbox.done(alert);
        }
    }

    /** Whether it is not to be told again. */
    private boolean tell(List<Alert> alerts, long now) {
        try {
            receiver.tell(alerts, clock.nanoTime());
            if (!alerts.isEmpty()) {
                counters.addShared(AlertCounter.DELIVERED, 1);
                outbox.succeeded(clock.nanoTime());
            }
            if (failing) {
                LOG.info("{}: takes alerts again", receiver.name());
            }
            failing = false;
            pauseNanos = SHORTEST_PAUSE_NANOS;
            return true;
        } catch (Receiver.RefusedException e) {
            counters.addShared(AlertCounter.REFUSED, 1);
            LOG.warn("{}: {}; that message is given up", receiver.name(), e.getMessage());
            return true;
        } catch (IOException e) {
            failed(e, now);
            return false;
        }
    }

    private void failed(IOException e, long now) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        counters.addShared(AlertCounter.FAILED, 1);
        outbox.failed(why);
        if (!failing) {
            failing = true;
            LOG.warn("{}: {}; alerts wait, trying again", receiver.name(), why);
        }
        nextTryNanos = now + pauseNanos;
        pauseNanos = Math.min(pace.longestPauseNanos(), pauseNanos * 2);
    }

    @Override
    public String roleName() {
        return "beibu-" + receiver.name().split(" ", 2)[0];
    }
}
