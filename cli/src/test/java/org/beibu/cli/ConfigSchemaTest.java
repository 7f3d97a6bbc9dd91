package org.beibu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ConfigKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema, the difference of two files, and where values come from. */
class ConfigSchemaTest {
    @TempDir Path dir;
    private final JsonNode schema =
            new ObjectMapper().valueToTree(ConfigSchema.of(KnownKeys.all()));

    private JsonNode leaf(String path) {
        JsonNode at = schema;
        for (String name : path.split("\\.")) {
            at = at.path("properties").path(name.replace("[]", ""));
            at = name.endsWith("[]") ? at.path("items") : at;
        }
        return at;
    }

    @Test
    void everyKeyThatADaemonReadsIsThereWithItsMeaning() {
        for (ConfigKey key : KnownKeys.all()) {
            assertEquals(key.meaning(), leaf(key.path()).path("description").asText(), key.path());
        }
    }

    @Test
    void everyDefaultKeepsToItsOwnForm() {
        for (ConfigKey key : KnownKeys.all()) {
            JsonNode leaf = leaf(key.path());
            if (leaf.has("pattern")) {
                assertTrue(key.defaultText().matches(leaf.get("pattern").asText()), key::path);
            }
        }
        assertEquals(
                "^\\d+(\\.\\d+)? ?(ns|us|ms|s|m|h|d)$",
                leaf("shared.journal.retention_age").path("pattern").asText());
        assertFalse("20GiB".matches(leaf("shared.journal.retention_age").get("pattern").asText()));
        assertTrue("10GB".matches(leaf("shared.journal.retention_size").get("pattern").asText()));
        assertFalse("7d".matches(leaf("shared.journal.retention_size").get("pattern").asText()));
    }

    @Test
    void noSectionTakesAKeyThatNobodyReads() {
        assertFalse(schema.path("additionalProperties").asBoolean(true));
        assertFalse(leaf("shared.exits[]").path("additionalProperties").asBoolean(true));
        assertEquals(ConfigFile.SECTIONS.size(), schema.path("properties").size());
    }

    @Test
    void differencesNameKeyBeforeAndAfterDefaultsIncluded() throws IOException {
        Path before = Files.writeString(dir.resolve("a.yaml"), "analyzer: {web: {port: 8048}}\n");
        Path after =
                Files.writeString(
                        dir.resolve("b.yaml"), "shared: {exits: [{name: hk-3, vlan: 30}]}\n");

        String text = Commands.outputOf("config", "diff", before.toString(), after.toString());

        assertTrue(text.contains("analyzer.web.port: 8048 -> 8047\n"), text);
        assertTrue(text.contains("shared.exits[0].vlan: (nothing) -> 30\n"), text);
        assertEquals("", Commands.outputOf("config", "diff", after.toString(), after.toString()));
        assertTrue(Commands.outputOf("config", "diff", before.toString()).startsWith("analyzer."));
    }

    @Test
    void originsAreShownUnlessTheyAreUnwanted() throws IOException {
        String file =
                Files.writeString(dir.resolve("a.yaml"), "analyzer: {web: {port: 8048}}\n")
                        .toString();

        String with = Commands.outputOf("config", "show", "--origin", "--config", file);
        String without = Commands.outputOf("config", "show", "--no-origin", "--config", file);

        assertTrue(with.contains("analyzer.web.port: 8048  # " + file + ":1\n"), with);
        assertTrue(with.contains("shared.journal.retention_age: 7d  # default\n"), with);
        assertTrue(without.contains("analyzer.web.port: 8048\n"), without);
        assertEquals(with, Commands.outputOf("config", "show", "--config", file));
    }

    @Test
    void aCredentialWithoutServiceManagerIsNamedWithWhatIsMissing() throws ConfigException {
        ConfigFile file =
                ConfigFile.parse(
                        "x.yaml",
                        "analyzer: {influxdb: {url: 'http://127.0.0.1:8086', api: v2, org: o,"
                                + " bucket: b, token_file: 'credential:influx'}}");
        ConfigException mistake =
                org.junit.jupiter.api.Assertions.assertThrows(
                        ConfigException.class, () -> KnownKeys.readAll(file));

        assertTrue(String.valueOf(mistake.getMessage()).contains("LoadCredential=influx"));
    }

    @Test
    void everyCommandHasAManualPageAndTheCompletionKnowsIt() throws IOException {
        assertEquals("", Commands.outputOf("manual", dir.toString()));
        String completion = Commands.outputOf("completion");
        for (String name : new String[] {"beibu", "beibu-config", "beibu-routes", "beibu-up"}) {
            String page = Files.readString(dir.resolve(name + ".1"));
            assertTrue(page.startsWith(".TH BEIBU"), page);
            assertTrue(page.contains(".SH OPTIONS\n"), page);
            assertTrue(completion.contains(name.replace("beibu-", "")), name);
            assertFalse(page.contains("%n") || page.contains("$$"), page);
        }
        assertTrue(
                Files.readString(dir.resolve("beibu-config.1")).contains(".SS beibu config diff"));
    }
}
