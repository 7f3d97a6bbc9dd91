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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.AnalyzerMain;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.analyzer.web.WebConfig;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloCommandTest {
    private static final long MINUTE = Resolution.MINUTE.nanos();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private final PrintStream before = System.out;

    /** A whole hour, some hours ago. */
    private final long start =
            Resolution.HOUR.startOf(
                    new SystemEpochNanoClock().nanoTime() - 3 * Resolution.HOUR.nanos());

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
        List<String> all = new ArrayList<>(List.of("slo", "--data", data.toString()));
        all.addAll(List.of(options));
        out.reset();
        return Beibu.commandLine(new FailureReport(false))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    /** An hour to Singapore: 57 minutes at 40 ms, three at 44 ms. */
    private void fill() throws IOException {
        Series series =
                new Series(
                        new PathId("SG-SIN", "hk-3"),
                        Method.HANDSHAKE,
                        Metric.FAR_ROUND_TRIP,
                        QualityClass.CLEAN);
        List<StoreBatch.Addition> additions = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            DelayHistogram thirty = new DelayHistogram();
            for (int i = 0; i < 30; i++) {
                thirty.record(minute < 57 ? 40_000_000L : 44_000_000L);
            }
            additions.add(new StoreBatch.Addition(series, start + minute * MINUTE, thirty));
        }
        Files.createDirectories(data.resolve("store"));
        try (DelayStore store = SqliteDelayStore.open(data.resolve("store/beibu.sqlite"))) {
            store.commit(new StoreBatch(additions, JournalPosition.START, start + 60 * MINUTE));
        }
    }

    private String[] hour(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(
                List.of(
                        "--from",
                        Long.toString(start / 1_000_000_000L),
                        "--to",
                        Long.toString((start + 60 * MINUTE) / 1_000_000_000L)));
        return all.toArray(String[]::new);
    }

    private JsonNode printed() throws IOException {
        return new ObjectMapper().readTree(out.toString(UTF_8));
    }

    @Test
    void matrixHasARowForEachPathAndAColumnForEachClass() throws IOException {
        fill();

        assertEquals(ExitCode.OK, run(hour()), err::toString);

        List<String> lines = out.toString(UTF_8).lines().toList();
        assertTrue(
                lines.get(2)
                        .matches(
                                "ROUTE +DESTINATION +EXIT +TIMED BY +E-SPORTS +FINANCE +AI-COMPUTE"
                                        + " +E-COMMERCE +LOGISTICS"),
                lines.get(2));
        String singapore =
                lines.stream().filter(line -> line.startsWith("SG-SIN")).findFirst().orElse("");
        assertTrue(
                singapore.matches(
                        "SG-SIN +Singapore +hk-3 +handshake +breached 95\\.000% of 60 min -now"
                                + " +met 100\\.000% of 60 min \\+now\\?.*"),
                singapore);
        assertEquals(14, lines.stream().filter(line -> line.contains("no data")).count() - 1);
    }

    @Test
    void routeTellsWhatIsOverAndOutOfHowMuch() throws IOException {
        fill();

        assertEquals(ExitCode.OK, run(hour("SG-SIN")), err::toString);

        String text = out.toString(UTF_8);
        assertTrue(text.contains("hk-3: minutes timed by handshake clean (60)"), text);
        assertTrue(text.contains("now e-sports: no, p95 44.0 ms is 1.0 ms over 43.0 ms"), text);
        assertTrue(text.contains("450 timings by handshake clean, 15m to "), text);
        assertTrue(text.contains("loss no data"), text);
    }

    @Test
    void withoutMeasuredMinutesTheExitCodeIsThree() throws IOException {
        fill();

        assertEquals(ExitCode.NO_DATA, run("--from", "-10m"), err::toString);
        assertTrue(out.toString(UTF_8).contains("SG-SIN"), "the routes are listed all the same");
    }

    @Test
    void unknownRouteAndClassAreNamed() throws IOException {
        fill();

        assertEquals(ExitCode.USAGE, run("XX-YYY"));
        assertEquals(ExitCode.USAGE, run("--class", "gaming"));
        assertTrue(err.toString().contains("no such route: 'XX-YYY'"), err::toString);
        assertTrue(err.toString().contains("e-sports, finance"), err::toString);
        assertEquals(ExitCode.USAGE, run("--from", "soon"));
    }

    @Test
    @Tag("scenario")
    void commandAndApiGiveTheSameNumbers() throws Exception {
        fill();
        assertEquals(ExitCode.OK, run(hour("--json")), err::toString);
        JsonNode withoutAnalyzer = printed();
        AnalyzerConfig config =
                AnalyzerConfig.of(SharedConfig.at(data))
                        .withWeb(WebConfig.defaults().at("127.0.0.1", 0));
        try (AnalyzerMain analyzer =
                new AnalyzerMain(config, new SystemEpochNanoClock(), new Counters())) {
            analyzer.start();

            String query = "?from=" + seconds(start) + "&to=" + seconds(start + 60 * MINUTE);
            JsonNode api = get(analyzer.webAddress().resolve("/api/v1/slo" + query));
            assertEquals(ExitCode.OK, run(hour("--json")), err::toString);

            assertEquals(api, printed());
            assertEquals(withoutAnalyzer, api);
            assertEquals(57, level(api).get("good").asInt());
            assertEquals(3, level(api).get("bad").asInt());
        }
    }

    private static long seconds(long nanos) {
        return nanos / 1_000_000_000L;
    }

    private static JsonNode level(JsonNode json) {
        for (JsonNode route : json.get("routes")) {
            if (route.get("route").asText().equals("SG-SIN")) {
                return route.get("exits").get(0).get("levels").get(0);
            }
        }
        throw new IllegalStateException("no Singapore in " + json);
    }

    private static JsonNode get(URI uri) throws Exception {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(uri).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return new ObjectMapper().readTree(response.body());
    }
}
