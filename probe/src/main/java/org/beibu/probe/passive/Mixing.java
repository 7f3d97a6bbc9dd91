package org.beibu.probe.passive;

/** Mixes 64-bit words into a hash: the folded 128-bit product, as in wyhash. */
public final class Mixing {
    private Mixing() {}

    /** The product of both, its upper half folded onto its lower half. */
    public static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }

    /** A word whose every bit depends on every bit of this one (splitmix64). */
    public static long spread(long word) {
        long z = word + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
