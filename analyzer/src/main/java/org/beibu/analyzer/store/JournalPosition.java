package org.beibu.analyzer.store;

import java.util.Map;

/**
 * How far the journal has been taken into the store.
 *
 * @param index where the reader goes on, as {@code JournalReader.index()} gave it; 0 is the oldest
 * @param sequences the last sequence number taken in, by probe name
 * @param appendedNanos when the batch with that number was appended, epoch nanoseconds, by probe
 */
public record JournalPosition(
        long index, Map<String, Long> sequences, Map<String, Long> appendedNanos) {

    /** Nothing taken in yet. */
    public static final JournalPosition START = new JournalPosition(0, Map.of(), Map.of());

    public JournalPosition {
        sequences = Map.copyOf(sequences);
        appendedNanos = Map.copyOf(appendedNanos);
    }

    /** The last sequence number of this probe that is in the store, 0 when none is. */
    public long lastSequence(String probe) {
        return sequences.getOrDefault(probe, 0L);
    }
}
