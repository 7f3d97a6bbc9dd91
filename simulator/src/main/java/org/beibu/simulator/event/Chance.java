package org.beibu.simulator.event;

/**
 * Pseudo-random numbers of a seed: the SplitMix64 generator, and distributions made with
 * StrictMath, so that every machine and JDK draws the same.
 */
public final class Chance {
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;

    private long state;

    /** The sequence of this seed. */
    public Chance(long seed) {
        this.state = seed;
    }

    /** A well-mixed hash of 64 bits: what the generator gives first for this seed. */
    public static long mix(long seed) {
        long z = seed + GOLDEN_GAMMA;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }

    /** 64 random bits. */
    public long bits() {
        long drawn = mix(state);
        state += GOLDEN_GAMMA;
        return drawn;
    }

    /** Uniform from 0 to below 1. */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** True with this probability; draws nothing for a probability of 0. */
    public boolean happens(double probability) {
        return probability > 0 && uniform() < probability;
    }

    /** Uniform from 0 to {@code bound} - 1. */
    public int below(int bound) {
        return (int) ((bits() >>> 33) % bound);
    }

    /** Uniform from {@code low} to {@code high}, both included. */
    public long between(long low, long high) {
        return low + (bits() >>> 1) % (high - low + 1);
    }

    /** Exponential with this mean. */
    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - uniform());
    }

    /** Log-normal: {@code median} times e to the power of {@code sigma} times a Gaussian. */
    public double lognormal(double median, double sigma) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        double gaussian = radius * StrictMath.cos(2 * Math.PI * uniform());
        return median * StrictMath.exp(sigma * gaussian);
    }
}
