package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.analyzer.export.StubServer.Answer;
import org.beibu.analyzer.export.StubServer.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfluxWriterTest {
    private static final List<Point> POINTS =
            List.of(
                    Point.measurement("m")
                            .addTag("t", "a b")
                            .addField("f", 1L)
                            .time(17L, WritePrecision.S));

    @TempDir private Path directory;
    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StubServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void version1WritesToTheDatabaseBelowThePathOfTheUrl() {
        try (InfluxWriter writer = writer(server.uri("/tsdb"), InfluxApi.V1, "beibu/days", "")) {
            assertEquals(WriteOutcome.WRITTEN, writer.write(POINTS));
        }

        Asked asked = server.asked.remove();
        assertTrue(asked.uri().startsWith("/tsdb/write?"), asked.uri());
        assertTrue(asked.uri().contains("db=beibu&rp=days"), asked.uri());
        assertTrue(asked.uri().contains("precision=s"), asked.uri());
        assertEquals("gzip:m,t=a\\ b f=1i 17", asked.body());
        assertEquals("null", asked.authorization());
    }

    @Test
    void version2WritesToTheBucketWithTheToken() throws IOException {
        try (InfluxWriter writer =
                writer(server.uri(""), InfluxApi.V2, "beibu", secret("open-sesame\n"))) {
            assertEquals(WriteOutcome.WRITTEN, writer.write(POINTS));
        }

        Asked asked = server.asked.remove();
        assertTrue(asked.uri().startsWith("/api/v2/write?"), asked.uri());
        assertTrue(asked.uri().contains("bucket=beibu"), asked.uri());
        assertTrue(asked.uri().contains("org=bureau"), asked.uri());
        assertEquals("Token open-sesame", asked.authorization());
    }

    @Test
    void version1SendsUserAndPasswordAsBasicCredentials() throws IOException {
        try (InfluxWriter writer =
                writer(server.uri(""), InfluxApi.V1, "beibu", secret("beibu:pass"))) {
            writer.write(POINTS);
        }

        assertEquals("Basic YmVpYnU6cGFzcw==", server.asked.remove().authorization());
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "401, UNAUTHORISED",
        "403, UNAUTHORISED",
        "404, NOT_FOUND",
        "413, TOO_LARGE",
        "422, REFUSED",
        "429, THROTTLED",
        "500, SERVER_ERROR",
        "502, SERVER_ERROR",
        "503, THROTTLED",
        "504, SERVER_ERROR"
    })
    void eachStatusHasItsResult(int status, WriteResult result) {
        server.answer(status);

        try (InfluxWriter writer = writer(server.uri(""), InfluxApi.V1, "beibu", "")) {
            WriteOutcome outcome = writer.write(POINTS);

            assertEquals(result, outcome.result());
            assertTrue(outcome.detail().startsWith("HTTP " + status), outcome.detail());
        }
    }

    @Test
    void theServersWordsAreReported() {
        server.answers.add(
                new Answer(
                        404,
                        Map.of("Content-Type", "application/json"),
                        "{\"error\":\"database not found: \\\"beibu\\\"\"}"));

        try (InfluxWriter writer = writer(server.uri(""), InfluxApi.V1, "beibu", "")) {
            assertTrue(writer.write(POINTS).detail().contains("database not found"));
        }
    }

    @ParameterizedTest
    @CsvSource({"Retry-After, 7, 7", "retry-after, 0, 0", "Retry-After, soon, 0", "X-Other, 7, 0"})
    void retryAfterIsReadInSeconds(String header, String value, long seconds) {
        server.answers.add(new Answer(429, Map.of(header, value), ""));

        try (InfluxWriter writer = writer(server.uri(""), InfluxApi.V1, "beibu", "")) {
            assertEquals(
                    Duration.ofSeconds(seconds).toNanos(), writer.write(POINTS).retryAfterNanos());
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsUnreachableAfterTheTimeout() {
        server.answers.add(new Answer(-1, Map.of(), ""));

        try (InfluxWriter writer = writer(server.uri(""), InfluxApi.V1, "beibu", "")) {
            assertEquals(WriteResult.UNREACHABLE, writer.write(POINTS).result());
        }
    }

    @Test
    void aClosedPortIsUnreachable() {
        URI uri = server.uri("");
        server.close();

        try (InfluxWriter writer = writer(uri, InfluxApi.V1, "beibu", "")) {
            assertEquals(WriteResult.UNREACHABLE, writer.write(POINTS).result());
        }
    }

    @Test
    void theTokenIsReadAnewAfterARefusal() throws IOException {
        server.answer(401);
        try (InfluxWriter writer =
                writer(server.uri(""), InfluxApi.V2, "beibu", secret("old-secret"))) {
            WriteOutcome refused = writer.write(POINTS);
            secret("new-secret");
            assertEquals(WriteOutcome.WRITTEN, writer.write(POINTS));

            assertFalse(refused.detail().contains("old-secret"), refused.detail());
        }

        assertEquals("Token old-secret", server.asked.remove().authorization());
        assertEquals("Token new-secret", server.asked.remove().authorization());
    }

    @Test
    void aTokenFileThatCannotBeReadIsReportedByName() {
        try (InfluxWriter writer = writer(server.uri(""), InfluxApi.V2, "beibu", "absent-file")) {
            WriteOutcome outcome = writer.write(POINTS);

            assertEquals(WriteResult.UNAUTHORISED, outcome.result());
            assertTrue(outcome.detail().contains("absent-file"), outcome.detail());
        }
        assertEquals(0, server.asked.size());
    }

    private String secret(String content) throws IOException {
        Files.writeString(directory.resolve("token"), content);
        return "token";
    }

    private InfluxWriter writer(URI url, InfluxApi api, String bucket, String tokenFile) {
        ExportPace pace =
                new ExportPace(
                        Duration.ZERO,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        100,
                        100);
        Optional<Path> file =
                tokenFile.isEmpty() ? Optional.empty() : Optional.of(directory.resolve(tokenFile));
        return new InfluxWriter(
                new InfluxConfig(
                        new InfluxTarget(url, api, bucket, "bureau", file),
                        pace,
                        directory.resolve("mark")));
    }
}
