package org.beibu.probe.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Prefix;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReflectorSettingsTest {
    private static final String SECRET = "000102030405060708090a0b0c0d0e0f";

    @TempDir private Path folder = Path.of("");

    private static Optional<ReflectorConfig> read(String... lines) throws ConfigException {
        String text = "probe:\n  reflector:\n    " + String.join("\n    ", lines) + "\n";
        return ReflectorSettings.from(
                ConfigFile.parse("test.yaml", text).section("probe", ReflectorSettings.KEYS));
    }

    private static String complaint(String... lines) {
        return String.valueOf(assertThrows(ConfigException.class, () -> read(lines)).getMessage());
    }

    @Test
    void withoutAnAddressThereIsNone() throws ConfigException {
        assertEquals(Optional.empty(), read("stateful: true"));
    }

    @Test
    void addressAndSendersAreEnough() throws ConfigException {
        ReflectorConfig config =
                read("listen: '192.0.2.1, [2001:db8::1]:8620'", "allow: 198.51.100.0/24")
                        .orElseThrow();

        assertEquals(
                List.of(
                        ListenAddress.parse("192.0.2.1:862"),
                        ListenAddress.parse("[2001:db8::1]:8620")),
                config.listen());
        assertEquals(List.of(Prefix.parse("198.51.100.0/24")), config.allow());
        assertEquals(ReflectorPolicy.DEFAULT.withState(true), config.policy());
        assertEquals(ReflectorLimits.DEFAULT, config.limits());
        assertTrue(config.keys().isEmpty());
    }

    @Test
    void everyKeyIsHeeded() throws ConfigException, IOException {
        Path keys = Files.writeString(folder.resolve("keys"), "5 " + SECRET);

        ReflectorConfig config =
                read(
                                "listen: 192.0.2.1:7",
                                "allow: 0.0.0.0/0",
                                "mode: authenticated",
                                "key_file: " + keys,
                                "stateful: false",
                                "timestamps: ptp",
                                "lengthening: false",
                                "dscp: 0, 46",
                                "rate: 9",
                                "longest: 1500",
                                "max_sessions: 3",
                                "session_idle: 5s")
                        .orElseThrow();

        assertEquals(5, config.keys().keys().get(0).id());
        assertEquals(
                new ReflectorPolicy(
                        PacketMode.AUTHENTICATED,
                        false,
                        Optional.of(TimestampFormat.PTP),
                        false,
                        1L | 1L << 46),
                config.policy());
        assertTrue(config.policy().permits(46));
        assertFalse(config.policy().permits(45));
        assertEquals(new ReflectorLimits(3, Duration.ofSeconds(5), 9, 1500), config.limits());
    }

    @Test
    void whatCannotBeIsRefusedWithItsKey() {
        assertTrue(complaint("listen: 192.0.2.1:862").contains("allow: is missing"));
        assertTrue(
                complaint("listen: 192.0.2.1", "allow: ::/0", "mode: authenticated")
                        .contains("key_file: is missing"));
        assertTrue(complaint("listen: example.net:862").contains("not an IP address"));
        assertTrue(complaint("dscp: 64").contains("not a DSCP"));
        assertTrue(complaint("session_idle: 10ms").contains("idle for 1s"));
        assertTrue(complaint("key_file: /nowhere/keys").contains("no such file"));
    }

    @Test
    void addressesAreReadAsTheyAreWritten() {
        for (String text : new String[] {"192.0.2.1:0", "[::]:862", "[2001:db8::1]:65535"}) {
            assertEquals(text, ListenAddress.parse(text).toString());
        }
        assertEquals("[2001:db8::1]:862", ListenAddress.parse("2001:db8::1").toString());
        assertEquals("[2001:db8::1]:862", ListenAddress.parse("[2001:db8::1]").toString());
        for (String text : new String[] {"[fe80::1%eth0]:862", "[fe80::1%lan-1]:0"}) {
            assertEquals(text, ListenAddress.parse(text).toString());
        }
        assertEquals("eth0", ListenAddress.parse("fe80::1%eth0").zone());
        for (String text : new String[] {"fe80::1", "[fe80::1%]:9", "[2001:db8::1%eth0]:9"}) {
            Exception refused =
                    assertThrows(
                            IllegalArgumentException.class, () -> ListenAddress.parse(text), text);
            assertTrue(String.valueOf(refused.getMessage()).contains("link-local"), text);
        }
        for (String text :
                new String[] {"192.0.2.1:", "192.0.2.1:65536", "[::1]862", "::1]:1", ""}) {
            assertThrows(IllegalArgumentException.class, () -> ListenAddress.parse(text), text);
        }
    }
}
