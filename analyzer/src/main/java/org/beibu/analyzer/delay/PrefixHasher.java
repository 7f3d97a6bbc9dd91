package org.beibu.analyzer.delay;

import java.security.SecureRandom;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) of prefixes under a key that is made at the start and
 * never written: two processes give different hashes, and none can be traced back to its prefix
 * once the process has ended. Immutable.
 */
public final class PrefixHasher {
    private static final int LENGTH_SHIFT = 56;

    /** Two halves of an address and the length of the prefix. */
    private static final long MESSAGE_OCTETS = 24;

    private final long key0;
    private final long key1;
    private final int keyId;

    PrefixHasher(long key0, long key1, int keyId) {
        this.key0 = key0;
        this.key1 = key1;
        this.keyId = keyId;
    }

    /** A hasher with a new key. */
    public static PrefixHasher random() {
        SecureRandom random = new SecureRandom();
        return new PrefixHasher(random.nextLong(), random.nextLong(), random.nextInt());
    }

    /** Tells keys apart; says nothing of the key. */
    public int keyId() {
        return keyId;
    }

    /** The hash of a prefix. */
    public long hash(long high, long low, int length) {
        return sip(high, low, length, MESSAGE_OCTETS << LENGTH_SHIFT);
    }

    /** SipHash-2-4 of words, the last of which holds the message's length in its highest octet. */
    long sip(long... words) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int rounds = 2 * words.length + 4;
        for (int round = 0; round < rounds; round++) {
            int word = round / 2;
            if (round % 2 == 0 && word < words.length) {
                v3 ^= words[word];
            } else if (round == 2 * words.length) {
                v2 ^= 0xff;
            }
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
            if (round % 2 == 1 && word < words.length) {
                v0 ^= words[word];
            }
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
