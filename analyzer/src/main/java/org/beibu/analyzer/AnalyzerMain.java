package org.beibu.analyzer;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.analyzer.alert.AlertAgent;
import org.beibu.analyzer.alert.Alerts;
import org.beibu.analyzer.alert.Maintenance;
import org.beibu.analyzer.alert.RecentEvents;
import org.beibu.analyzer.export.InfluxExporter;
import org.beibu.analyzer.ingest.Ingest;
import org.beibu.analyzer.ingest.IngestClocks;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublishedStore;
import org.beibu.analyzer.recommend.live.RecommendAgent;
import org.beibu.analyzer.recommend.live.RecommendCounter;
import org.beibu.analyzer.report.live.OpenReports;
import org.beibu.analyzer.slo.SloAgent;
import org.beibu.analyzer.slo.SloCounter;
import org.beibu.analyzer.slo.SloSources;
import org.beibu.analyzer.slo.StoredLosses;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.MinuteFile;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreForecast;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.analyzer.web.ClockCheckedStore;
import org.beibu.analyzer.web.ExitControls;
import org.beibu.analyzer.web.ServiceLevels;
import org.beibu.analyzer.web.TrafficSources;
import org.beibu.analyzer.web.WebServer;
import org.beibu.analyzer.web.WebSources;
import org.beibu.runtime.agents.AgentThread;
import org.beibu.runtime.agents.SlowAgentThread;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalCounter;
import org.beibu.runtime.journal.JournalReader;
import org.jspecify.annotations.Nullable;

/**
 * The map of the analyzer:
 *
 * <pre>
 *   journal ──► ingest ──► store (SQLite) ◄── web reader ◄── WebServer
 *                 │  │         ▲  ▲                              ▲
 *                 │  │         │  └── SLO reader ◄── SloAgent ───┘
 *                 │  │         └── export reader ◄── InfluxExporter
 *                 │  └──► LiveView ──► WebServer
 *                 └──► commits ──► InfluxExporter
 * </pre>
 *
 * <p>Threads: ingest, the exporter's, that of the service levels, that of the recommendations,
 * those of the alerts, the web server's event loop and its store reader. Start and close are called
 * by one thread. Closing goes against the flow: ingest commits what it has read, the exporter sends
 * what that changed, the page goes last.
 */
public final class AnalyzerMain implements AutoCloseable {
    private final AnalyzerConfig config;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final @Nullable ExitControls controls;
    private final LiveView view = new LiveView();
    private final Maintenance maintenance;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private @Nullable WebServer web;

    /** The analyzer without simulated exits. */
    public AnalyzerMain(AnalyzerConfig config, EpochNanoClock clock, Counters counters) {
        this(config, clock, counters, null);
    }

    /** The analyzer of the demo, whose page can change the simulated exits. */
    public AnalyzerMain(
            AnalyzerConfig config,
            EpochNanoClock clock,
            Counters counters,
            @Nullable ExitControls controls) {
        this.config = config;
        this.clock = clock;
        this.counters = counters;
        this.controls = controls;
        this.maintenance = config.maintenance();
    }

    /**
     * Opens the store and starts everything.
     *
     * @throws org.beibu.analyzer.store.StoreException when the store cannot be opened
     * @throws org.beibu.analyzer.web.WebException when the page cannot be served
     */
    public void start() {
        try {
            startAll();
        } catch (RuntimeException e) {
            closeAll(e);
            throw e;
        }
    }

    private void startAll() {
        counters.register(AnalyzerCounter.class);
        counters.register(JournalCounter.class);
        DelayStore store = keep(SqliteDelayStore.open(config.storeFile(), config.retention()));
        SloAgent slo = sloAgent();
        Alerts alerts = alerts(slo);
        WebServer server = keep(webServer(slo, alerts));
        Optional<RecommendAgent> recommend = recommendAgent();
        recommend.ifPresent(agent -> server.recommend(agent::state));
        server.start();
        web = server;

        Ingest ingest =
                new Ingest(
                        new JournalReader(config.shared().journal(), counters),
                        store,
                        liveRecorder(),
                        config.ingest(),
                        new Ingest.Environment(
                                new IngestClocks(SystemNanoClock.INSTANCE, clock), counters));
        config.influx()
                .ifPresent(
                        influx -> {
                            InfluxExporter exporter =
                                    keep(
                                            new InfluxExporter(
                                                    influx,
                                                    names(),
                                                    exportStores(),
                                                    clock,
                                                    counters));
                            ingest.addListener(exporter);
                            exporter.start();
                        });
        ingest.addListener(slo);
        keep(new AgentThread(ingest, counters, AnalyzerCounter.AGENT_ERRORS)).start();
        keep(new SlowAgentThread(slo, counters, SloCounter.ERRORS)).start();
        keep(alerts).start();
        recommend.ifPresent(
                agent ->
                        keep(new SlowAgentThread(agent, counters, RecommendCounter.ERRORS))
                                .start());
    }

