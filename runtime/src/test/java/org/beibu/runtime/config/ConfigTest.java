package org.beibu.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.beibu.runtime.journal.JournalConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
    private static final String EXAMPLE =
            """
            shared:
              data: /srv/beibu
              journal: {retention_age: 36h, retention_size: 2GiB, free_space_floor: 64MiB}
              exits:
                - name: gz-1
                  vlan: 101
                  router: edge-gz
                  next_hop: 192.0.2.1
                  link: GZ-10G
                  upstream_as: 64496
                - {name: hk-3, interface: enp3s0}
            """;

    private static SharedConfig shared(String text) throws ConfigException {
        return SharedConfig.from(ConfigFile.parse("beibu.yaml", text));
    }

    private static String complaint(String text) {
        return String.valueOf(assertThrows(ConfigException.class, () -> shared(text)).getMessage());
    }

    @Test
    void aCompleteSectionIsRead() throws ConfigException {
        SharedConfig shared = shared(EXAMPLE);

        assertEquals(Path.of("/srv/beibu"), shared.data());
        assertEquals(
                new JournalConfig(
                        Path.of("/srv/beibu/journal"), Duration.ofHours(36), 2L << 30, 64L << 20),
                shared.journal());
        assertEquals(
                List.of("gz-1", "hk-3"),
                shared.exits().stream().map(exit -> exit.exit().name()).toList());
        assertEquals(OptionalInt.of(101), shared.exits().get(0).vlan());
        assertEquals(64496, shared.exits().get(0).exit().upstreamAs());
        assertEquals("enp3s0", shared.exits().get(1).interfaceName());
    }

    @Test
    void withoutAFileEveryKeyHasItsDefault() throws ConfigException {
        SharedConfig shared = SharedConfig.from(ConfigFile.none());

        assertEquals(Duration.ofDays(7), shared.journal().retentionAge());
        assertEquals(JournalConfig.at(shared.data().resolve("journal")), shared.journal());
        assertEquals(List.of(), shared.exits());
        assertEquals(15, shared.catalogue().routes().size());
    }

    @Test
    void anEmptyFileAndOneOfCommentsAreNoError() throws ConfigException {
        assertEquals(List.of(), shared("").exits());
        assertEquals(List.of(), shared("# nothing\n").exits());
        assertEquals(List.of(), shared("shared:\nprobe:\n").exits());
    }

    @Test
    void anUnknownKeyIsNamedWithLineColumnAndSuggestion() {
        assertEquals(
                "beibu.yaml:3:5: unknown key 'shared.journal.retention_sise': did you mean"
                        + " 'retention_size'?",
                complaint("shared:\n  journal:\n    retention_sise: 1GiB\n"));
        assertEquals(
                "beibu.yaml:4:7: unknown key 'shared.exits[].vlam': did you mean 'vlan'?",
                complaint("shared:\n  exits:\n    - name: gz-1\n      vlam: 3\n"));
        assertEquals(
                "beibu.yaml:1:1: unknown section 'shard': did you mean 'shared'?",
                complaint("shard: {}\n"));
        assertEquals(
                "beibu.yaml:1:1: unknown section 'zzz': known are analyzer, probe, router_adapter,"
                        + " shared",
                complaint("zzz: {}\n"));
    }

    @Test
    void aWrongValueIsNamedWithLineColumnAndRule() {
        assertEquals(
                "beibu.yaml:1:36: shared.journal.retention_age: '30' is not a duration with a unit"
                        + " (ns, us, ms, s, m, h, d), such as 30s",
                complaint("shared: {journal: {retention_age:  30}}"));
        assertEquals(
                "beibu.yaml:1:38: shared.journal.free_space_floor: must be at least 8MiB",
                complaint("shared: {journal: {free_space_floor: 1MiB}}"));
        assertEquals(
                "beibu.yaml:1:37: shared.exits[0].vlan: '4095' is not a whole number from 1 to"
                        + " 4094",
                complaint("shared: {exits: [{name: gz-1, vlan: 4095}]}"));
        assertEquals(
                "beibu.yaml:1:18: shared.exits[0].name: exit name must be 1 to 16 of a-z, 0-9 and '-',"
                        + " not beginning with '-': ''",
                complaint("shared: {exits: [{vlan: 1}]}"));
        assertEquals(
                "beibu.yaml:1:40: shared.exits[1].name: two exits have name gz-1",
                complaint("shared: {exits: [{name: gz-1}, {name:  gz-1}]}"));
        assertEquals(
                "beibu.yaml:1:16: shared.data: must be a single value",
                complaint("shared: {data: [a, b]}"));
        assertEquals("beibu.yaml:1:9: shared: must be keys with values", complaint("shared: yes"));
    }

    @Test
    void duplicateKeysAndTagsAreRefused() {
        assertEquals(
                "beibu.yaml:3:3: key 'data' stands twice",
                complaint("shared:\n  data: /a\n  data: /b\n"));
        assertEquals(
                "beibu.yaml:2:9: tags are not allowed: !path",
                complaint("shared:\n  data: !path /a\n"));
    }

    @Test
    void brokenYamlIsNamedWithItsPlace() {
        assertEquals(
                "beibu.yaml:3:1: not YAML: expected ',' or '}', but got <stream end>",
                complaint("shared: {data: /a\n\n"));
        assertEquals("beibu.yaml:1:1: the file: must be keys with values", complaint("- a\n"));
    }

    @Test
    void theWordNoStaysAWord() throws ConfigException {
        assertEquals(Path.of("no"), shared("shared: {data: no}").data());
    }

    @Test
    void aMissingFileIsOneLine(@TempDir Path directory) throws Exception {
        Path absent = directory.resolve("absent.yaml");
        Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0});

        assertEquals(
                absent + ": no such file: check --config",
                assertThrows(ConfigException.class, () -> ConfigFile.read(absent)).getMessage());
        assertEquals(
                binary + ": not UTF-8 text",
                assertThrows(ConfigException.class, () -> ConfigFile.read(binary)).getMessage());
    }

    @Test
    void theCommandLineWinsAndEachValueKnowsItsOrigin() throws ConfigException {
        ConfigFile file =
                ConfigFile.parse("beibu.yaml", EXAMPLE).override("shared.data", "/tmp/x", "--data");

        SharedConfig shared = SharedConfig.from(file);

        assertEquals(Path.of("/tmp/x"), shared.data());
        Map<String, String> origins =
                file.effective().stream()
                        .collect(
                                Collectors.toMap(
                                        EffectiveValue::path,
                                        value -> value.value() + " from " + value.origin()));
        assertEquals("/tmp/x from --data", origins.get("shared.data"));
        assertEquals("36h from beibu.yaml:3", origins.get("shared.journal.retention_age"));
        assertEquals(" from default", origins.get("shared.catalogue"));
        assertEquals("101 from beibu.yaml:6", origins.get("shared.exits[0].vlan"));
    }

    @Test
    void theOperatorsCatalogueReplacesTheBundledOne(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("routes.tsv");
        Files.writeString(
                file,
                """
                route_id\tiso2\tcountry\tdestination\tlat\tlon\tprefixes
                VN-HAN\tVN\tViet Nam\tHanoi\t21.03\t105.85\t198.51.100.0/24
                """,
                StandardCharsets.UTF_8);

        SharedConfig shared = shared("shared: {catalogue: " + file + "}");

        assertEquals(1, shared.catalogue().routes().size());
        Files.writeString(file, "nonsense\n", StandardCharsets.UTF_8);
        assertEquals(
                "beibu.yaml:1:21: shared.catalogue: " + file + ":1: column missing: route_id",
                complaint("shared: {catalogue: " + file + "}"));
    }

    @ParameterizedTest
    @CsvSource({"1ns,1", "2us,2000", "1.5ms,1500000", "30s,30000000000", "2h,7200000000000"})
    void durationsHaveUnits(String text, long nanos) {
        assertEquals(Duration.ofNanos(nanos), Units.duration(text));
    }

    @ParameterizedTest
    @CsvSource({"0B,0", "64MiB,67108864", "1.5KiB,1536", "10GB,10000000000", "1TiB,1099511627776"})
    void sizesHaveUnits(String text, long octets) {
        assertEquals(octets, Units.octets(text));
    }

    @ParameterizedTest
    @CsvSource({"30", "s", "''", "-1s", "1.s", "5 parsecs", "999999999999999d", "0.1ns"})
    void anythingElseIsNoDuration(String text) {
        assertThrows(IllegalArgumentException.class, () -> Units.duration(text));
    }

    @ParameterizedTest
    @CsvSource({"0%,0", "0.1%,0.001", "0.05 %,0.0005", "99.95%,0.9995", "100%,1"})
    void sharesAreInPerCent(String text, double share) {
        assertEquals(share, Units.share(text), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"0.1", "%", "''", "-1%", "101%", "NaN%", "1e1%", ".5%", "5%%"})
    void anythingElseIsNoShare(String text) {
        assertThrows(IllegalArgumentException.class, () -> Units.share(text));
    }

    @Test
    void sizesAreWrittenAsTheyAreRead() {
        for (String text : List.of("8MiB", "1GiB", "3TiB", "1000B", "5KiB", "0B")) {
            assertEquals(text, Units.octetsText(Units.octets(text)));
        }
    }

    @Test
    void theDataDirectoryComesFromTheEnvironmentFirst() {
        assertEquals(
                Path.of("/srv/data"),
                DataDirectory.choose(Map.of("BEIBU_DATA", "/srv/data"), Path.of("/home/a")));
    }
}
