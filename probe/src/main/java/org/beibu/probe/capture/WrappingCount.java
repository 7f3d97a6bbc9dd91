package org.beibu.probe.capture;

/**
 * A 64-bit count out of the 32-bit ones that libpcap gives; they wrap within hours on a busy link.
 */
final class WrappingCount {
    private long total;
    private int last;

    /**
     * Takes the newest 32-bit value; call it more often than once in 2^31 packets. One that falls
     * was reset, with its interface or driver: it adds nothing, and counting goes on from there.
     */
    void update(int value) {
        int delta = value - last;
        if (delta > 0) {
            total += delta;
        }
        last = value;
    }

    long total() {
        return total;
    }
}
