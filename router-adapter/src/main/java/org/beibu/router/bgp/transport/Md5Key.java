package org.beibu.router.bgp.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The key of TCP MD5 with one router (RFC 2385): octets that are never shown. */
public final class Md5Key {
    private static final int LONGEST = 80; // TCP_MD5SIG_MAXKEYLEN of Linux
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final byte[] octets;

    private Md5Key(byte[] octets) {
        if (octets.length == 0 || octets.length > LONGEST) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + LONGEST + " octets, not " + octets.length);
        }
        this.octets = octets.clone();
    }

    /** The key of these octets. */
    public static Md5Key of(byte[] octets) {
        return new Md5Key(octets);
    }

    /**
     * The key in a file: its first and only line, without the line's end.
     *
     * @throws IllegalArgumentException naming file and rule; never the content
     */
    public static Md5Key read(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IllegalArgumentException("must be a file");
            }
            byte[] octets = Files.readAllBytes(file);
            int length = octets.length;
            while (length > 0 && (octets[length - 1] == '\n' || octets[length - 1] == '\r')) {
                length--;
            }
            byte[] key = Arrays.copyOf(octets, length);
            for (byte octet : key) {
                if (octet == '\n') {
                    throw new IllegalArgumentException("must hold one line");
                }
            }
            return new Md5Key(key);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Whether only the owner may read or write it; also where a file system has no modes. */
    public static boolean isPrivate(Path file) {
        try {
            return OWNERS.containsAll(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException e) {
            return true; // reading it tells what is wrong
        }
    }

    /** A copy. */
    byte[] octets() {
        return octets.clone();
    }

    @Override
    public String toString() {
        return "key";
    }
}
