package org.beibu.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.beibu.probe.capture.LiveCaptureConfig;
import org.beibu.probe.record.PseudonymKey;
import org.beibu.probe.record.RecordingConfig;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeConfigTest {
    @TempDir private Path folder = Path.of("");

    private static ProbeConfig config(String text) throws ConfigException {
        return ProbeConfig.from(ConfigFile.parse("beibu.yaml", text));
    }

    @Test
    void withoutAFileEverythingHasItsDefault() throws ConfigException {
        ProbeConfig config = ProbeConfig.from(ConfigFile.none());

        assertEquals(ProbeConfig.at(config.shared().data()).name(), config.name());
        assertEquals(RecordingConfig.DEFAULT, config.recording());
        assertEquals(Optional.empty(), config.capture());
        assertEquals(1 << 20, config.passive().maxFlows());
    }

    @Test
    void aCompleteSectionIsRead() throws ConfigException {
        ProbeConfig config =
                config(
                        """
                        shared: {data: /srv/x}
                        probe:
                          name: nanning-1
                          interface: enp3s0
                          filter: tcp or vlan
                          snap_length: 256
                          buffer: 128MiB
                          promiscuous: false
                          flows: 4096
                          ipv4_prefix: 20
                          ipv6_prefix: 32
                        """);

        assertEquals("nanning-1", config.name());
        assertEquals(Path.of("/srv/x"), config.shared().data());
        assertEquals(
                Optional.of(
                        new LiveCaptureConfig("enp3s0", "tcp or vlan", 256, 128 << 20, false, 1)),
                config.capture());
        assertEquals(4096, config.passive().maxFlows());
        assertEquals(20, config.recording().ipv4PrefixLength());
        assertEquals(32, config.recording().ipv6PrefixLength());
    }

    @Test
    void defaultsOfTheKeysAreThoseOfTheCapture() throws ConfigException {
        assertEquals(
                Optional.of(LiveCaptureConfig.of("enp3s0")),
                config("probe: {interface: enp3s0}").capture());
    }

    @Test
    void wrongValuesAreNamedWithTheirPlace() {
        assertEquals(
                "beibu.yaml:1:16: probe.name: a probe's name has 1 to 32 printable ASCII"
                        + " characters: 'two words'",
                complaint("probe: {name:  two words}"));
        assertEquals(
                "beibu.yaml:1:17: probe.buffer: must be 1MiB to 1GiB",
                complaint("probe: {buffer: 2GiB}"));
        assertEquals(
                "beibu.yaml:1:9: unknown key 'probe.interfaec': did you mean 'interface'?",
                complaint("probe: {interfaec: x}"));
    }

    @Test
    void noMoreOfAnAddressIsKeptThanItsPrefix() {
        assertEquals(
                "beibu.yaml:1:22: probe.ipv4_prefix: '25' is not a whole number from 0 to 24",
                complaint("probe: {ipv4_prefix: 25}"));
        assertEquals(
                "beibu.yaml:1:22: probe.ipv6_prefix: '64' is not a whole number from 0 to 48",
                complaint("probe: {ipv6_prefix: 64}"));
    }

    @Test
    void pseudonymsNeedAKeyThatOnlyItsOwnerReads() throws Exception {
        Path key = Files.write(folder.resolve("key"), new byte[32]);
        String section = "probe: {privacy: {addresses: pseudonyms, key_file: " + key + "}}";
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(
                "beibu.yaml:1:52: probe.privacy.key_file: "
                        + key
                        + ": others than its owner have rights to it: chmod 0400 "
                        + key,
                complaint(section));
        assertEquals(
                "beibu.yaml:1:8: probe.privacy.key_file: is missing: pseudonyms need a key",
                complaint("probe: {privacy: {addresses: pseudonyms}}"));

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        assertEquals(
                Optional.of(PseudonymKey.of(new byte[32])),
                config(section).recording().pseudonyms());
        assertEquals(
                Optional.empty(),
                config(section.replace("pseudonyms", "truncated")).recording().pseudonyms());
    }

    private static String complaint(String text) {
        return String.valueOf(assertThrows(ConfigException.class, () -> config(text)).getMessage());
    }
}
