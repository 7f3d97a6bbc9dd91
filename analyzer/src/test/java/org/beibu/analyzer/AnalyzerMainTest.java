package org.beibu.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.web.WebConfig;
import org.beibu.analyzer.web.WebException;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.ClockQuality;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.TimingRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("scenario")
@Timeout(120)
class AnalyzerMainTest {
    private static final AseanRoute ROUTE = Catalogue.bundled().routes().get(0);

    @TempDir Path data;
    private final EpochNanoClock clock = new SystemEpochNanoClock();

    private AnalyzerConfig config() {
        SharedConfig shared = SharedConfig.at(data);
        JournalConfig journal =
                shared.journal().withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
        return AnalyzerConfig.of(shared.withJournal(journal))
                .withWeb(WebConfig.defaults().at("127.0.0.1", 0));
    }

    private void append(int samples) throws JournalException {
        JournalConfig journal = config().shared().journal();
        try (JournalWriter writer = new JournalWriter(journal, "nn-1", clock, new Counters())) {
            writer.start();
            TimingRecord timing = new TimingRecord();
            for (int i = 0; i < samples; i++) {
                writer.append(
                        timing.epochNanos(clock.nanoTime())
                                .delayNanos(20_000_000)
                                .method(Method.HANDSHAKE)
                                .metric(Metric.FAR_ROUND_TRIP)
                                .clockQuality(ClockQuality.SIMULATED)
                                .prefix(0, 0x0000_ffff_c000_0200L, 24)
                                .routeKey(AsciiKey.route(ROUTE.id()))
                                .exitKey(AsciiKey.exitHigh("gz-1"), AsciiKey.exitLow("gz-1")));
            }
        }
    }

    @Test
    void aTimingInTheJournalIsOnThePageAndInTheStore() throws Exception {
        try (AnalyzerMain analyzer = new AnalyzerMain(config(), clock, new Counters())) {
            analyzer.start();
            CountDownLatch seen = new CountDownLatch(1);
            analyzer.live()
                    .addListener(
                            snapshot -> {
                                if (!snapshot.paths().isEmpty()) {
                                    seen.countDown();
                                }
                            });
            append(100);

            assertTrue(seen.await(30, TimeUnit.SECONDS), "no live sample");
            assertTrue(get(analyzer.webAddress(), "api/v1/routes").contains(ROUTE.id()));
            assertTrue(
                    get(analyzer.webAddress(), "metrics").contains("beibu_ingest_samples_total"));

            AnalyzerMain second = new AnalyzerMain(config(), clock, new Counters());
            StoreException refused = assertThrows(StoreException.class, second::start);
            assertEquals(StoreException.Reason.LOCKED, refused.reason());
        }

        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(config().storeFile())) {
            assertEquals(100, store.totalCount());
        }
    }

    @Test
    void aPortInUseIsNamedAndLeavesNothingBehind() {
        try (AnalyzerMain first = new AnalyzerMain(config(), clock, new Counters())) {
            first.start();
            int port = first.webAddress().getPort();
            AnalyzerConfig other =
                    AnalyzerConfig.of(SharedConfig.at(data.resolve("other")))
                            .withWeb(WebConfig.defaults().at("127.0.0.1", port));

            AnalyzerMain second = new AnalyzerMain(other, clock, new Counters());
            WebException refused = assertThrows(WebException.class, second::start);

            assertTrue(String.valueOf(refused.getMessage()).contains(":" + port));
            SqliteDelayStore.open(other.storeFile()).close();
        }
    }

    @Test
    void theOfflineAnalyzerDrainsAndEnds() throws JournalException {
        append(1000);
        try (OfflineAnalyzer analyzer = new OfflineAnalyzer(config(), clock, new Counters())) {
            analyzer.start();
            analyzer.drain();
            assertEquals(1000, analyzer.store().totalCount());
            analyzer.drain();
            assertEquals(1000, analyzer.store().totalCount());
            assertEquals(1000, analyzer.store().position().lastSequence("nn-1"));
        }
    }

    private static String get(URI address, String path) throws Exception {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(address.resolve(path)).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        return response.body();
    }
}