    /** The agent of recommendations, where they are wanted. */
    private Optional<RecommendAgent> recommendAgent() {
        if (!config.recommend().enabled()) {
            return Optional.empty();
        }
        counters.register(RecommendCounter.class);
        return Optional.of(
                RecommendAgent.of(
                        config.recommend(),
                        config.shared().catalogue(),
                        keep(reader()),
                        view::snapshot,
                        new RecommendAgent.Kept(
                                config.shared().data(),
                                new RecommendAgent.Environment(
                                        SystemNanoClock.INSTANCE, clock, counters))));
    }

    private Alerts alerts(SloAgent slo) {
        return new Alerts(
                config.alerts(),
                new Alerts.Surroundings(
                        config.web().maxProbeSilence(),
                        config.shared().journal().freeSpaceFloorBytes()),
                new AlertAgent.Sources(
                        slo::view,
                        view,
                        new RecentEvents(keep(reader()), clock)::get,
                        config.shared().data(),
                        this::commitFailures),
                new Alerts.Kept(maintenance, config.alertsFile()),
                new AlertAgent.Environment(SystemNanoClock.INSTANCE, clock, counters));
    }

    private long commitFailures() {
        return counters.snapshot().getOrDefault(AnalyzerCounter.COMMIT_FAILURES.label(), 0L);
    }

    /** The agent of service levels, which alone writes the file of minutes. */
    private SloAgent sloAgent() {
        counters.register(SloCounter.class);
        MinuteFile minutes = keep(MinuteFile.open(config.minuteFile()));
        return new SloAgent(
                sloSources(keep(reader()), Optional.of(minutes)),
                config.slo(),
                new SloAgent.Environment(SystemNanoClock.INSTANCE, clock, counters));
    }

    private SloSources sloSources(SqliteDelayStore reader, Optional<MinuteFile> minutes) {
        return new SloSources(
                PublishedStore.of(reader, config.publication(), clock),
                config.publication(),
                minutes,
                new StoredLosses(reader),
                config.shared().catalogue(),
                maintenance);
    }

    private WebServer webServer(SloAgent slo, Alerts alerts) {
        SqliteDelayStore webReader = keep(reader());
        Optional<MinuteFile> minutes = MinuteFile.openReadOnly(config.minuteFile());
        minutes.ifPresent(this::keep);
        WebSources sources =
                new WebSources(
                        view,
                        PublishedStore.of(webReader, config.publication(), clock),
                        new TrafficSources(webReader, serviceClasses()),
                        webReader,
                        webReader,
                        config.publication(),
                        config.shared().catalogue(),
                        counters,
                        Optional.of(
                                new ServiceLevels(
                                        slo::view,
                                        alerts::state,
                                        sloSources(webReader, minutes),
                                        config.slo())));
        return new WebServer(config.web(), sources, clock, controls)
                .compare(config.segments())
                .report(config.report(), () -> OpenReports.of(config, clock))
                .foretell(() -> StoreForecast.of(config.storeFile(), config.retention()));
    }

    /** Seconds have too few networks to be shown one by one where a rule is in force. */
    private LiveRecorder liveRecorder() {
        LiveRecorder recorder = new LiveRecorder(view, config.liveSeries(), counters);
        recorder.showOnly(series -> config.publication().isExempt(series.method()));
        return recorder;
    }

    private ServiceClassNames serviceClasses() {
        return new ServiceClassNames(config.shared().serviceClassNames());
    }

    private InfluxExporter.Names names() {
        return new InfluxExporter.Names(config.shared().catalogue(), serviceClasses());
    }

    private InfluxExporter.Stores exportStores() {
        SqliteDelayStore store = reader();
        return new InfluxExporter.Stores(
                new ClockCheckedStore(PublishedStore.of(store, config.exportRule(), clock), store),
                store,
                store);
    }

    private SqliteDelayStore reader() {
        return SqliteDelayStore.openReadOnly(config.storeFile());
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    /** Where the page is. */
    public URI webAddress() {
        WebServer server = web;
        if (server == null) {
            throw new IllegalStateException("the analyzer was not started");
        }
        return server.address();
    }

    /** What is happening now. */
    public LiveView live() {
        return view;
    }

    @Override
    public void close() {
        RuntimeException failure = new IllegalStateException("the analyzer did not stop cleanly");
        closeAll(failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    /** Closes what was started, the last first; what goes wrong is added to the failure. */
    private void closeAll(RuntimeException failure) {
        web = null;
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
