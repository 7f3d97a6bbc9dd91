package org.beibu.probe.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymKeyTest {
    @TempDir private Path folder = Path.of("");

    private Path file(byte[] octets, String mode) throws IOException {
        Path file = Files.write(folder.resolve("key"), octets);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static byte[] octets(int length) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 'k');
        return octets;
    }

    private static String complaint(Path file) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> PseudonymKey.read(file))
                        .getMessage());
    }

    @Test
    void aFileThatOnlyItsOwnerReadsIsAKey() throws IOException {
        PseudonymKey key = PseudonymKey.of(octets(32));

        assertEquals(key, PseudonymKey.read(file(octets(32), "r--------")));
        assertEquals(key, PseudonymKey.read(file(octets(32), "rw-------")));
        assertNotEquals(key, PseudonymKey.of(new byte[32]));
    }

    @Test
    void rightsOfOthersAreRefused() throws IOException {
        for (String mode : new String[] {"rw-r-----", "rw----r--", "r---w----", "rwx------"}) {
            Path file = file(octets(32), mode);
            assertTrue(complaint(file).contains("chmod 0400"), mode);
        }
    }

    @Test
    void anyOtherLengthIsRefusedAndTheContentIsNeverNamed() throws IOException {
        for (int length : new int[] {0, 16, 31, 33, 64}) {
            String complaint = complaint(file(octets(length), "rw-------"));
            assertTrue(complaint.contains("exactly 32 octets"), complaint);
            assertFalse(complaint.contains("kkk"), complaint);
        }
        assertEquals("PseudonymKey", PseudonymKey.of(octets(32)).toString());
        assertThrows(IllegalArgumentException.class, () -> PseudonymKey.of(octets(31)));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("absent");

        assertEquals(file + ": cannot be read: no such file", complaint(file));
    }
}
