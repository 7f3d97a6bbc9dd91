package org.beibu.router.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    @TempDir private Path directory = Path.of("");

    static AuditEvent event(String why) {
        return new AuditEvent(
                NOW,
                "li",
                AuditEvent.Action.ANNOUNCED,
                new AuditEvent.Subject("r-1", "pe", "203.0.113.0/24"),
                why,
                new AuditEvent.Change("before", "after", "ffff"));
    }

    private AuditLog started() throws AuditException {
        AuditLog log = new AuditLog(directory);
        log.start();
        return log;
    }

    @Test
    void theChainGoesOnOverARestart() throws AuditException {
        String last;
        try (AuditLog log = started()) {
            log.append(event("one"));
            log.append(event("two"));
        }
        try (AuditLog log = started()) {
            assertEquals(2, log.sequence());
            log.append(event("three"));
            last = log.lastHash();
        }

        AuditReader.Verification found = new AuditReader(directory).verify();
        assertEquals(new AuditReader.Verification(3, last, Optional.empty()), found);
    }

    @Test
    void exportGivesALineEachWithWhoWhatWhyBeforeAndAfter() throws Exception {
        try (AuditLog log = started()) {
            log.append(event("the other exit is \"faster\"\nby far"));
            log.append(event("two"));
        }
        StringBuilder text = new StringBuilder();
        new AuditReader(directory).export(text);

        List<String> lines = text.toString().lines().toList();
        assertEquals(2, lines.size());
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertEquals("li", first.get("who").textValue());
        assertEquals("announced", first.get("action").textValue());
        assertEquals("203.0.113.0/24", first.get("prefix").textValue());
        assertEquals("the other exit is \"faster\"\nby far", first.get("why").textValue());
        assertEquals("before", first.get("before").textValue());
        assertEquals("after", first.get("after").textValue());
        assertEquals("ffff", first.get("octets").textValue());
        assertEquals(AuditEntry.FIRST, first.get("previous").textValue());
        JsonNode second = new ObjectMapper().readTree(lines.get(1));
        assertEquals(first.get("hash"), second.get("previous"));
    }

    @Test
    void anyoneCanVerifyAnExportedLine() throws Exception {
        try (AuditLog log = started()) {
            log.append(event("one"));
        }
        StringBuilder text = new StringBuilder();
        new AuditReader(directory).export(text);
        String line = text.toString().strip();

        // SHA-256 of the line without its last field, as docs/steering.md says.
        String hashed = line.replaceFirst(",\"hash\":\"[0-9a-f]{64}\"}$", "}");
        assertTrue(line.endsWith("\"hash\":\"" + AuditEntry.hashOf(hashed) + "\"}"), line);
    }

    @Test
    void aChangedEntryIsFound() throws Exception {
        try (AuditLog log = started()) {
            for (int i = 0; i < 5; i++) {
                log.append(event("entry number " + i));
            }
        }
        change("entry number 2", "entry number 7");

        AuditReader.Verification found = new AuditReader(directory).verify();

        assertEquals(Optional.of("entry 3 was changed: its hash is another"), found.fault());
        assertEquals(5, found.entries());
    }

    /** Changes the file behind the log's back. */
    private void change(String from, String to) throws IOException {
        Path cycle;
        try (Stream<Path> files = Files.list(directory)) {
            cycle = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        String octets = Files.readString(cycle, StandardCharsets.ISO_8859_1);
        assertTrue(octets.contains(from));
        Files.writeString(cycle, octets.replace(from, to), StandardCharsets.ISO_8859_1);
    }

    @Test
    void anEntryThatWasPutInIsFound() throws Exception {
        AuditEntry first = AuditEntry.of(1, AuditEntry.FIRST, event("one"));
        AuditEntry other = AuditEntry.of(2, AuditEntry.hashOf("made up"), event("two"));

        assertTrue(first.isSound() && other.isSound());
        assertTrue(!other.previous().equals(first.hash()));
    }

    @Test
    void aSecondWriterIsKeptAwayAndALogThatIsNotOpenSaysSo() throws Exception {
        try (AuditLog log = started()) {
            log.append(event("one"));
            AuditException refused = assertThrows(AuditException.class, this::started);
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("already written by process"),
                    refused.getMessage());
        }
        AuditLog closed = new AuditLog(directory);
        assertThrows(AuditException.class, () -> closed.append(event("two")));
    }

    @Test
    void anEmptyDirectoryHoldsNothing() throws AuditException {
        assertEquals(
                new AuditReader.Verification(0, AuditEntry.FIRST, Optional.empty()),
                new AuditReader(directory).verify());
    }

    @Test
    @Tag("scenario")
    @Timeout(120)
    void whatWasAppendedSurvivesAKill() throws Exception {
        long appended = 0;
        for (int kill = 0; kill < 3; kill++) {
            appended = killAfter(20 + 111 * kill);
        }

        try (AuditLog log = started()) {
            assertTrue(log.sequence() >= appended, log.sequence() + " of " + appended);
            log.append(event("after the kills"));
        }
        AuditReader.Verification found = new AuditReader(directory).verify();
        assertEquals(Optional.empty(), found.fault());
        assertTrue(found.entries() > appended);
    }

    private long killAfter(int lines) throws IOException, InterruptedException {
        Process child = AppendingChild.start(directory);
        long appended = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(child.getInputStream(), US_ASCII))) {
            for (int i = 0; i < lines; i++) {
                appended = Long.parseLong(String.valueOf(output.readLine()));
            }
            child.destroyForcibly().waitFor();
        } finally {
            child.destroyForcibly();
        }
        return appended;
    }
}
