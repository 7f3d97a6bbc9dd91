package org.beibu.lab.truth;

/**
 * One packet at both ends of the wire.
 *
 * @param sent as its sender's end saw it
 * @param received as the other end saw it
 */
record Crossing(WirePacket sent, WirePacket received) {
    long oneWayNanos() {
        return received.epochNanos() - sent.epochNanos();
    }
}
