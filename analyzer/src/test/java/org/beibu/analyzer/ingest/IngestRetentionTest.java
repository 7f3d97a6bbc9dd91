package org.beibu.analyzer.ingest;

import static org.beibu.analyzer.ingest.JournalFixture.SECOND;
import static org.beibu.analyzer.ingest.JournalFixture.START;
import static org.beibu.analyzer.ingest.JournalFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.export.ExportCounter;
import org.beibu.analyzer.export.ExportPace;
import org.beibu.analyzer.export.InfluxApi;
import org.beibu.analyzer.export.InfluxConfig;
import org.beibu.analyzer.export.InfluxExporter;
import org.beibu.analyzer.export.InfluxTarget;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Resolution;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store outlives an outage of InfluxDB only as long as its retention: what then is missing. */
class IngestRetentionTest {
    private static final Series HANOI = series("VN-HAN", "gz-1", Method.HANDSHAKE);
    private static final long MS = 1_000_000;

    @TempDir Path directory;
    private JournalFixture journal;

    @BeforeEach
    void open() {
        journal = new JournalFixture(directory);
    }

    /** An exporter to a server that is not there, and that has confirmed all before this moment. */
    private InfluxExporter exporter(SqliteDelayStore reader, long confirmedBefore)
            throws IOException {
        Path mark = directory.resolve("mark");
        Files.writeString(mark, Long.toString(confirmedBefore));
        ExportPace pace =
                new ExportPace(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        200,
                        500);
        InfluxExporter exporter =
                new InfluxExporter(
                        new InfluxConfig(
                                new InfluxTarget(
                                        URI.create("http://127.0.0.1:" + closedPort()),
                                        InfluxApi.V1,
                                        "beibu",
                                        "",
                                        Optional.empty()),
                                pace,
                                mark),
                        new InfluxExporter.Names(
                                Catalogue.bundled(), new ServiceClassNames(List.of("other"))),
                        new InfluxExporter.Stores(reader, reader, reader),
                        () -> journal.wallNanos,
                        journal.counters);
        exporter.start();
        return exporter;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private long missing() {
        return journal.counters.get(ExportCounter.EXPORT_WINDOWS_EXPIRED);
    }

    @Test
    void anOutageLongerThanTheStoreKeepsIsCountedWindowByWindow()
            throws JournalException, IOException {
        try (JournalWriter writer = journal.writer("p");
                DelayStore store = SqliteDelayStore.open(journal.storeFile());
                InfluxExporter exporter =
                        exporter(
                                SqliteDelayStore.openReadOnly(journal.storeFile()),
                                START + 300 * SECOND);
                Ingest ingest =
                        journal.ingest(
                                journal.reader(), store, new LiveView(), IngestConfig.DEFAULT)) {
            ingest.addListener(exporter);
            for (int i = 0; i < 60; i++) {
                journal.append(writer, HANOI, START + i * 10L * SECOND, 20 * MS);
            }
            writer.flush();
            ingest.drain();

            journal.advance(Duration.ofHours(40).toNanos());
            ingest.doWork();
            assertEquals(0, missing(), "the store still has them");

            journal.advance(Duration.ofHours(20).toNanos());
            ingest.doWork();
            assertEquals(30, missing(), "10 s windows from the mark on");

            journal.advance(Duration.ofDays(40).toNanos());
            ingest.doWork();
            assertEquals(35, missing(), "and five minutes");

            journal.advance(Duration.ofDays(1000).toNanos());
            ingest.doWork();
            assertEquals(35, missing(), "longer windows are not sent to InfluxDB");
            assertEquals(1, store.windows(HANOI, Resolution.DAY, 0, Long.MAX_VALUE).size());
        }
    }
}
