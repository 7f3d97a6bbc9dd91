package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossCommandTest {
    private static final LossSeries SINGAPORE =
            new LossSeries(new PathId("SG-SIN", "hk-3"), Method.STAMP, Metric.FAR_ROUND_TRIP);

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

    private int run(String command, String... options) {
        String[] all = new String[options.length + 3];
        all[0] = command;
        all[1] = "--data";
        all[2] = data.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return Beibu.commandLine(new FailureReport(false))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private void fill(long agoNanos) {
        long start =
                Resolution.TEN_SECONDS.startOf(new SystemEpochNanoClock().nanoTime() - agoNanos);
        try (SqliteDelayStore store =
                SqliteDelayStore.open(data.resolve(SqliteDelayStore.FILE_NAME))) {
            store.commit(
                    new StoreBatch(
                            List.of(),
                            List.of(),
                            List.of(
                                    new StoreBatch.LossAddition(
                                            SINGAPORE, start, new LossCounts(3_000, 3, 1, 2, 4)),
                                    new StoreBatch.LossAddition(
                                            SINGAPORE.on(Metric.FORWARD_ONE_WAY),
                                            start,
                                            new LossCounts(3_000, 2, 0, 0, 0))),
                            JournalPosition.START,
                            start));
        }
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    @Test
    void tableHasTheRatioWithItsIntervalAndTheDirectionsThatAreKnown() {
        fill(60_000_000_000L);

        assertEquals(ExitCode.OK, run("loss"), err::toString);

        assertTrue(
                printed()
                        .contains(
                                "3000     3  0.10% (0.034-0.29%)  2: 0.067% (0.018-0.24%)"
                                        + "         -     1    2      4"),
                printed());
    }

    @Test
    void jsonHasEverySeriesAndNullWhereNothingIsKnown() throws Exception {
        fill(60_000_000_000L);

        assertEquals(ExitCode.OK, run("loss", "--json", "--exit", "hk-3"), err::toString);

        JsonNode json = new ObjectMapper().readTree(printed());
        assertEquals("beibu/loss/v1", json.get("schema").asText());
        assertEquals(2, json.get("series").size());
        assertEquals(0.001, json.get("series").get(0).get("loss_ratio").asDouble(), 1e-12);
        assertTrue(json.get("series").get(0).get("episodes").isNull(), "nobody counted them");
    }

    @Test
    void routesShowTheLossOfAPathOfWhichNothingElseIsKnown() {
        fill(60_000_000_000L);

        assertEquals(ExitCode.NO_DATA, run("routes"));

        String singapore =
                printed().lines().filter(line -> line.startsWith("SG-SIN")).findFirst().orElse("");
        assertTrue(singapore.contains("hk-3"), printed());
        assertTrue(singapore.contains("0.10% (0.034-0.29%) of 3000"), printed());
    }

    @Test
    void nothingInTheSpanEndsWithCodeThree() {
        fill(7_200_000_000_000L);

        assertEquals(ExitCode.NO_DATA, run("loss"));
        assertTrue(err.toString().contains("try a longer --since"), err.toString());
        assertEquals(ExitCode.OK, run("loss", "--since", "all"));
        assertEquals(ExitCode.NO_DATA, run("loss", "--since", "all", "--route", "VN-HAN"));
        assertEquals(ExitCode.USAGE, run("loss", "--method", "smoke-signal"));
    }
}
