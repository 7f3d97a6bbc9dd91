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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code beibu alerts} and {@code beibu maintenance}. */
class AlertsCommandTest {
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

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data.toString()));
        out.reset();
        return Beibu.commandLine(new FailureReport(false))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    @Test
    void alertsShowsWhatTheAnalyzerWroteDownWithMaintenanceOfNow() throws IOException {
        assertEquals(ExitCode.NO_DATA, run("alerts"));
        Files.createDirectories(data.resolve("store"));
        Files.writeString(
                data.resolve("store/alerts.json"),
                """
                {"schema": "beibu/alerts/v1", "time_ns": %d,
                 "alerts": [{"name": "BeibuProbeSilent", "labels": {"probe": "nn-1"},
                   "severity": "critical", "state": "firing", "summary": "not heard of",
                   "since_ns": 1795305600000000000, "seen_ns": 1795305600000000000, "ended_ns": 0}],
                 "receivers": [{"receiver": "webhook https://x.example/", "waiting": [],
                   "told": {}, "dropped": 3, "last_success_ns": 0, "last_failure": "refused"}]}
                """
                        .formatted(System.currentTimeMillis() * 1_000_000));

        assertEquals(ExitCode.OK, run("alerts"), err::toString);

        assertTrue(
                printed().contains("firing   critical BeibuProbeSilent   since 2026-11-22"),
                printed());
        assertTrue(
                printed()
                        .contains(
                                "webhook https://x.example/: 0 waiting, 3 dropped, last told never,"
                                        + " failing: refused"),
                printed());
        assertEquals(ExitCode.OK, run("alerts", "--json"), err::toString);
        JsonNode json = new ObjectMapper().readTree(printed());
        assertEquals("beibu/alerts/v1", json.path("schema").asText());
        assertEquals("nn-1", json.path("alerts").path(0).path("labels").path("probe").asText());
    }

    @Test
    void maintenanceIsAddedListedAndEnded() {
        assertEquals(
                ExitCode.OK,
                run("maintenance", "add", "--for", "2h", "--match", "exit=hk-3", "--comment", "x"),
                err::toString);
        assertEquals("m1\n", printed());
        assertEquals(ExitCode.OK, run("maintenance", "list"));
        assertTrue(
                printed().matches("maintenance m1: under way, \\S+ to \\S+, exit=hk-3: x\n"),
                printed());

        assertEquals(ExitCode.OK, run("maintenance", "end", "m1"), err::toString);
        assertEquals(ExitCode.OK, run("maintenance", "list"));
        assertEquals("no maintenance is planned\n", printed());
        assertEquals(ExitCode.NO_DATA, run("maintenance", "end", "m1"));
    }

    @Test
    void mistakesAreNamed() {
        assertEquals(
                ExitCode.USAGE, run("maintenance", "add", "--for", "2h", "--match", "router=x"));
        assertTrue(err.toString().contains("not 'router'"), err::toString);
        assertEquals(ExitCode.USAGE, run("maintenance", "add", "--from", "-3h", "--for", "2h"));
        assertTrue(err.toString().contains("ended already"), err::toString);
    }
}
