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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** {@code beibu import} on files of the simulated bureau. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class ImportCommandTest {
    @TempDir private Path folder = Path.of("");

    private Path capture = Path.of("");
    private Path data = Path.of("");
    private String out = "";
    private String err = "";

    @BeforeEach
    void simulate() {
        capture = folder.resolve("simulated.pcap");
        data = folder.resolve("data");
        assertEquals(
                ExitCode.OK,
                beibu("simulate", "--flows", "60", "--duration", "10s", "--out", text(capture)));
    }

    private static String text(Path path) {
        return path.toString();
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

    private JsonNode imported(Path... files) throws IOException {
        String[] arguments =
                Stream.concat(
                                Stream.of("import", "--json", "--data", text(data)),
                                Arrays.stream(files).map(Path::toString))
                        .toArray(String[]::new);
        assertEquals(ExitCode.OK, beibu(arguments), err);
        return new ObjectMapper().readTree(out);
    }

    private long stored() {
        try (SqliteDelayStore store =
                SqliteDelayStore.openReadOnly(data.resolve(SqliteDelayStore.FILE_NAME))) {
            return store.totalCount();
        }
    }

    @Test
    void everyTimingIsInTheStoreOnceHoweverOftenTheFileIsImported() throws IOException {
        JsonNode first = imported(capture).get("files").get(0);
        long found = first.get("new").asLong();

        assertTrue(found > 100, out);
        assertEquals(found, stored());
        Path copy = Files.copy(capture, folder.resolve("copy.pcap"));
        JsonNode again = imported(copy, capture);
        for (JsonNode file : again.get("files")) {
            assertEquals(0, file.get("new").asLong());
            assertEquals(found, file.get("already_imported").asLong());
        }
        assertEquals("beibu/import/v1", again.get("schema").asText());
        assertEquals(found, stored());
    }

    @Test
    void theSummaryIsForPeople() {
        assertEquals(ExitCode.OK, beibu("import", "--data", text(data), text(capture)));

        assertTrue(out.contains("\npackets              "), out);
        assertTrue(out.contains("\n  handshake          "), out);
        assertTrue(out.contains("\nalready imported     0\n"), out);
        assertEquals("beibu: data in " + data + "\n", err);
    }

    @Test
    void aFileCutShortIsImportedUpToTheDamageAndCodeTwoSaysSo() throws IOException {
        byte[] octets = Files.readAllBytes(capture);
        Path cut = folder.resolve("cut.pcap");
        Files.write(cut, Arrays.copyOf(octets, octets.length * 2 / 3 + 5));

        assertEquals(
                ExitCode.USAGE, beibu("import", "--json", "--data", text(data), text(cut)), err);

        JsonNode file = new ObjectMapper().readTree(out).get("files").get(0);
        assertTrue(file.get("damage").asText().contains("cut short"), out);
        assertEquals(file.get("new").asLong(), stored());
        assertEquals(2, err.lines().count(), err);
    }

    @Test
    void whatIsNoCaptureIsOneLineAndTheOthersAreImported() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "not packets but words\n");
        Path absent = folder.resolve("absent.pcap");

        int code =
                beibu(
                        "import",
                        "--data",
                        text(data),
                        text(notes),
                        text(folder),
                        text(absent),
                        text(capture));

        assertEquals(ExitCode.USAGE, code);
        assertEquals(4, err.lines().count(), err);
        assertTrue(stored() > 100);
    }

    @Test
    void aJournalThatAnotherWriterHoldsIsAConflict() throws Exception {
        try (JournalWriter other =
                new JournalWriter(
                        JournalConfig.at(data.resolve("journal")),
                        "probe-1",
                        new SystemEpochNanoClock(),
                        new Counters())) {
            other.start();

            assertEquals(
                    ExitCode.CONFLICT, beibu("import", "--data", text(data), text(capture)), err);
        }
        assertTrue(err.contains("already written by process"), err);
    }

    @Test
    void tooLittleSpaceStopsTheImportAndTheNextOneBringsItAll() throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("beibu.yaml"),
                        "shared: {journal: {free_space_floor: 8191TiB}}\n");

        int code = beibu("import", "--config", text(config), "--data", text(data), text(capture));

        assertEquals(ExitCode.FAILURE, code);
        assertTrue(err.contains("below the floor"), err);
        assertTrue(imported(capture).get("files").get(0).get("new").asLong() > 100);
    }

    @Test
    void configCheckNamesThePlaceOfAMistake() throws IOException {
        Path config = folder.resolve("beibu.yaml");
        Files.writeString(config, "probe:\n  snaplength: 128\n");

        assertEquals(ExitCode.BAD_CONFIG, beibu("config", "check", "--config", text(config)));
        assertEquals(
                "beibu: "
                        + config
                        + ":2:3: unknown key 'probe.snaplength': did you mean 'snap_length'?\n",
                err);

        Files.writeString(config, "probe: {snap_length: 256}\nanalyzer: {web: {port: 0}}\n");
        assertEquals(ExitCode.OK, beibu("config", "check", text(config)));
        assertEquals(config + ": ok\n", out);
    }

    @Test
    void configShowNamesTheOriginOfEachValueAndNoSecret() throws IOException {
        Path config = folder.resolve("beibu.yaml");
        Path token = Files.writeString(folder.resolve("token"), "secret");
        Files.writeString(
                config,
                """
                analyzer:
                  influxdb: {url: 'http://db:8086', api: v2, bucket: b, org: o, token_file: %s}
                """
                        .formatted(token));

        assertEquals(
                ExitCode.OK,
                beibu("config", "show", "--config", text(config), "--data", "/srv/x"),
                err);

        assertTrue(out.contains("\nshared.data: /srv/x  # --data\n"), out);
        assertTrue(out.contains("\nshared.journal.retention_age: 7d  # default\n"), out);
        assertTrue(out.contains("http://db:8086  # " + config + ":2\n"), out);
        assertFalse(out.contains("secret"), out);
    }

    @Test
    void configKeysListsEveryKeyWithItsMeaning() throws IOException {
        assertEquals(ExitCode.OK, beibu("config", "keys", "--json"));

        JsonNode keys = new ObjectMapper().readTree(out).get("keys");
        assertEquals(KnownKeys.all().size(), keys.size());
        assertEquals("shared.data", keys.get(0).get("key").asText());
    }

    @Test
    void upWithoutAnInterfaceSaysWhichThereAre() {
        assertEquals(ExitCode.USAGE, beibu("up", "--data", text(data)));

        assertTrue(err.contains("no interface to capture"), err);
        assertTrue(err.contains("lo"), err);
    }
}
