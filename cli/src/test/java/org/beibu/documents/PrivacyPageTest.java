package org.beibu.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.beibu.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** {@code beibu privacy}: the page about it says what it says. */
@ResourceLock(Resources.SYSTEM_OUT)
class PrivacyPageTest {
    private static final String PAGE = "docs/privacy.md";
    private static final String BEGIN = "<!-- privacy: begin -->\n";
    private static final String END = "<!-- privacy: end -->\n";

    @TempDir private Path folder = Path.of("");

    @Test
    void pageShowsWhatTheDefaultsMean() throws IOException {
        String page = Repository.read(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String text = Commands.outputOf("privacy", "--data", "/var/lib/beibu");

        Repository.assertFollows(
                "```\n" + text + "```\n", PAGE, page.substring(begin, page.indexOf(END)));
    }

    @Test
    void whatIsConfiguredIsTold() throws IOException {
        Path key = Files.write(folder.resolve("key"), new byte[32]);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        Path config =
                Files.writeString(
                        folder.resolve("beibu.yaml"),
                        """
                        shared: {data: /srv/b, journal: {retention_age: 36h, retention_size: 1GiB}}
                        probe:
                          interface: enp3s0
                          filter: not port 22
                          snap_length: 96
                          ipv4_prefix: 16
                          privacy: {addresses: pseudonyms, key_file: %s}
                        analyzer:
                          store: {keep_1d: 1000d}
                          publish: {min_prefixes: 10}
                          influxdb:
                            {url: "http://192.0.2.9:8086", api: v1, database: beibu, min_prefixes: 20}
                        """
                                .formatted(key));
        String text = Commands.outputOf("privacy", "--config", config.toString());

        assertTrue(text.contains("  interface         enp3s0\n"), text);
        assertTrue(text.contains("  filter            not port 22\n"), text);
        assertTrue(text.contains("  of each packet    the first 96 octets\n"), text);
        assertTrue(text.contains("  how long          36h, at most 1GiB\n"), text);
        assertTrue(text.contains("a pseudonym of its prefix, /16 or /48 (Crypto-PAn)"), text);
        assertTrue(text.replaceAll("\\s+", " ").contains("windows of 1d: 1000d"), text);
        assertTrue(text.contains("the same figures, to http://192.0.2.9:8086"), text);
        assertTrue(text.contains("  fewest networks   10 in each window of 1m"), text);
        assertTrue(text.replaceAll("\\s+", " ").contains("fewest networks: 20 in each"), text);
        assertFalse(text.contains(key.toString()), "the key's place is nobody's business");
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    }

    @Test
    void theCaptureOfConnectsAndWhoeverIsToldAreNamed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef");
        Path config =
                Files.writeString(
                        folder.resolve("beibu.yaml"),
                        """
                        probe:
                          admin: {listen: "[::1]:9600"}
                          active: {allow: 192.0.2.0/24, connect_ports: 62000-62999}
                          sessions:
                            - {route: SG-SIN, target: 192.0.2.1}
                            - {route: SG-SIN, method: tcp-connect, target: 192.0.2.7, interval: 1s}
                        analyzer:
                          alerts:
                            alertmanager: [{url: "http://192.0.2.8:9093"}]
                            webhooks: [{url: "https://192.0.2.9/hook", secret_file: %s}]
                        """
                                .formatted(secret));
        String text = Commands.outputOf("privacy", "--config", config.toString());
        String words = text.replaceAll("\\s+", " ");

        assertFalse(words.contains("nothing is captured live"), text);
        assertTrue(words.contains("own connects on all interfaces the first 128 octets"), text);
        assertTrue(words.contains("from or to ports 62000-62999,"), text);
        assertTrue(words.contains("probe at ::1 port 9600, without login: counters"), text);
        assertTrue(words.contains("http://192.0.2.8:9093"), text);
        assertTrue(words.contains("https://192.0.2.9/hook"), text);
        assertFalse(text.contains(secret.toString()), text);
        Files.writeString(config, "probe: {admin: {listen: off}}\n");
        String off = Commands.outputOf("privacy", "--config", config.toString());
        assertTrue(off.contains("probe             nothing (probe.admin.listen)"), off);
        assertFalse(off.contains("own connects"), off);
    }

    @Test
    void jsonHasTheSameStatements() throws IOException {
        JsonNode json =
                new ObjectMapper()
                        .readTree(Commands.outputOf("privacy", "--json", "--data", "/srv/b"));
        String text = Commands.outputOf("privacy", "--data", "/srv/b");

        assertEquals("beibu/privacy/v1", json.get("schema").asText());
        assertTrue(json.get("statements").size() > 12);
        String words = text.replaceAll("\\s+", " ");
        for (JsonNode statement : json.get("statements")) {
            assertTrue(text.contains(statement.get("topic").asText() + "\n"));
            assertTrue(
                    words.contains(
                            statement.get("item").asText() + " " + statement.get("value").asText()),
                    statement::toString);
        }
    }
}
