package org.beibu.probe.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The secret of {@link Pseudonyms}: 16 octets that key the cipher and 16 that make the padding. It
 * comes from a file that nobody but its owner may read, and is never printed.
 */
public final class PseudonymKey {
    /** Octets of a key. */
    public static final int LENGTH = 32;

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final byte[] octets;

    private PseudonymKey(byte[] octets) {
        this.octets = octets;
    }

    /**
     * The key of these octets.
     *
     * @throws IllegalArgumentException when there are not 32 of them
     */
    public static PseudonymKey of(byte[] octets) {
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException(
                    "a key has " + LENGTH + " octets, not " + octets.length);
        }
        return new PseudonymKey(octets.clone());
    }

    /**
     * The key in a file of mode 0400 or 0600.
     *
     * @throws IllegalArgumentException naming file and rule; never the content
     */
    public static PseudonymKey read(Path file) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (!OWNERS.containsAll(mode)) {
                throw new IllegalArgumentException(
                        file + ": others than its owner have rights to it: chmod 0400 " + file);
            }
            long size = Files.size(file);
            if (!Files.isRegularFile(file) || size != LENGTH) {
                throw new IllegalArgumentException(
                        file
                                + ": must be a file of exactly "
                                + LENGTH
                                + " octets, such as head -c "
                                + LENGTH
                                + " /dev/urandom gives");
            }
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + reason(e), e);
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    file + ": lies on a file system without owners and modes", e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException ? "no such file" : e.toString();
    }

    byte[] cipherKey() {
        return Arrays.copyOf(octets, LENGTH / 2);
    }

    byte[] paddingSeed() {
        return Arrays.copyOfRange(octets, LENGTH / 2, LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PseudonymKey key && Arrays.equals(octets, key.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** Never the key itself. */
    @Override
    public String toString() {
        return "PseudonymKey";
    }
}
