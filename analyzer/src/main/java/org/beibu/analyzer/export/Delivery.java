package org.beibu.analyzer.export;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches in order, each until it is confirmed or refused for good; after a failure it waits.
 * A kind of failure is logged once until a batch gets through again. Owned by the export thread.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final PointWriter writer;
    private final Backoff backoff;
    private final Counters counters;
    private final Deque<Batch> outbox = new ArrayDeque<>();
    private final Set<WriteResult> logged = EnumSet.noneOf(WriteResult.class);
    private long failures;
    private boolean waiting;
    private long notBeforeNanos;
    private long latestConfirmedNanos = Long.MIN_VALUE;

    Delivery(PointWriter writer, Backoff backoff, Counters counters) {
        this.writer = writer;
        this.backoff = backoff;
        this.counters = counters;
    }

    void add(Batch batch) {
        outbox.add(batch);
    }

    /** Whether another batch may be added: none waits. */
    boolean isEmpty() {
        return outbox.isEmpty();
    }

    /** Whether the time of the next attempt has come. */
    boolean mayTry(long nowNanos) {
        return !waiting || nowNanos - notBeforeNanos >= 0;
    }

    /** Start of the earliest window that waits, or {@code Long.MAX_VALUE}. */
    long earliestStartNanos() {
        return outbox.stream().mapToLong(Batch::earliestStartNanos).min().orElse(Long.MAX_VALUE);
    }

    /** Start of the latest window that was confirmed, or {@code Long.MIN_VALUE}. */
    long latestConfirmedNanos() {
        return latestConfirmedNanos;
    }

    /** Puts off the next attempt. */
    void pause(long nowNanos, long atLeastNanos) {
        waiting = true;
        notBeforeNanos = nowNanos + Math.max(backoff.nextNanos(), atLeastNanos);
    }

    /**
     * Makes one attempt with the first batch.
     *
     * @return whether the batch left: confirmed, refused for good, or cut in half
     */
    boolean attempt(long nowNanos) {
        Batch batch = outbox.element();
        WriteOutcome outcome = writer.write(batch.points());
        counters.increment(outcome.result().counter());
        return switch (outcome.result()) {
            case WRITTEN -> confirmed(batch);
            case TOO_LARGE -> batch.points().size() > 1 ? halved(outcome) : givenUp(batch, outcome);
            case REFUSED -> givenUp(batch, outcome);
            case UNREACHABLE, SERVER_ERROR, THROTTLED, UNAUTHORISED, NOT_FOUND ->
                    failed(outcome, nowNanos);
        };
    }

    private boolean confirmed(Batch batch) {
        outbox.remove();
        counters.add(ExportCounter.EXPORT_POINTS_WRITTEN, batch.points().size());
        counters.add(ExportCounter.EXPORT_WINDOWS_WRITTEN, batch.windows());
        latestConfirmedNanos = Math.max(latestConfirmedNanos, batch.latestStartNanos());
        if (failures > 0) {
            LOG.info("InfluxDB takes points again after {} failed attempts", failures);
        }
        failures = 0;
        logged.clear();
        waiting = false;
        backoff.reset();
        return true;
    }

    private boolean halved(WriteOutcome outcome) {
        logOnce(outcome);
        List<Batch> halves = outbox.remove().halves();
        outbox.addFirst(halves.get(1));
        outbox.addFirst(halves.get(0));
        return true;
    }

    private boolean givenUp(Batch batch, WriteOutcome outcome) {
        logOnce(outcome);
        outbox.remove();
        counters.add(ExportCounter.EXPORT_POINTS_GIVEN_UP, batch.points().size());
        return true;
    }

    private boolean failed(WriteOutcome outcome, long nowNanos) {
        failures++;
        logOnce(outcome);
        pause(nowNanos, outcome.retryAfterNanos());
        return false;
    }

    private void logOnce(WriteOutcome outcome) {
        if (logged.add(outcome.result())) {
            LOG.warn(
                    "InfluxDB export: {}: {}: {}",
                    outcome.result(),
                    outcome.detail(),
                    outcome.result().advice());
        }
    }
}
