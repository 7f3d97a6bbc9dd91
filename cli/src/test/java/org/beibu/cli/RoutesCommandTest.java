package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {
    /** 2015-05-01T00:00:00Z. */
    private static final long CAPTURED = 1_430_438_400_000_000_000L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private final PrintStream before = System.out;

    @TempDir private Path data;

    @BeforeEach
    void redirect() {
        System.setOut(new PrintStream(out, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(before);
    }

    private int run(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "routes";
        all[1] = "--data";
        all[2] = data.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return Beibu.commandLine(new FailureReport(false))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private void fill() throws IOException {
        DelayHistogram hundred = new DelayHistogram();
        for (int i = 1; i <= 100; i++) {
            hundred.record(40_000_000L + i * 100_000L);
        }
        Series series =
                new Series(
                        new PathId("SG-SIN", "hk-3"),
                        Method.HANDSHAKE,
                        Metric.FAR_ROUND_TRIP,
                        QualityClass.CLEAN);
        DelayHistogram thirty = new DelayHistogram();
        for (int i = 0; i < 30; i++) {
            thirty.record(70_000_000L);
        }
        Series ambiguous =
                new Series(series.path(), series.method(), series.metric(), QualityClass.AMBIGUOUS);
        Files.createDirectories(data.resolve("store"));
        try (DelayStore store = SqliteDelayStore.open(data.resolve("store/beibu.sqlite"))) {
            store.commit(
                    new StoreBatch(
                            List.of(
                                    new StoreBatch.Addition(series, CAPTURED, hundred),
                                    new StoreBatch.Addition(ambiguous, CAPTURED, thirty)),
                            JournalPosition.START,
                            CAPTURED));
        }
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    @Test
    void tableListsEveryRouteWithFiguresOrNoData() throws IOException {
        fill();

        assertEquals(ExitCode.OK, run(), err::toString);

        String singapore =
                printed().lines().filter(line -> line.startsWith("SG-SIN")).findFirst().orElse("");
        assertTrue(
                singapore.matches(
                        "SG-SIN +Singapore +Singapore +hk-3 +handshake +clean +100 +77% +45\\.\\d+ +49\\.\\d+ .*"
                                + " 23\\.8\\d\\d +1\\.8\\d .*2015-05-01T00:00:00Z"),
                singapore);
        assertEquals(15 + 2, printed().lines().count());
        assertEquals(14, printed().lines().filter(line -> line.contains("no data")).count());
    }

    @Test
    void jsonHasItsSchemaAndNullWhereNothingIsKnown() throws IOException {
        fill();

        assertEquals(ExitCode.OK, run("--json"), err::toString);

        JsonNode json = new ObjectMapper().readTree(printed());
        assertEquals("beibu/routes/v1", json.get("schema").asText());
        assertEquals(16, json.get("rows").size(), "both classes of Singapore");
        JsonNode hanoi = json.get("rows").get(0);
        assertEquals("no-data", hanoi.get("state").asText());
        assertTrue(hanoi.get("p50_ns").isNull());
        assertEquals("", err.toString());
    }

    @Test
    void storeWithoutTimingsInTheSpanEndsWithCodeThree() throws IOException {
        fill();

        assertEquals(ExitCode.NO_DATA, run("--since", "1h"));

        assertTrue(err.toString().contains("in the last 1h: try a longer --since"), err.toString());
        assertTrue(printed().contains("no data"));
    }

    @Test
    void rowsThatAreNotTheHeadlineAreAMatterOfAnOption() throws IOException {
        fill();

        assertEquals(ExitCode.OK, run("--rows", "all"), err::toString);
        assertEquals(2, printed().lines().filter(line -> line.startsWith("SG-SIN")).count());

        out.reset();
        assertEquals(ExitCode.OK, run("--method", "handshake", "--class", "ambiguous"));
        assertTrue(printed().contains("ambiguous"), printed());

        out.reset();
        assertEquals(ExitCode.NO_DATA, run("--method", "dns"));
        assertEquals(ExitCode.USAGE, run("--class", "dirty"));
        assertEquals(ExitCode.USAGE, run("--rows", "some"));
        assertEquals(ExitCode.USAGE, run("--rows", "headline", "--class", "clean"));
    }

    @Test
    void timingsOfTooFewNetworksAreNotShown() throws IOException {
        fill();
        Path config =
                Files.writeString(
                        data.resolve("beibu.yaml"), "analyzer: {publish: {min_prefixes: 2}}");

        assertEquals(ExitCode.NO_DATA, run("--config", config.toString()));

        assertTrue(
                printed().lines().anyMatch(l -> l.matches("SG-SIN .* clean +too few +- .*")),
                printed());
        assertFalse(printed().contains("45."), "no figure of it");
        assertTrue(err.toString().contains("min_prefixes asks for 2"), err.toString());
    }

    @Test
    void absentStoreEndsWithCodeThreeAndOneLine() {
        assertEquals(ExitCode.NO_DATA, run());

        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals("", printed());
    }

    @Test
    void wrongSpanAndWrongMetricAreUsageErrors() throws IOException {
        fill();

        assertEquals(ExitCode.USAGE, run("--since", "yesterday"));
        assertEquals(ExitCode.USAGE, run("--metric", "middle"));
        assertEquals(2, err.toString().lines().count(), err.toString());
    }
}
