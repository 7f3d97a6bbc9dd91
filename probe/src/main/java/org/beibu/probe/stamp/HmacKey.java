package org.beibu.probe.stamp;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A shared secret of STAMP's authenticated mode with the id by which operators tell keys apart; the
 * id is not on the wire. Never printed.
 */
public final class HmacKey {
    /** Octets of the longest key: the block of SHA-256. */
    public static final int LONGEST = 64;

    /** Octets of the shortest key: as long as the HMAC on the wire. */
    public static final int SHORTEST = 16;

    private static final int HIGHEST_ID = 65_535;

    private final int id;
    private final byte[] secret;

    /**
     * A key.
     *
     * @throws IllegalArgumentException naming the rule; never the secret
     */
    public HmacKey(int id, byte[] secret) {
        if (id < 0 || id > HIGHEST_ID) {
            throw new IllegalArgumentException("a key id is 0 to " + HIGHEST_ID + ", not " + id);
        }
        if (secret.length < SHORTEST || secret.length > LONGEST) {
            throw new IllegalArgumentException(
                    "a key has %d to %d octets, not %d"
                            .formatted(SHORTEST, LONGEST, secret.length));
        }
        this.id = id;
        this.secret = secret.clone();
    }

    /**
     * Reads the secret in hexadecimal.
     *
     * @throws IllegalArgumentException naming the rule; never the secret
     */
    public static HmacKey parse(int id, String hexadecimal) {
        if (!hexadecimal.matches("([0-9a-fA-F]{2})+")) { // parseHex would show the secret
            throw new IllegalArgumentException("a key is an even number of hexadecimal digits");
        }
        return new HmacKey(id, HexFormat.of().parseHex(hexadecimal));
    }

    /** The id. */
    public int id() {
        return id;
    }

    byte[] secret() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HmacKey key && id == key.id && Arrays.equals(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
