package org.beibu.analyzer.export;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.analyzer.ingest.CommitListener;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.LossStore;
import org.beibu.analyzer.store.TrafficStore;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.model.Catalogue;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every changed 10 s and 1 min window to InfluxDB; see the package for how. It starts and
 * runs whether the server is there or not.
 *
 * <p>{@link #onCommit} is called by the ingest thread and only queues names; everything else
 * happens on the exporter's own thread.
 */
public final class InfluxExporter implements CommitListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InfluxExporter.class);
    private static final Duration LAST_SENDING = Duration.ofSeconds(5);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
    private static final int IDLE_MILLIS = 50;

    private final InfluxConfig config;
    private final DelayStore store;
    private final Counters counters;
    private final ExportQueue queue;
    private final PointWriter writer;
    private final ExportAgent agent;
    private final Set<String> errorsLogged = new HashSet<>();

    /** The mark of which it was said that windows behind it are gone; of the ingest thread. */
    private long expiredLoggedMark = Long.MIN_VALUE;

    private @Nullable AgentRunner runner;

    /**
     * @param stores a reader of the store for this exporter alone; closed with it
     * @param wallClock tells where the backfill ends
     */
    public InfluxExporter(
            InfluxConfig config,
            Names names,
            Stores stores,
            EpochNanoClock wallClock,
            Counters counters) {
        ExportPace pace = config.pace();
        this.config = config;
        this.store = stores.delays();
        this.counters = counters;
        this.queue = new ExportQueue(pace.queuedWindows());
        this.writer = new InfluxWriter(config);
        BatchReader reader =
                new BatchReader(
                        stores,
                        new BatchReader.Encoders(
                                new LatencyPoints(names.catalogue()),
                                new TrafficPoints(names.serviceClasses())),
                        pace.batchPoints(),
                        counters);
        ChangedWindows changed =
                new ChangedWindows(pace.queuedWindows(), pace.interval().toNanos());
        Backoff backoff =
                new Backoff(SHORTEST_WAIT.toNanos(), pace.longestWait().toNanos(), new Random());
        this.agent =
                new ExportAgent(
                        new UnsentWindows(queue, changed, reader, counters),
                        new Delivery(writer, backoff, counters),
                        new ExportMark(config.markFile()),
                        new ExportAgent.Environment(
                                SystemNanoClock.INSTANCE,
                                wallClock,
                                counters,
                                LAST_SENDING.toNanos()));
    }

    /**
     * What points are named by.
     *
     * @param catalogue the routes
     * @param serviceClasses the classes of traffic
     */
    public record Names(Catalogue catalogue, ServiceClassNames serviceClasses) {}

    /**
     * The sides of the store.
     *
     * @param delays closed with the exporter
     * @param traffic not closed; may be the same object
     * @param losses likewise
     */
    public record Stores(DelayStore delays, TrafficStore traffic, LossStore losses) {}

    /** Starts the thread, which begins with what the run before may have left unsent. */
    public void start() {
        counters.register(ExportCounter.class);
        agent.resume(config.pace().backfill().toNanos());
        runner =
                new AgentRunner(
                        new SleepingMillisIdleStrategy(IDLE_MILLIS), this::failed, null, agent);
        AgentRunner.startOnThread(runner);
        LOG.info("exporting to InfluxDB at {}", config.target());
    }

    @Override
    public void onCommit(List<CommittedWindow> changed) {
        for (CommittedWindow committed : changed) {
            Window window = committed.stored().window();
            if (LatencyPoints.EXPORTED.contains(window.resolution())
                    && !queue.offer(new WindowKey(committed.series(), window))) {
                counters.addShared(ExportCounter.EXPORT_WINDOWS_POSTPONED, 1);
            }
        }
    }

    @Override
    public void onTraffic(Collection<Window> changed) {
        offer(Subject.ALL_TRAFFIC, changed);
    }

    @Override
    public void onLosses(Collection<Window> changed) {
        offer(Subject.ALL_LOSSES, changed);
    }

    @Override
    public long neededFromNanos() {
        return agent.confirmedBeforeNanos();
    }

    /** These are missing in InfluxDB for good: each is counted, and a line tells since when. */
    @Override
    public void onExpired(Map<Resolution, Long> windows) {
        Map<Resolution, Long> missing = new EnumMap<>(Resolution.class);
        missing.putAll(windows);
        missing.keySet().retainAll(LatencyPoints.EXPORTED);
        missing.values().forEach(n -> counters.addShared(ExportCounter.EXPORT_WINDOWS_EXPIRED, n));
        long mark = agent.confirmedBeforeNanos();
        if (!missing.isEmpty() && mark != expiredLoggedMark) {
            expiredLoggedMark = mark;
            LOG.warn(
                    "InfluxDB export: retention deletes windows that InfluxDB has not taken, first"
                            + " {}: nothing since {} is confirmed; raise analyzer.store.keep_10s"
                            + " and keep_1m to bridge longer outages",
                    missing,
                    Instant.ofEpochSecond(0, mark));
        }
    }

    private void offer(Subject subject, Collection<Window> changed) {
        for (Window window : changed) {
            if (LatencyPoints.EXPORTED.contains(window.resolution())
                    && !queue.offer(new WindowKey(subject, window))) {
                counters.addShared(ExportCounter.EXPORT_WINDOWS_POSTPONED, 1);
            }
        }
    }

    /** Sends what changed last, for a bounded time, and ends the thread. */
    @Override
    public void close() {
        if (runner != null) {
            Duration bound = LAST_SENDING.plus(config.pace().timeout());
            runner.close((int) bound.toMillis(), thread -> thread.interrupt());
            runner = null;
        }
        writer.close();
        store.close();
    }

    private void failed(Throwable error) {
        counters.increment(ExportCounter.EXPORT_ERRORS);
        if (errorsLogged.add(error.getClass().getName())) {
            LOG.error("InfluxDB export failed", error);
        }
    }
}
