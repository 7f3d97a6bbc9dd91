package org.beibu.router.daemon;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.beibu.router.recommendation.MalformedRecommendationException;
import org.beibu.router.recommendation.Recommendation;
import org.beibu.router.recommendation.RecommendationJson;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the analyzer for its recommendations again and again, on a thread of its own. A failure is
 * logged when it begins and when it ends; what the silence means is steering's business.
 */
final class FeedPoller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedPoller.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI feed;
    private final Duration interval;
    private final Consumer<List<Recommendation>> sink;
    private final Counters counters;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread made = new Thread(work, "beibu-feed");
                        made.setDaemon(true);
                        return made;
                    });
    private boolean failing;

    /** A poller that asks nothing yet. */
    FeedPoller(
            URI feed, Duration interval, Consumer<List<Recommendation>> sink, Counters counters) {
        this.feed = feed;
        this.interval = interval;
        this.sink = sink;
        this.counters = counters;
    }

    /** Asks from now on. */
    void start() {
        Future<?> unused =
                thread.scheduleWithFixedDelay(
                        this::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ask() {
        try {
            HttpResponse<byte[]> answer =
                    client.send(
                            HttpRequest.newBuilder(feed).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            sink.accept(RecommendationJson.read(answer.body()));
            counters.addShared(RouterCounter.FEED_READ, 1);
            if (failing) {
                failing = false;
                LOG.info("recommendations: {} answers again", feed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | MalformedRecommendationException | RuntimeException e) {
            counters.addShared(RouterCounter.FEED_FAILURES, 1);
            if (!failing) {
                failing = true;
                LOG.warn("recommendations: {}: {}; trying again", feed, e.toString());
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
