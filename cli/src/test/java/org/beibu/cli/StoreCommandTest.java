package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** {@code beibu store} on what {@code beibu import} has made. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class StoreCommandTest {
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

    @Test
    void sizeNowAndPredictedStandWithTheRowsTheyComeFrom() throws Exception {
        String data = folder.resolve("data").toString();
        String capture = folder.resolve("simulated.pcap").toString();
        beibu("simulate", "--flows", "60", "--duration", "10s", "--out", capture);
        beibu("import", capture, "--data", data);

        assertEquals(ExitCode.OK, beibu("store", "--data", data), err);
        assertTrue(out.contains("MiB when its retention is filled"), out);
        assertTrue(out.lines().anyMatch(line -> line.startsWith("delays   10s ")), out);

        assertEquals(ExitCode.OK, beibu("store", "--data", data, "--json"), err);
        JsonNode json = new ObjectMapper().readTree(out);
        assertEquals("beibu/store/v1", json.get("schema").asText());
        assertTrue(
                json.get("octets").asLong()
                        >= Files.size(Path.of(data).resolve(SqliteDelayStore.FILE_NAME)));
        assertTrue(json.get("free_octets").asLong() > 0);
        long sum = 0;
        for (JsonNode level : json.get("levels")) {
            sum += level.get("predicted_octets").asLong();
        }
        assertEquals(sum, json.get("predicted_octets").asLong());
    }

    @Test
    void withoutAStoreThereIsNothingToPredict() {
        String data = folder.resolve("elsewhere").toString();

        assertEquals(ExitCode.NO_DATA, beibu("store", "--data", data));
        assertTrue(err.contains("no store"), err);
    }
}
