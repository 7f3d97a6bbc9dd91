package org.beibu.probe.record;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Prefix-preserving pseudonyms of address prefixes: Crypto-PAn (Xu, Fan, Ammar, Moon 2002) with
 * AES-128. Two prefixes that share their first n bits have pseudonyms that share exactly their
 * first n bits; who has the key can undo it, and the structure itself tells something (RFC 6235
 * 4.1.4), so this is no anonymity.
 *
 * <pre>
 *   padding = AES(second half of the key)
 *   bit i of the pseudonym = bit i of the address
 *                            xor first bit of AES(first i bits of the address, rest of padding)
 * </pre>
 *
 * <p>An IPv4 address is the first 32 of the 128 bits. As a bit depends on those before it only, no
 * more bits are computed than are kept. The last prefixes are remembered, for one takes as many
 * blocks of AES as it has bits. Owned by one thread; allocates nothing for a remembered prefix.
 */
final class Pseudonyms {
    private static final int BLOCK = 16;
    private static final int REMEMBERED = 1 << 14;
    private static final int HALF_BITS = 64;
    private static final long IPV4_MARK = 2;
    private static final long IPV6_MARK = 1;

    private final int ipv4Bits;
    private final int ipv6Bits;
    private final Cipher cipher;
    private final long paddingHigh;
    private final long paddingLow;
    private final byte[] input = new byte[BLOCK];
    private final byte[] output = new byte[BLOCK];
    private final ByteBuffer inputWords = ByteBuffer.wrap(input);
    private final long[] known = new long[2 * REMEMBERED];
    private long high;
    private long low;

    /** Pseudonyms of so many bits: at most 32 of IPv4, at most 63 of IPv6. */
    Pseudonyms(PseudonymKey key, int ipv4Bits, int ipv6Bits) {
        this.ipv4Bits = ipv4Bits;
        this.ipv6Bits = ipv6Bits;
        try {
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.cipherKey(), "AES"));
            ByteBuffer padding = ByteBuffer.wrap(cipher.update(key.paddingSeed()));
            paddingHigh = padding.getLong(0);
            paddingLow = padding.getLong(Long.BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /** The pseudonym of the prefix of an IPv4 address; the bits behind it are 0. */
    int ipv4(int address) {
        long prefix = (long) address << 32 & topBits(ipv4Bits);
        return (int) (remembered(prefix, ipv4Bits, prefix >>> 30 | IPV4_MARK) >>> 32);
    }

    /** The upper half of the pseudonym of the prefix of an IPv6 address; the lower half is 0. */
    long ipv6High(long addressHigh) {
        long prefix = addressHigh & topBits(ipv6Bits);
        return remembered(prefix, ipv6Bits, prefix | IPV6_MARK);
    }

    private long remembered(long prefix, int bits, long entry) {
        int at = ((int) ((entry * 0x9e37_79b9_7f4a_7c15L) >>> 40) & REMEMBERED - 1) << 1;
        if (known[at] != entry) {
            compute(prefix, 0, bits);
            known[at] = entry;
            known[at + 1] = high & topBits(bits);
        }
        return known[at + 1];
    }

    /** Computes so many bits of the pseudonym; the others stay those of the address. */
    void compute(long addressHigh, long addressLow, int bits) {
        long flipHigh = 0;
        long flipLow = 0;
        for (int bit = 0; bit < bits; bit++) {
            long maskHigh = topBits(Math.min(bit, HALF_BITS));
            long maskLow = topBits(Math.max(bit - HALF_BITS, 0));
            inputWords.putLong(0, (addressHigh & maskHigh) | (paddingHigh & ~maskHigh));
            inputWords.putLong(Long.BYTES, (addressLow & maskLow) | (paddingLow & ~maskLow));
            if (firstBit()) {
                flipHigh |= bit < HALF_BITS ? Long.MIN_VALUE >>> bit : 0;
                flipLow |= bit < HALF_BITS ? 0 : Long.MIN_VALUE >>> (bit - HALF_BITS);
            }
        }
        high = addressHigh ^ flipHigh;
        low = addressLow ^ flipLow;
    }

    private boolean firstBit() {
        try {
            cipher.update(input, 0, BLOCK, output, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a block fits into a block", e);
        }
        return output[0] < 0;
    }

    private static long topBits(int bits) {
        return bits == 0 ? 0 : -1L << (HALF_BITS - bits);
    }

    /** The upper half of what was computed last. */
    long high() {
        return high;
    }

    /** The lower half of what was computed last. */
    long low() {
        return low;
    }
}
