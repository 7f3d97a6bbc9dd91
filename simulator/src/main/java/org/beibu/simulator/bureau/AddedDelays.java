package org.beibu.simulator.bureau;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.beibu.analyzer.web.ExitControls;
import org.beibu.model.TimingSample;

/**
 * The delay that is added to every round trip through an exit.
 *
 * <p>Assumes: the exits' number never changes. Guarantees: any thread may set and read; packets
 * sent after a change feel it, packets under way do not.
 */
public final class AddedDelays implements ExitControls {
    private final List<String> exits;
    private final AtomicLongArray nanos;

    AddedDelays(List<String> exits) {
        this.exits = List.copyOf(exits);
        this.nanos = new AtomicLongArray(exits.size());
    }

    @Override
    public List<String> exits() {
        return exits;
    }

    @Override
    public Duration added(String exit) {
        return Duration.ofNanos(nanos.get(index(exit)));
    }

    /**
     * Adds this delay to an exit's round trips from now on, in place of what was added before.
     *
     * @throws IllegalArgumentException for an unknown exit, or a delay below 0 or above 60 s
     */
    @Override
    public void setAdded(String exit, Duration added) {
        int index = index(exit);
        if (added.isNegative()
                || added.compareTo(Duration.ofNanos(TimingSample.MAX_DELAY_NANOS)) > 0) {
            throw new IllegalArgumentException("added delay must be from 0 to 60 s: " + added);
        }
        nanos.set(index, added.toNanos());
    }

    long nanos(int exitIndex) {
        return nanos.get(exitIndex);
    }

    private int index(String exit) {
        int index = exits.indexOf(exit);
        if (index < 0) {
            throw new IllegalArgumentException("no exit '" + exit + "'; there are " + exits);
        }
        return index;
    }
}
