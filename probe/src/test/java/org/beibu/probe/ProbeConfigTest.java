package org.beibu.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.beibu.probe.capture.LiveCaptureConfig;
import org.beibu.probe.record.RecordingConfig;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.junit.jupiter.api.Test;

class ProbeConfigTest {
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

    private static String complaint(String text) {
        return String.valueOf(assertThrows(ConfigException.class, () -> config(text)).getMessage());
    }
}
