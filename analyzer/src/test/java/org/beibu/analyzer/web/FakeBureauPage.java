package org.beibu.analyzer.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.model.Catalogue;
import org.beibu.runtime.counters.Counters;

/**
 * The real web server on a fake bureau that publishes twice a second: for the browser test, and for
 * looking at the page while working on it ({@code main}).
 */
final class FakeBureauPage implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;

    final MemoryDelayStore store = new MemoryDelayStore();
    final MemoryTraffic traffic = new MemoryTraffic();
    final FakeBureau bureau;
    final WebServer server;
    private final LiveView live = new LiveView();
    private final EpochNanoClock clock = new SystemEpochNanoClock();
    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();

    FakeBureauPage(int port, Duration past) {
        Catalogue catalogue = Catalogue.bundled();
        long now = clock.nanoTime();
        FakeBureau before = new FakeBureau(catalogue, Optional.of(store));
        for (long at = now - past.toNanos(); at < now - 120 * SECOND; at += 100 * SECOND) {
            before.generate(at);
        }
        bureau = new FakeBureau(catalogue, Optional.of(store));
        server =
                new WebServer(
                        WebConfig.defaults().at("127.0.0.1", port),
                        new WebSources(
                                live,
                                store,
                                traffic.sources(),
                                PublicationRule.ALL,
                                catalogue,
                                new Counters()),
                        clock,
                        bureau);
    }

    void start() {
        live.publish(bureau.snapshot(clock.nanoTime()));
        server.start();
        ScheduledFuture<?> unused =
                publisher.scheduleAtFixedRate(
                        () -> live.publish(bureau.snapshot(clock.nanoTime())),
                        500,
                        500,
                        TimeUnit.MILLISECONDS);
    }

    /** The only snapshot is this old, as after an hour of a hung analyzer. */
    void startStuck(Duration age) {
        live.publish(bureau.snapshot(clock.nanoTime() - age.toNanos()));
        server.start();
    }

    /** The publisher falls silent, as when the analyzer hangs. */
    void fallSilent() {
        publisher.shutdownNow();
    }

    @Override
    public void close() {
        publisher.shutdownNow();
        server.close();
    }

    /** Serves the fake bureau on the port given, until the process is ended. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        try (FakeBureauPage page =
                new FakeBureauPage(Integer.parseInt(args[0]), Duration.ofMinutes(20))) {
            page.start();
            System.out.println(page.server.address());
            Thread.currentThread().join();
        }
    }
}
