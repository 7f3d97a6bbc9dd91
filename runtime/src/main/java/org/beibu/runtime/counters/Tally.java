package org.beibu.runtime.counters;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The place of one counter, for those that are moved with every packet: the same as {@link
 * Counters#increment} without looking the place up. One thread only moves it.
 */
public final class Tally {
    private final AtomicLongArray values;
    private final int index;

    Tally(AtomicLongArray values, int index) {
        this.values = values;
        this.index = index;
    }

    /** Adds one. */
    public void increment() {
        values.lazySet(index, values.getPlain(index) + 1);
    }
}
