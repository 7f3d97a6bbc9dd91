package org.beibu.analyzer.traffic;

/**
 * How much.
 *
 * @param octets octets on the wire, link layer included
 * @param packets packets
 */
public record TrafficVolume(long octets, long packets) {
    /** Nothing. */
    public static final TrafficVolume NONE = new TrafficVolume(0, 0);

    /** Both together. */
    public TrafficVolume plus(TrafficVolume other) {
        return new TrafficVolume(octets + other.octets, packets + other.packets);
    }
}
