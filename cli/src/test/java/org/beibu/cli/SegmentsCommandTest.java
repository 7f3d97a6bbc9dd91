package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
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

class SegmentsCommandTest {
    /** 2015-05-01T00:00:00Z. */
    private static final long MEASURED = 1_430_438_400_000_000_000L;

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

    private int run(String... options) throws IOException {
        Path config = data.resolve("beibu.yaml");
        Files.writeString(
                config,
                """
                analyzer:
                  segments:
                    - {from: beijing, to: nanning, series: CN-BJS/dom-1}
                    - {from: beijing, to: SG-SIN, via: guangzhou, series: CN-BJS/gz-past}
                """);
        List<String> all = new ArrayList<>(List.of("segments", "--config", config.toString()));
        all.addAll(List.of("--data", data.toString()));
        all.addAll(List.of(options));
        return Beibu.commandLine(new FailureReport(false))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private void fill(boolean domestic) throws IOException {
        Files.createDirectories(data.resolve("store"));
        try (DelayStore store = SqliteDelayStore.open(data.resolve("store/beibu.sqlite"))) {
            List<StoreBatch.Addition> additions = new ArrayList<>();
            List<StoreBatch.LossAddition> losses = new ArrayList<>();
            Random random = new Random(2);
            for (int window = 0; window < 120; window++) {
                long start = MEASURED + window * 10_000_000_000L;
                losses.add(loss("SG-SIN/hk-3", start, window % 25 == 0 ? 1 : 0));
                if (domestic) {
                    losses.add(loss("CN-BJS/dom-1", start, 0));
                    additions.add(addition("CN-BJS/dom-1", start, 27, random));
                }
                additions.add(addition("SG-SIN/hk-3", start, 35, random));
                additions.add(addition("CN-BJS/gz-past", start, 70, random));
            }
            store.commit(
                    new StoreBatch(additions, List.of(), losses, JournalPosition.START, MEASURED));
        }
    }

    private static StoreBatch.LossAddition loss(String path, long start, int lost) {
        LossSeries series = new LossSeries(PathId.parse(path), Method.STAMP, Metric.FAR_ROUND_TRIP);
        return new StoreBatch.LossAddition(series, start, new LossCounts(20, lost, 0, 0, 0));
    }

    private static StoreBatch.Addition addition(
            String path, long start, double millis, Random random) {
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 0; i < 20; i++) {
            histogram.record((long) ((millis + random.nextGaussian() * 0.2) * 1e6));
        }
        Series series =
                new Series(
                        PathId.parse(path),
                        Method.STAMP,
                        Metric.FAR_ROUND_TRIP,
                        QualityClass.CLEAN);
        return new StoreBatch.Addition(series, start, histogram);
    }

    @Test
    void tableShowsWhatNanningSavesWithItsInterval() throws IOException {
        fill(true);

        assertEquals(ExitCode.OK, run(), err::toString);

        String text = out.toString(UTF_8);
        String singapore =
                text.lines()
                        .filter(line -> line.startsWith("beijing  SG-SIN"))
                        .findFirst()
                        .orElse("");
        assertTrue(
                singapore.matches(
                        "beijing +SG-SIN +hk-3 +2400 +stamp \\+ stamp +6[12]\\.\\d{3} +62\\.\\d{3}"
                                + " +62\\.\\d{3} +0\\.21% \\(\\S+%\\) of 2400 +guangzhou +2400 +stamp"
                                + " +\\d+\\.\\d{3} +70\\.\\d{3} +-"
                                + " +\\+7\\.99 \\(\\+7\\.97 to \\+8\\.01\\).*"),
                text);
        String time = ": 2015-05-01T00:00:00Z to 2015-05-01T00:20:00Z by 10s\n";
        assertTrue(text.contains("through Nanning" + time), text);
        assertTrue(text.contains("past via guangzhou" + time), text);
    }

    @Test
    void jsonHasCountWindowAndMethodOfEveryFigure() throws IOException {
        fill(true);

        assertEquals(ExitCode.OK, run("--json"), err::toString);

        JsonNode json = new ObjectMapper().readTree(out.toString(UTF_8));
        assertEquals("beibu/segments/v1", json.get("schema").asText());
        JsonNode row = json.get("rows").get(9);
        assertEquals("SG-SIN", row.get("route").asText());
        assertEquals("composed", row.get("state").asText());
        for (JsonNode figures :
                List.of(
                        row.get("domestic"),
                        row.get("international"),
                        row.get("composed"),
                        row.get("direct").get(0).get("measured"))) {
            assertEquals(2_400, figures.get("count").asInt());
            assertEquals("2015-05-01T00:00:00Z", figures.get("from").asText());
            assertEquals("2015-05-01T00:20:00Z", figures.get("to").asText());
            assertTrue(figures.get("method").isTextual());
            assertTrue(figures.get("p50_low_ns").asLong() <= figures.get("p50_ns").asLong());
            assertTrue(figures.get("p99_9_ns").isNull(), "too few for a P99.9");
        }
        assertEquals(2_400, row.get("domestic").get("loss").get("sent").asInt());
        assertEquals(0, row.get("domestic").get("loss").get("lost").asInt());
        JsonNode loss = row.get("composed").get("loss");
        assertEquals(2_400, loss.get("sent").asInt());
        assertEquals(5 / 2_400.0, loss.get("ratio").asDouble(), 1e-12);
        assertTrue(loss.get("low").asDouble() < 0.002 && loss.get("high").asDouble() > 0.002);
        assertTrue(row.get("direct").get(0).get("measured").get("loss").isNull());
        JsonNode saves = row.get("direct").get(0).get("nanning_saves");
        assertEquals(8_000_000, saves.get("p50_ns").asDouble(), 50_000);
        assertTrue(saves.get("p50_low_ns").asLong() < 8_000_000);
        assertEquals("saves", row.get("direct").get(0).get("verdict_p50").asText());
        assertEquals(120, row.get("correlation").get("windows").asInt());
    }

    @Test
    void nothingToComposeEndsWithCodeThree() throws IOException {
        fill(false);

        assertEquals(ExitCode.NO_DATA, run());

        assertTrue(out.toString(UTF_8).contains("no timings of beijing-nanning: CN-BJS/dom-1"));
        assertTrue(err.toString().contains("nothing to compose"), err::toString);
    }

    @Test
    void wrongSpanIsAWrongCommandLine() throws IOException {
        fill(true);

        assertEquals(ExitCode.USAGE, run("--since", "soon"));

        assertTrue(err.toString().contains("--since"), err::toString);
    }
}
