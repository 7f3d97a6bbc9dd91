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
import java.util.List;
import org.beibu.model.Catalogue;
import org.beibu.probe.ProbeCounter;
import org.beibu.runtime.admin.AdminAddress;
import org.beibu.runtime.admin.AdminPage;
import org.beibu.runtime.admin.AdminServer;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsCommandTest {
    private static final String ROUTE = Catalogue.bundled().routes().get(0).id();

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
        Path file = data.resolve("beibu.yaml");
        Files.writeString(
                file,
                """
                shared:
                  data: %s
                probe:
                  active:
                    allow: 192.0.2.0/24
                  sessions:
                    - route: %s
                      target: 192.0.2.1
                """
                        .formatted(data, ROUTE));
        String[] all = new String[options.length + 3];
        all[0] = "sessions";
        all[1] = "--config";
        all[2] = file.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return Beibu.commandLine(new FailureReport(false))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    @Test
    void aSessionWithoutFiguresIsListedAndTheExitCodeTells() throws IOException {
        assertEquals(3, run("--sum"));
        assertTrue(out.toString(UTF_8).contains(ROUTE), out.toString(UTF_8));
        assertTrue(out.toString(UTF_8).contains("no data"));
        assertTrue(err.toString().contains("no figures of sessions"));
    }

    @Test
    void asJsonToo() throws IOException {
        assertEquals(3, run("--sum", "--json"));

        JsonNode json = new ObjectMapper().readTree(out.toString(UTF_8));
        assertEquals("beibu/sessions/v1", json.get("schema").asText());
        JsonNode path = json.get("paths").get(0);
        assertEquals(ROUTE, path.get("route").asText());
        assertEquals("192.0.2.1:862", path.get("targets").get(0).asText());
        assertTrue(path.get("p99_ns").isNull());
    }

    @Test
    void aSpanThatIsNoneIsRefused() throws IOException {
        assertEquals(2, run("--sum", "--since", "soon"));
    }

    private AdminServer probe(String json, String table) throws IOException {
        AdminServer server =
                new AdminServer(
                        AdminAddress.parse("127.0.0.1:0"),
                        data.resolve(AdminAddress.FILE_NAME),
                        new Counters(),
                        new AdminServer.Content(
                                List.of(
                                        AdminPage.json("/sessions", () -> json),
                                        AdminPage.plain("/sessions.txt", () -> table)),
                                () -> {},
                                ProbeCounter.ADMIN_ERRORS));
        server.start();
        return server;
    }

    @Test
    void eachSessionApartIsWhatTheRunningProbeTells() throws IOException {
        try (AdminServer server = probe("{\"state\":\"answered\"}", "VN-HAN answered\n")) {
            assertTrue(server.address().port() > 0);
            assertEquals(0, run(), err::toString);
            assertEquals("VN-HAN answered\n", out.toString(UTF_8));
            assertEquals(0, run("--json"));
            assertTrue(out.toString(UTF_8).endsWith("{\"state\":\"answered\"}"));
        }
    }

    @Test
    void sessionsWithoutFiguresYetEndWithCodeThree() throws IOException {
        try (AdminServer server = probe("{}", "VN-HAN no data\n")) {
            assertTrue(server.address().port() > 0);
            assertEquals(3, run());
            assertTrue(err.toString().contains("the first come after 13 s"), err.toString());
        }
    }

    @Test
    void withoutAProbeNothingIsAddedUpUnasked() throws IOException {
        assertEquals(3, run());
        assertTrue(err.toString().contains("--sum"), err.toString());
        assertEquals("", out.toString(UTF_8));

        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve(AdminAddress.FILE_NAME), "127.0.0.1:1\n");
        assertEquals(3, run());
        assertTrue(err.toString().contains("127.0.0.1:1 does not answer"), err.toString());
    }
}
