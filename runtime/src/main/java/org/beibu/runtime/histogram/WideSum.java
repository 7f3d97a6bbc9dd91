package org.beibu.runtime.histogram;

import java.math.BigInteger;

/**
 * An exact sum of 128 bits. A long holds the squares of only three samples of one second each, and
 * a double forgets the small ones.
 */
final class WideSum {
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    private long high;
    private long low;

    WideSum() {}

    WideSum(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** Adds a value that is not negative. */
    void add(long value) {
        add(0, value);
    }

    /** Adds the square of a value that is not negative. */
    void addSquare(long value) {
        add(Math.multiplyHigh(value, value), value * value);
    }

    void add(WideSum other) {
        add(other.high, other.low);
    }

    void add(long addHigh, long addLow) {
        long sum = low + addLow;
        high += addHigh + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    void clear() {
        high = 0;
        low = 0;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    double toDouble() {
        return high == 0 && low >= 0 ? (double) low : toBigInteger().doubleValue();
    }

    BigInteger toBigInteger() {
        BigInteger unsignedLow = BigInteger.valueOf(low);
        if (low < 0) {
            unsignedLow = unsignedLow.add(TWO_64);
        }
        return BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow);
    }
}
