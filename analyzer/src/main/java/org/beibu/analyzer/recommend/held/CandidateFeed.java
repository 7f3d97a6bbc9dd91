package org.beibu.analyzer.recommend.held;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the router adapter every two seconds what the routers hold, without waiting for the answer.
 * What is older than {@link #STALE_NANOS} is not given out any more: routers may have changed their
 * minds.
 *
 * <p>Belongs to one thread; only the answers come on another.
 */
public final class CandidateFeed {
    /** An answer counts for so long. */
    static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(CandidateFeed.class);

    private final URI uri;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private @Nullable CompletableFuture<HttpResponse<byte[]>> asked;
    private @Nullable Candidates newest;
    private String complaint = "it has not answered yet";
    private boolean failing;
    private boolean begun;
    private long askedNanos;
    private long newestNanos;

    /** A feed that has asked nothing yet. */
    public CandidateFeed(URI uri) {
        this.uri = uri;
    }

    /**
     * Takes an answer that has come and asks again when it is time.
     *
     * @param now monotonic nanoseconds
     */
    public void poll(long now) {
        CompletableFuture<HttpResponse<byte[]>> waiting = asked;
        if (waiting != null && waiting.isDone()) {
            asked = null;
            take(waiting);
        }
        if (asked == null && (!begun || now - askedNanos >= INTERVAL_NANOS)) {
            begun = true;
            askedNanos = now;
            asked =
                    client.sendAsync(
                            HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private void take(CompletableFuture<HttpResponse<byte[]>> answer) {
        try {
            HttpResponse<byte[]> response = answer.join();
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            newest = Candidates.read(response.body());
            newestNanos = askedNanos;
            if (failing) {
                failing = false;
                LOG.info("candidates: {} answers again", uri);
            }
        } catch (CompletionException e) {
            failed(String.valueOf(e.getCause()));
        } catch (IOException e) {
            failed(String.valueOf(e.getMessage()));
        }
    }

    private void failed(String what) {
        complaint = what;
        if (!failing) {
            failing = true;
            LOG.warn("candidates: {}: {}; trying again", uri, what);
        }
    }

    /** What the routers held when it was asked for last; empty when that is too long ago. */
    public Optional<Candidates> newest(long now) {
        return now - newestNanos > STALE_NANOS ? Optional.empty() : Optional.ofNullable(newest);
    }

    /** Why there are none. */
    public String complaint() {
        return "the router adapter does not say what the routers hold ("
                + uri
                + ": "
                + complaint
                + ")";
    }
}
