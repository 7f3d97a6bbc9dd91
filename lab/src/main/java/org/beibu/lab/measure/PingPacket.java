package org.beibu.lab.measure;

/**
 * One packet of the independent ping.
 *
 * @param sentMicros when it left, epoch microseconds; of a lost one interpolated
 * @param rttMicros its round trip; {@link #LOST} when no answer came
 * @param exit the exit by which it came back, by TTL
 */
public record PingPacket(long sentMicros, long rttMicros, String exit) {
    public static final long LOST = -1;

    public boolean isLost() {
        return rttMicros == LOST;
    }
}
