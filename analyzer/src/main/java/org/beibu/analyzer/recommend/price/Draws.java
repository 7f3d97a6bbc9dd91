package org.beibu.analyzer.recommend.price;

/**
 * Pseudo-random numbers that are the same on every Java release (Marsaglia's xorshift, 64 bits; the
 * library's generators may change how they make a bounded number).
 */
final class Draws {
    private long state;

    Draws(long seed) {
        state = seed;
    }

    private long next() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return state;
    }

    /** From 0 to bound - 1. */
    int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** From 0 to 1, without 1. */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }
}
