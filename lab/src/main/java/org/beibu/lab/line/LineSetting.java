package org.beibu.lab.line;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All that a line does now: what every packet meets, and what those of each destination meet on
 * top. Packets of no destination, such as BGP between the line's two ends, meet only the rate, and
 * the end of everything when the whole line is down.
 *
 * @param whole what every packet meets
 * @param destinations what packets of each destination meet, in their order
 */
public record LineSetting(LineProfile whole, List<LineProfile> destinations) {
    /** The class of a packet of no destination; the first destination's is 1. */
    public static final int NO_DESTINATION = 0;

    public LineSetting {
        destinations = List.copyOf(destinations);
    }

    /** A line that does nothing yet. */
    public static LineSetting clear(int destinations) {
        return new LineSetting(
                LineProfile.CLEAR,
                new ArrayList<>(Collections.nCopies(destinations, LineProfile.CLEAR)));
    }

    /** How many classes of packets there are. */
    public int classes() {
        return destinations.size() + 1;
    }

    /** With a change for every packet (class 0) or for those of one destination. */
    public LineSetting with(int packetClass, String change) {
        if (packetClass == NO_DESTINATION) {
            return new LineSetting(whole.with(change), destinations);
        }
        List<LineProfile> changed = new ArrayList<>(destinations);
        changed.set(packetClass - 1, changed.get(packetClass - 1).with(change));
        return new LineSetting(whole, changed);
    }

    /** Whether a packet of that class gets nowhere. */
    public boolean isDown(int packetClass) {
        return whole.down()
                || (packetClass != NO_DESTINATION && destinations.get(packetClass - 1).down());
    }

    /** How long a packet of that class is under way at least. */
    public long delayNanos(int packetClass) {
        return packetClass == NO_DESTINATION
                ? 0
                : whole.delayNanos() + destinations.get(packetClass - 1).delayNanos();
    }

    /** Up to how much longer. */
    public long jitterNanos(int packetClass) {
        return packetClass == NO_DESTINATION
                ? 0
                : whole.jitterNanos() + destinations.get(packetClass - 1).jitterNanos();
    }

    /** The share that vanishes. */
    public double loss(int packetClass) {
        if (packetClass == NO_DESTINATION) {
            return 0;
        }
        return 1 - (1 - whole.loss()) * (1 - destinations.get(packetClass - 1).loss());
    }
}
