package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.events.EventAdditions;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.PathId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsCommandTest {
    private static final long HOUR = 3_600_000_000_000L;

    @TempDir Path directory;
    private Path config;

    @BeforeEach
    void fill() throws IOException {
        config = directory.resolve("beibu.yaml");
        Files.writeString(config, "shared:\n  data: " + directory + "\n");
        long now = new SystemEpochNanoClock().nanoTime();
        try (SqliteDelayStore store =
                SqliteDelayStore.open(directory.resolve(SqliteDelayStore.FILE_NAME))) {
            store.commit(
                    new StoreBatch(
                            List.of(),
                            List.of(),
                            List.of(),
                            new EventAdditions(
                                    List.of(
                                            event("loss", now - 2 * HOUR, "gz-1"),
                                            event("latency-change", now - HOUR, "hk-2"),
                                            event("loss", now - 30 * HOUR, "gz-1")),
                                    List.of(),
                                    List.of()),
                            new JournalPosition(1, Map.of(), Map.of()),
                            now));
        }
    }

    private static PathEvent event(String kind, long at, String exit) {
        return new PathEvent(
                kind,
                at,
                new PathId("VN-HAN", exit),
                "nanning-1",
                "{\"direction\":\"round-trip\",\"lost_in_a_row\":5}");
    }

    /** What a run gave. */
    private record Outcome(int code, String out) {}

    private Outcome events(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "events";
        all[1] = "--config";
        all[2] = config.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            int code =
                    Beibu.commandLine(new FailureReport(false))
                            .setErr(new PrintWriter(new StringWriter()))
                            .execute(all);
            return new Outcome(code, out.toString(UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void theTableHasTheLastDayTheOldestFirst() {
        Outcome outcome = events();

        List<String> lines = outcome.out().lines().toList();
        assertEquals(0, outcome.code());
        assertEquals(3, lines.size());
        assertTrue(lines.get(1).contains("5 packets lost in a row"), lines.get(1));
        assertTrue(lines.get(2).contains("latency-change"), lines.get(2));
    }

    @Test
    void whatTheLiveWatchSawIsInWords() {
        add(
                "level-shift",
                "{\"direction\":\"round-trip\",\"cause\":\"routing step\",\"before_ms\":35.102,"
                        + "\"after_ms\":37.110,\"count\":50,\"window_s\":5.000}");
        add(
                "loss-rate",
                "{\"direction\":\"round-trip\",\"cause\":\"loss\",\"loss\":0.0625,\"lost\":5,"
                        + "\"count\":80,\"window_s\":8.000}");
        add(
                "outage",
                "{\"direction\":\"round-trip\",\"cause\":\"outage\",\"count\":0,\"window_s\":0.900}");

        String text = events("--path", "SG-SIN").out();

        assertTrue(text.contains("35.10 to 37.11 ms, routing step"), text);
        assertTrue(text.contains("5 of 80 packets lost in 8 s"), text);
        assertTrue(text.contains("outage, seen after 0.9 s"), text);
    }

    private void add(String kind, String details) {
        long now = new SystemEpochNanoClock().nanoTime();
        PathEvent event =
                new PathEvent(kind, now - HOUR, new PathId("SG-SIN", "hk-2"), "analyzer", details);
        try (SqliteDelayStore store =
                SqliteDelayStore.open(directory.resolve(SqliteDelayStore.FILE_NAME))) {
            store.commit(
                    new StoreBatch(
                            List.of(),
                            List.of(),
                            List.of(),
                            new EventAdditions(List.of(event), List.of(), List.of()),
                            store.position(),
                            now));
        }
    }

    @Test
    void pathKindAndTimeNarrowIt() {
        assertEquals(2, events("--path", "VN-HAN/gz-1").out().lines().count());
        assertEquals(3, events("--path", "VN-HAN/gz-1", "--from", "-2d").out().lines().count());
        assertEquals(3, events("--kind", "loss", "--from", "-2d").out().lines().count());
        assertTrue(events("--json").out().contains("\"schema\" : \"beibu/path-events/v1\""));
    }

    @Test
    void nothingFoundHasItsExitCodeAndAWrongMomentItsOwn() {
        assertEquals(ExitCode.NO_DATA, events("--path", "SG-SIN").code());
        assertEquals(ExitCode.USAGE, events("--from", "yesterday").code());
        assertEquals(ExitCode.USAGE, events("--from", "-1h", "--to", "-2h").code());
    }
}
