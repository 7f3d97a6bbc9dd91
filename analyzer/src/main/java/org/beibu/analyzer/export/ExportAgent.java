package org.beibu.analyzer.export;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.analyzer.store.StoreException;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The export thread's work: takes names of changed windows, reads from the store what is due, sends
 * one batch at a time. Fresh changes go before backfill.
 *
 * <p>A batch is read after the one before it has left, so what a later request says about a window
 * is never older than what an earlier one said.
 */
final class ExportAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(ExportAgent.class);

    /** How often the mark may move forward. */
    private static final long MARK_FORWARD_NANOS = 10_000_000_000L;

    /** How often it is looked at, and so how long it may stay too far forward. */
    private static final long MARK_CHECK_NANOS = 1_000_000_000L;

    /** How far behind the mark a restart begins: as late as samples may come unnoticed by it. */
    private static final long MARK_MARGIN_NANOS = 600_000_000_000L;

    private final UnsentWindows unsent;
    private final Delivery delivery;
    private final ExportMark mark;
    private final Environment environment;

    private volatile long markNanos;
    private long markWrittenAtNanos;
    private long markCheckedAtNanos;
    private boolean storeFailureLogged;
    private boolean markFailureLogged;

    /** What the agent needs of the world around it. */
    record Environment(
            NanoClock clock, EpochNanoClock wallClock, Counters counters, long lastSendingNanos) {}

    ExportAgent(UnsentWindows unsent, Delivery delivery, ExportMark mark, Environment environment) {
        this.unsent = unsent;
        this.delivery = delivery;
        this.mark = mark;
        this.environment = environment;
    }

    /** Asks for what the run before may have left unsent. Before the thread starts. */
    void resume(long backfillNanos) {
        long wallNow = environment.wallClock.nanoTime();
        markNanos = wallNow - backfillNanos;
        long from = markNanos;
        try {
            OptionalLong marked = mark.read();
            if (marked.isPresent()) {
                markNanos = marked.getAsLong();
                from = markNanos - MARK_MARGIN_NANOS;
            } else {
                mark.write(markNanos);
            }
        } catch (IOException e) {
            markFailed(e);
        }
        unsent.resend(from, wallNow + MARK_MARGIN_NANOS);
        markWrittenAtNanos = environment.clock.nanoTime() - MARK_FORWARD_NANOS;
        markCheckedAtNanos = markWrittenAtNanos;
    }

    /** Windows that start before this moment are in InfluxDB. For any thread. */
    long confirmedBeforeNanos() {
        return markNanos;
    }

    @Override
    public int doWork() {
        long now = environment.clock.nanoTime();
        int work = unsent.takeNames(now);
        if (delivery.mayTry(now)) {
            work += send(now);
        }
        if (now - markCheckedAtNanos >= MARK_CHECK_NANOS) {
            markCheckedAtNanos = now;
            moveMark(now);
        }
        return work;
    }

    private int send(long now) {
        try {
            if (delivery.isEmpty()) {
                unsent.next(now).ifPresent(delivery::add);
                storeFailureLogged = false;
            }
            if (delivery.isEmpty()) {
                return 0;
            }
            delivery.attempt(now);
            return 1;
        } catch (StoreException e) {
            storeFailed(e);
            delivery.pause(now, 0);
            return 0;
        } catch (RuntimeException e) {
            delivery.pause(now, 0);
            throw e;
        }
    }

    /** The last sending: everything that changed, due or not, while time allows. */
    @Override
    public void onClose() {
        long now = environment.clock.nanoTime();
        long deadline = now + environment.lastSendingNanos;
        unsent.takeNames(now);
        try {
            while (environment.clock.nanoTime() - deadline < 0) {
                if (delivery.isEmpty()) {
                    Optional<Batch> last = unsent.nextAtEnd(now);
                    if (last.isEmpty()) {
                        break;
                    }
                    delivery.add(last.get());
                }
                if (!delivery.attempt(now)) {
                    break;
                }
            }
        } catch (StoreException e) {
            storeFailed(e);
        }
        markWrittenAtNanos = now - MARK_FORWARD_NANOS;
        moveMark(now);
        if (!delivery.isEmpty() || !unsent.isEmpty()) {
            LOG.info("InfluxDB export: some windows are unsent; the next start sends them");
        }
    }

    /**
     * Writes down before which moment everything is confirmed. A window named in the future (a
     * wrong clock) must not carry the mark there.
     */
    private void moveMark(long now) {
        long earliestUnsent = Math.min(unsent.earliestStartNanos(), delivery.earliestStartNanos());
        long reached = Math.min(delivery.latestConfirmedNanos(), environment.wallClock.nanoTime());
        long next = Math.min(earliestUnsent, Math.max(markNanos, reached));
        boolean forward = next > markNanos && now - markWrittenAtNanos >= MARK_FORWARD_NANOS;
        if (!forward && next >= markNanos) {
            return;
        }
        try {
            mark.write(next);
            markNanos = next;
            markWrittenAtNanos = now;
        } catch (IOException e) {
            markFailed(e);
        }
    }

    private void storeFailed(StoreException e) {
        environment.counters.increment(ExportCounter.EXPORT_FAILED_STORE);
        if (!storeFailureLogged) {
            storeFailureLogged = true;
            LOG.warn("InfluxDB export cannot read the store: {}", e.getMessage());
        }
    }

    private void markFailed(IOException e) {
        environment.counters.increment(ExportCounter.EXPORT_FAILED_MARK);
        if (!markFailureLogged) {
            markFailureLogged = true;
            LOG.warn("InfluxDB export cannot keep its mark: {}", e.toString());
        }
    }

    @Override
    public String roleName() {
        return "influx-export";
    }
}
