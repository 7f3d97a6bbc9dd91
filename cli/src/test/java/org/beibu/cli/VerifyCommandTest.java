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
import java.nio.file.Path;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** {@code beibu verify} on what {@code beibu import} has made. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class VerifyCommandTest {
    @TempDir private Path folder = Path.of("");

    private Path data = Path.of("");
    private String out = "";
    private String err = "";

    @BeforeEach
    void makeImport() {
        data = folder.resolve("data");
        String capture = folder.resolve("simulated.pcap").toString();
        assertEquals(
                ExitCode.OK,
                beibu("simulate", "--flows", "60", "--duration", "10s", "--out", capture));
        assertEquals(ExitCode.OK, beibu("import", capture, "--data", data.toString()), err);
    }

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

    private int verify(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "verify";
        arguments[1] = "--data";
        arguments[2] = data.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return beibu(arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }

    /** One more timing in the newest window, as a fault of ours would leave it. */
    private Series countTwice() {
        try (SqliteDelayStore store =
                SqliteDelayStore.open(data.resolve(SqliteDelayStore.FILE_NAME))) {
            Series series = store.series().get(0);
            long start =
                    store.windows(series, Resolution.TEN_SECONDS, 0, Long.MAX_VALUE)
                            .get(0)
                            .window()
                            .startNanos();
            DelayHistogram one = new DelayHistogram();
            one.record(1_000_000);
            store.commit(
                    new StoreBatch(
                            List.of(new StoreBatch.Addition(series, start, one)),
                            store.position(),
                            start));
            return series;
        }
    }

    @Test
    void afterAnImportStoreAndJournalAreEqual() throws IOException {
        assertEquals(ExitCode.OK, verify(), err);
        assertTrue(out.contains("equal: every timing of the journal is in exactly one"), out);

        assertEquals(ExitCode.OK, verify("--json"));
        assertTrue(json().get("equal").asBoolean());
        assertTrue(json().get("journal").get("timings").asLong() > 0);
        assertEquals(4, json().get("levels").size());
    }

    @Test
    void aTimingThatWasCountedTwiceIsListedAndTheExitCodeIsOne() throws IOException {
        Series series = countTwice();

        assertEquals(ExitCode.FAILURE, verify());
        assertTrue(out.contains("differs   " + series), out);
        assertTrue(err.contains("run beibu rebuild"), err);

        assertEquals(ExitCode.FAILURE, verify("--json"));
        assertFalse(json().get("equal").asBoolean());
        JsonNode first = json().get("differences").get(0);
        assertEquals(1, first.get("store").asLong() - first.get("journal").asLong());
        assertEquals(4, json().get("difference_count").asLong(), "once in each resolution");
    }

    @Test
    void withoutAStoreThereIsNothingToVerify() {
        data = folder.resolve("elsewhere");

        assertEquals(ExitCode.NO_DATA, verify());
        assertTrue(err.contains("no store"), err);
    }
}
