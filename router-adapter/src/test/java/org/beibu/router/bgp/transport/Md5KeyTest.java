package org.beibu.router.bgp.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.beibu.model.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Md5KeyTest {
    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("key"), text);
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> Md5Key.read(file)).getMessage());
    }

    @Test
    void theLineIsTheKeyWithoutItsEnd() throws IOException {
        byte[] expected = "battery staple ".getBytes(StandardCharsets.US_ASCII);

        assertArrayEquals(expected, Md5Key.read(file("battery staple \n")).octets());
        assertArrayEquals(expected, Md5Key.read(file("battery staple \r\n")).octets());
        assertArrayEquals(expected, Md5Key.read(file("battery staple ")).octets());
    }

    @Test
    void whatIsNoKeyIsRefusedByFileAndRule() throws IOException {
        String file = folder.resolve("key").toString();

        assertEquals(file + ": no such file", refusal(folder.resolve("key")));
        assertEquals(folder + ": must be a file", refusal(folder));
        assertEquals(file + ": must hold one line", refusal(file("one\ntwo\n")));
        assertEquals(file + ": a key has 1 to 80 octets, not 0", refusal(file("\n")));
        assertEquals(file + ": a key has 1 to 80 octets, not 81", refusal(file("x".repeat(81))));
        assertEquals(80, Md5Key.read(file("x".repeat(80))).octets().length);
    }

    @Test
    void itIsNeverShown() {
        Md5Key key = Md5Key.of("secret".getBytes(StandardCharsets.US_ASCII));

        assertFalse(new PeerConfig.Protection(key, true).toString().contains("secret"));
    }

    @Test
    void othersMayNotReadTheFile() throws IOException {
        Path key = file("secret\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertFalse(Md5Key.isPrivate(key));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertTrue(Md5Key.isPrivate(key));
    }

    @Test
    void addressesAreThoseOfTheJdk() {
        for (String text : new String[] {"192.0.2.1", "2001:db8::ff:1", "255.255.255.255"}) {
            Address address = Address.parse(text);
            assertEquals(address, Address.of(PeerConfig.inet(address).getAddress()));
        }
    }
}
