package org.beibu.analyzer.web;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.publish.PublicationRule;

/**
 * The rows of the newest window that may be published, where the live figures of passive methods
 * may not be: read from the store every few seconds. Belongs to the event loop; the store is read
 * on the worker.
 */
final class PublishedRows {
    private static final long INTERVAL_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final WebSources sources;
    private final EpochNanoClock clock;
    private Optional<RoutesView> newest = Optional.empty();

    PublishedRows(WebSources sources, EpochNanoClock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    void start(Vertx vertx, WorkerExecutor worker) {
        if (!sources.publication().isOpen()) {
            refresh(worker);
            vertx.setPeriodic(INTERVAL_MILLIS, id -> refresh(worker));
        }
    }

    private void refresh(WorkerExecutor worker) {
        worker.executeBlocking(this::read).onSuccess(view -> newest = Optional.of(view));
    }

    private RoutesView read() {
        PublicationRule rule = sources.publication();
        long until = rule.completeUntil(clock.nanoTime());
        return StoredRoutes.view(
                sources.store(),
                sources.catalogue(),
                until - rule.window().nanos(),
                until,
                RowChoice.ALL);
    }

    /** The newest view; empty where everything is live, and until the first one was read. */
    Optional<RoutesView> newest() {
        return newest;
    }
}
