package org.beibu.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/**
 * The identity of a capture file: the SHA-256 of its octets, wherever it lies and whatever it is
 * called.
 *
 * @param file the file
 * @param sha256 its hash, 64 hexadecimal digits
 * @param octets how many octets were hashed
 */
public record CaptureFingerprint(Path file, String sha256, long octets) {
    private static final int BLOCK = 1 << 18;
    private static final int NAME_DIGITS = 16;

    /**
     * Reads the whole file.
     *
     * @param progress told the number of octets read so far, now and then
     * @throws IOException when it cannot be read
     */
    public static CaptureFingerprint of(Path file, LongConsumer progress) throws IOException {
        MessageDigest digest = newDigest();
        byte[] block = new byte[BLOCK];
        long octets = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                digest.update(block, 0, length);
                octets += length;
                progress.accept(octets);
            }
        }
        return new CaptureFingerprint(file, HexFormat.of().formatHex(digest.digest()), octets);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The name under which the file's records stand in the journal. */
    public String probeName() {
        return "import-" + sha256.substring(0, NAME_DIGITS);
    }

    /** A seed that belongs to the content, from other digits than the name. */
    long seed() {
        return ByteBuffer.wrap(HexFormat.of().parseHex(sha256)).getLong(Long.BYTES);
    }
}
