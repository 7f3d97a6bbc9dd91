package org.beibu.probe.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A file of keys. Text has a key a line, {@code ID HEXADECIMAL} or, for the only key, just {@code
 * HEXADECIMAL}; lines that begin with # are comments. A file that is not ASCII text is itself the
 * one key, as {@code head -c 32 /dev/urandom} gives it.
 */
public final class KeyFile {
    private static final int LARGEST = 4096;
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /**
     * The keys in a file.
     *
     * @throws IllegalArgumentException naming file and rule; never the content
     */
    public static KeyRing read(Path file) {
        try {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(file.toString());
            }
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(
                        "must be a file of at most " + LARGEST + " octets");
            }
            return parse(Files.readAllBytes(file));
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

    private static KeyRing parse(byte[] octets) {
        if (!isText(octets)) {
            return new KeyRing(List.of(new HmacKey(0, octets)));
        }
        List<HmacKey> keys = new ArrayList<>();
        int number = 0;
        for (String line : new String(octets, US_ASCII).split("\r?\n", -1)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                keys.add(key(text, number));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("holds no key");
        }
        return new KeyRing(keys);
    }

    private static HmacKey key(String text, int line) {
        String[] words = text.split("\\s+", -1);
        try {
            if (words.length > 2 || (words.length == 2 && !words[0].matches("\\d{1,5}"))) {
                throw new IllegalArgumentException("must be ID HEXADECIMAL");
            }
            int id = words.length == 2 ? Integer.parseInt(words[0]) : 0;
            return HmacKey.parse(id, words[words.length - 1]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
        }
    }

    private static boolean isText(byte[] octets) {
        for (byte octet : octets) {
            boolean blank = octet == '\n' || octet == '\r' || octet == '\t';
            if (!blank && (octet < ' ' || octet > '~')) {
                return false;
            }
        }
        return true;
    }
}
