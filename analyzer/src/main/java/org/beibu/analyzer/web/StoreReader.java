package org.beibu.analyzer.web;

import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/**
 * Answers requests that need the store: reading and encoding happen on one worker thread, so that
 * the event loop only hands over text, and few requests may wait for it, so that a burst of large
 * ones cannot keep {@code /health} waiting for long. Methods are called on the event loop, which
 * owns the count.
 */
final class StoreReader {
    /** How many requests may wait; further ones are refused with 503. */
    static final int MOST_WAITING = 8;

    private final WorkerExecutor worker;
    private int waiting;

    StoreReader(WorkerExecutor worker) {
        this.worker = worker;
    }

    /**
     * Answers with the text that the work gives on the worker thread.
     *
     * @throws ProblemException 503 when too many requests wait already
     */
    void answer(RoutingContext context, CharSequence contentType, Callable<String> work) {
        if (waiting >= MOST_WAITING) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            throw new ProblemException(
                    503,
                    MOST_WAITING + " requests wait for the store already",
                    context.request().path(),
                    "try again in a second, with a shorter time range");
        }
        waiting++;
        worker.executeBlocking(work)
                .onComplete(done -> waiting--)
                .onFailure(context::fail)
                .onSuccess(
                        text ->
                                context.response()
                                        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                                        .end(text));
    }

    /** The worker, for what may always wait. */
    WorkerExecutor worker() {
        return worker;
    }
}
