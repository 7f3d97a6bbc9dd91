package org.beibu.probe.capture;

/**
 * A 64-bit count out of the 32-bit ones that libpcap gives; they wrap within hours on a busy link.
 */
final class WrappingCount {
    private long total;
    private int last;

    /** Takes the newest 32-bit value; call it more often than once in 2^32 packets. */
    void update(int value) {
        total += Integer.toUnsignedLong(value - last);
        last = value;
    }

    long total() {
        return total;
    }
}
