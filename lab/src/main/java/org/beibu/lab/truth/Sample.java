package org.beibu.lab.truth;

/**
 * A timing that a tool printed.
 *
 * @param epochNanos capture time of the packet that completed it
 * @param method the tool's word for how it was timed
 * @param rttNanos the delay
 * @param host who answered: the sender of the packet that completed it
 * @param peer whom it answered
 * @param quality the tool's word for how far to trust it
 */
record Sample(long epochNanos, String method, long rttNanos, Host host, Host peer, String quality) {
    /** By which echo: the truth of a timestamp is another one than that of an ACK. */
    boolean isByTimestamp() {
        return method.equals("timestamp");
    }
}
