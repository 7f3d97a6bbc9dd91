package org.beibu.analyzer.delay;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * At least how many networks the samples of a window came from: a set of keyed hashes of prefixes
 * that stops at a limit. Once the limit is reached only the number stays.
 *
 * <p>The key lives as long as the process ({@link PrefixHasher}), so nobody can find out later
 * which prefix a stored hash stands for. Sets of different keys cannot be united: then the larger
 * one stands for both, which is still no more than there were.
 *
 * <pre>
 * nothing                      not counted
 * limit, number                the limit was reached
 * limit, number, key id (4), number x hash (8)
 * </pre>
 *
 * <p>Belongs to one thread.
 */
public final class PrefixSet {
    /** The highest limit. */
    public static final int HIGHEST_LIMIT = 64;

    private static final int HASHES_AT = 2 + Integer.BYTES;

    private int limit;
    private int keyId;
    private int size;

    /** Null when hashes were let go, or were never there. */
    private long @Nullable [] hashes;

    private PrefixSet(int limit, int keyId, int size, long @Nullable [] hashes) {
        this.limit = limit;
        this.keyId = keyId;
        this.size = size;
        this.hashes = hashes;
    }

    /** An empty set for hashes of this key. */
    public PrefixSet(int limit, int keyId) {
        this(limit, keyId, 0, new long[Math.min(limit, HIGHEST_LIMIT)]);
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw new IllegalArgumentException("limit out of 1 to " + HIGHEST_LIMIT + ": " + limit);
        }
    }

    /** What is known of samples whose prefixes were not counted: nothing. */
    public static PrefixSet unknown() {
        return new PrefixSet(0, 0, 0, null);
    }

    /** Whether adding more changes nothing. */
    public boolean isFull() {
        return hashes == null;
    }

    /** The number of different prefixes is this or more. */
    public int atLeast() {
        return size;
    }

    /** Adds a hash by this set's key. */
    public void add(long hash) {
        long[] some = hashes;
        if (some == null) {
            return;
        }
        for (int i = 0; i < size; i++) {
            if (some[i] == hash) {
                return;
            }
        }
        some[size++] = hash;
        if (size == limit) {
            hashes = null;
        }
    }

    /** Adds what is known of other samples. */
    public void add(PrefixSet other) {
        long[] theirs = other.hashes;
        if (hashes != null && theirs != null && keyId == other.keyId) {
            for (int i = 0; i < other.size; i++) {
                add(theirs[i]);
            }
        } else if (other.size > size) {
            limit = other.limit;
            keyId = other.keyId;
            size = other.size;
            hashes = theirs == null ? null : theirs.clone();
        }
    }

    /** The octets drawn above. */
    public byte[] encode() {
        long[] some = hashes;
        if (size == 0) {
            return new byte[0];
        }
        int length = some == null ? 2 : HASHES_AT + size * Long.BYTES;
        ByteBuffer octets = ByteBuffer.allocate(length).put((byte) limit).put((byte) size);
        if (some != null) {
            octets.putInt(keyId);
            for (int i = 0; i < size; i++) {
                octets.putLong(some[i]);
            }
        }
        return octets.array();
    }

    /** The set with these octets; what is garbled counts as not counted. */
    public static PrefixSet decode(byte @Nullable [] octets) {
        if (octets == null || octets.length < 2 || octets[1] < 1 || octets[1] > octets[0]) {
            return unknown();
        }
        int limit = octets[0];
        int size = octets[1];
        if (octets.length == 2) {
            return new PrefixSet(limit, 0, size, null);
        }
        if (limit > HIGHEST_LIMIT || octets.length != HASHES_AT + size * Long.BYTES) {
            return unknown();
        }
        long[] hashes = new long[limit];
        ByteBuffer view = ByteBuffer.wrap(octets);
        for (int i = 0; i < size; i++) {
            hashes[i] = view.getLong(HASHES_AT + i * Long.BYTES);
        }
        return new PrefixSet(limit, view.getInt(2), size, hashes);
    }

    /** Memory in use, roughly, octets. */
    public int footprint() {
        return 40 + (hashes == null ? 0 : 16 + limit * Long.BYTES);
    }

    @Override
    public String toString() {
        return "at least " + size;
    }
}
