package org.beibu.probe.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private static final String SECRET = "000102030405060708090a0b0c0d0e0f";

    @TempDir private Path folder = Path.of("");

    private Path file(byte[] octets) throws IOException {
        Path file = Files.write(folder.resolve("keys"), octets);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Path file(String text) throws IOException {
        return file(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String complaint(Path file, Function<Path, KeyRing> reader) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> reader.apply(file))
                        .getMessage());
    }

    @Test
    void aLineWithHexadecimalDigitsIsTheOnlyKey() throws IOException {
        KeyRing ring = KeyFile.read(file(SECRET + "\n"));

        assertEquals(new KeyRing(List.of(HmacKey.parse(0, SECRET))), ring);
    }

    @Test
    void keysWithIdsSignByTheHighestOne() throws IOException {
        KeyRing ring = KeyFile.read(file("# rotated in May\n1 " + SECRET + "\r\n\n 12\t" + SECRET));

        assertEquals(List.of(12, 1), ring.keys().stream().map(HmacKey::id).toList());
    }

    @Test
    void octetsThatAreNoTextAreTheKeyThemselves() throws IOException {
        byte[] octets = new byte[32];
        octets[5] = (byte) 0x80;

        assertEquals(new KeyRing(List.of(new HmacKey(0, octets))), KeyFile.read(file(octets)));
    }

    @Test
    void whatIsNoKeyIsRefusedWithItsLineAndNeverShown() throws IOException {
        for (String text :
                new String[] {
                    "",
                    "# none\n",
                    "abc",
                    "zz" + SECRET,
                    "1 2 " + SECRET,
                    "x " + SECRET,
                    "7 0011",
                    "1 " + SECRET + "\n1 " + SECRET,
                    "99999 " + SECRET,
                    SECRET.repeat(5)
                }) {
            Path file = file(text);
            String complaint = complaint(file, KeyFile::read);
            assertTrue(complaint.startsWith(file + ": "), complaint);
            assertFalse(complaint.contains("0001"), complaint);
        }
        assertTrue(complaint(file("\n1 zz"), KeyFile::read).contains("line 2: "));
        Path absent = folder.resolve("absent");
        assertEquals(absent + ": no such file", complaint(absent, KeyFile::read));
        assertTrue(complaint(folder, KeyFile::read).contains("must be a file"));
    }

    @Test
    void rightsOfOthersAreSeen() throws IOException {
        Path file = file(SECRET);
        assertTrue(KeyFile.isPrivate(file));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertFalse(KeyFile.isPrivate(file));
        assertEquals(1, KeyFile.read(file).keys().size());
    }

    @Test
    void aKeyNeverShowsItsSecret() {
        HmacKey key = HmacKey.parse(3, SECRET);

        assertEquals("key 3", key.toString());
        assertNotEquals(key, HmacKey.parse(4, SECRET));
        assertNotEquals(key, HmacKey.parse(3, SECRET.replace('f', 'e')));
        assertEquals(key, HmacKey.parse(3, SECRET));
    }
}
