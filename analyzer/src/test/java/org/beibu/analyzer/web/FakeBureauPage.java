package org.beibu.analyzer.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.alert.AlertsState;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.slo.Exclusions;
import org.beibu.analyzer.slo.LossMinutes;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.analyzer.slo.SloSources;
import org.beibu.analyzer.store.StoreForecast;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;

/**
 * The real web server on a fake bureau that publishes twice a second: for the browser test, and for
 * looking at the page while working on it ({@code main}).
 */
final class FakeBureauPage implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;

    final MemoryDelayStore store = new MemoryDelayStore();
    final MemoryTraffic traffic = new MemoryTraffic();
    final MemoryLosses losses = new MemoryLosses();
    final FakeBureau bureau;
    final WebServer server;
    private final LiveView live = new LiveView();
    private final EpochNanoClock clock = new SystemEpochNanoClock();
    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();

    FakeBureauPage(int port, Duration past) {
        this(port, past, false);
    }

    /** With delays that swing, where they are lively. */
    FakeBureauPage(int port, Duration past, boolean lively) {
        Catalogue catalogue = Catalogue.bundled();
        long now = clock.nanoTime();
        long began = now;
        FakeBureau before = new FakeBureau(catalogue, Optional.of(store));
        if (lively) {
            before.liven();
        }
        for (long at = now - past.toNanos(); at < now - 120 * SECOND; at += 100 * SECOND) {
            before.generate(at);
        }
        bureau = new FakeBureau(catalogue, Optional.of(store));
        if (lively) {
            bureau.liven();
        }
        server =
                new WebServer(
                        WebConfig.defaults().at("127.0.0.1", port),
                        new WebSources(
                                live,
                                store,
                                traffic.sources(),
                                losses,
                                query -> PageFacts.events(query, began),
                                PublicationRule.ALL,
                                catalogue,
                                new Counters(),
                                Optional.of(levels(catalogue))),
                        clock,
                        bureau);
        server.foretell(FakeBureauPage::size);
        server.recommend(() -> PageFacts.recommendations(began));
    }

    /** It will come to a GiB, for which its disk is too small. */
    private static StoreForecast size() {
        StoreForecast.Level level =
                new StoreForecast.Level(
                        "delays", Resolution.HOUR, Duration.ofDays(1), 8 << 20, 102.4);
        return new StoreForecast(40L << 20, 10L << 20, List.of(level));
    }

    /** Active packets of the last minutes: few, many and all lost, and one path not probed. */
    void loseSome() {
        long now = clock.nanoTime();
        String[] exits = {"gz-1", "hk-3", "nn-2"};
        for (int i = 0; i < exits.length; i++) {
            lose(new PathId("VN-HAN", exits[i]), now, 3 * i * i);
            lose(new PathId("SG-SIN", exits[i]), now, i == 2 ? 1_000 : i);
        }
    }

    private void lose(PathId path, long now, int lost) {
        LossSeries series = new LossSeries(path, Method.STAMP, Metric.FAR_ROUND_TRIP);
        LossCounts.Episodes runs = new LossCounts.Episodes(1, lost, lost);
        losses.record(series, now - 60 * SECOND, new LossCounts(1_000, lost, 0, 1, 2, runs));
        losses.record(series, now - 90 * SECOND, new LossCounts(1_000, 0, 0, 0, 0));
        LossCounts forward = new LossCounts(2_000, lost / 2, 0, 0, 0);
        losses.record(series.on(Metric.FORWARD_ONE_WAY), now - 60 * SECOND, forward);
    }

    /** Told anew at each question, since there is no agent that tells them each minute. */
    private ServiceLevels levels(Catalogue catalogue) {
        return new ServiceLevels(
                Optional::empty,
                () -> new AlertsState(0, List.of(), List.of(), List.of()),
                new SloSources(
                        store,
                        PublicationRule.ALL,
                        Optional.empty(),
                        LossMinutes.NONE,
                        catalogue,
                        Exclusions.NONE),
                SloConfig.DEFAULT);
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
            page.loseSome();
            page.start();
            System.out.println(page.server.address());
            Thread.currentThread().join();
        }
    }
}
