package org.beibu.analyzer.export;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

/**
 * Takes the names of changed windows from the ingest thread to the export thread.
 *
 * <p>Assumes: any number of threads call {@link #offer}, one calls the rest. Guarantees: offer
 * never blocks; a name that does not fit is not forgotten, but widens the stretch that {@link
 * #takeMissed} tells of.
 */
final class ExportQueue {
    private final ManyToOneConcurrentArrayQueue<WindowKey> queue;
    private final Object missedLock = new Object();
    private final Map<Resolution, Missed> missed = new EnumMap<>(Resolution.class);

    ExportQueue(int capacity) {
        this.queue = new ManyToOneConcurrentArrayQueue<>(Math.max(2, capacity));
    }

    /** Hands over a name; false when it did not fit. */
    boolean offer(WindowKey key) {
        if (queue.offer(key)) {
            return true;
        }
        Window window = key.window();
        synchronized (missedLock) {
            missed.merge(
                    window.resolution(),
                    new Missed(window.startNanos(), window.endNanos()),
                    Missed::hull);
        }
        return false;
    }

    /** Gives the waiting names to the consumer. */
    int drain(Consumer<WindowKey> consumer) {
        return queue.drain(consumer);
    }

    /** The stretches of time, one a resolution, in which names were missed since the last call. */
    Map<Resolution, Missed> takeMissed() {
        synchronized (missedLock) {
            Map<Resolution, Missed> taken = Map.copyOf(missed);
            missed.clear();
            return taken;
        }
    }

    /** The half-open stretch of time that holds all window starts that were missed. */
    record Missed(long fromNanos, long toNanos) {
        private Missed hull(Missed other) {
            return new Missed(
                    Math.min(fromNanos, other.fromNanos), Math.max(toNanos, other.toNanos));
        }
    }
}
