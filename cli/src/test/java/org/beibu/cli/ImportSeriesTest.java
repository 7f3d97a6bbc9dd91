package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** {@code beibu import} on what others have measured. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class ImportSeriesTest {
    private static final long START = 1_700_000_000;

    @TempDir private Path folder = Path.of("");
    private String out = "";
    private String err = "";

    private int beibu(String... arguments) {
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, UTF_8));
        System.setErr(new PrintStream(errBytes, true, UTF_8));
        try {
            return Beibu.run(arguments);
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
            out = outBytes.toString(UTF_8);
            err = errBytes.toString(UTF_8);
        }
    }

    private int imports(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("import", "--json", "--data", folder.resolve("data").toString()));
        arguments.addAll(List.of(more));
        return beibu(arguments.toArray(String[]::new));
    }

    private JsonNode source() throws IOException {
        JsonNode files = new ObjectMapper().readTree(out).get("files");
        return files.get(0).get("sources").get(0);
    }

    private String csv(String name, int fromSecond, int toSecond) throws IOException {
        StringBuilder text = new StringBuilder("time,rtt\n");
        for (int i = fromSecond; i < toSecond; i++) {
            text.append(START + i)
                    .append(',')
                    .append(i % 10 == 9 ? "*" : "27." + i % 10)
                    .append('\n');
        }
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private Map<Series, Long> counts() {
        try (SqliteDelayStore store =
                SqliteDelayStore.openReadOnly(
                        folder.resolve("data").resolve(SqliteDelayStore.FILE_NAME))) {
            return store.counts();
        }
    }

    @Test
    void seriesIsAPathOfItsOwnAndASecondImportAddsNothing() throws IOException {
        String file = csv("x.csv", 0, 600);

        assertEquals(ExitCode.OK, imports("--source", "bj-nng", file), err);
        assertEquals(540, source().get("new").asLong());
        assertEquals(60, source().get("lost").asLong());
        assertEquals(ExitCode.OK, imports("--source", "bj-nng", file), err);
        assertEquals(0, source().get("new").asLong());

        Map<Series, Long> counts = counts();
        assertEquals("{-/bj-nng imported end-to-end unclassified=540}", counts.toString());
    }

    @Test
    void laterFileThatOverlapsAddsOnlyWhatIsNew() throws IOException {
        assertEquals(ExitCode.OK, imports("--source", "a", csv("1.csv", 0, 600)), err);
        assertEquals(ExitCode.OK, imports("--source", "a", csv("2.csv", 300, 900)), err);
        assertEquals(270, source().get("already_imported").asLong());
        assertEquals(ExitCode.OK, imports("--source", "a", csv("2.csv", 300, 900)), err);
        assertEquals(0, source().get("new").asLong());
        assertEquals(ExitCode.OK, imports("--source", "b", csv("2.csv", 300, 900)), err);
        assertEquals(540, source().get("new").asLong());

        assertEquals("[810, 540]", counts().values().toString(), "two sources are never merged");
    }

    @Test
    void routeIsNamedByTheOperatorAndMustExist() throws IOException {
        String file = csv("bj-sin.csv", 0, 60);

        assertEquals(ExitCode.USAGE, imports("--route", "XX-YYY", file));
        assertTrue(err.contains("not a route of the catalogue: 'XX-YYY'"), err);
        assertEquals(ExitCode.USAGE, imports("--source", "Beijing!", file));
        assertEquals(ExitCode.USAGE, imports("--format", "excel", file));
        assertEquals(ExitCode.OK, imports("--route", "SG-SIN", file), err);
        assertEquals("SG-SIN/bj-sin", source().get("path").asText());
    }

    @Test
    void badLinesAreNamedAndTheRestIsIn() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, "time,rtt\n1700000000,27\n1700000001,fast\n1700000002,28\n");

        assertEquals(ExitCode.USAGE, imports(file.toString()));

        assertEquals(2, source().get("new").asLong());
        assertTrue(err.contains("beibu: " + file + ":3: not a number: 'fast'"), err);
    }

    @Test
    void sourceOfAnImportIsNoExitOfOtherRoutes() throws IOException {
        String data = folder.resolve("data").toString();
        assertEquals(ExitCode.OK, imports("--route", "SG-SIN", csv("bj-sin.csv", 0, 60)), err);

        assertEquals(ExitCode.NO_DATA, beibu("routes", "--data", data));
        assertTrue(!out.contains("bj-sin"), out);
        assertEquals(
                ExitCode.OK, beibu("routes", "--data", data, "--metric", "all", "--rows", "all"));
        assertEquals(1, out.lines().filter(line -> line.contains("bj-sin")).count(), out);
        assertEquals(15, out.lines().filter(line -> line.contains("no data")).count(), out);
    }

    @Test
    void segmentsAreComposedOfImports() throws IOException {
        Path config = folder.resolve("beibu.yaml");
        Files.writeString(
                config,
                """
                analyzer:
                  segments:
                    - {from: beijing, to: nanning, series: -/bj-nng}
                    - {from: nanning, to: SG-SIN, series: -/nng-sin}
                """);
        String[] ends = {"--config", config.toString()};
        assertEquals(ExitCode.OK, imports(csv("bj-nng.csv", 0, 600)), err);
        assertEquals(ExitCode.OK, imports(csv("nng-sin.csv", 0, 600).toString()), err);

        assertEquals(
                ExitCode.OK,
                beibu("segments", ends[0], ends[1], "--data", folder.resolve("data").toString()),
                err);

        assertTrue(
                out.lines().anyMatch(l -> l.matches("beijing +SG-SIN .*imported \\+ imported.*")),
                out);
    }
}
