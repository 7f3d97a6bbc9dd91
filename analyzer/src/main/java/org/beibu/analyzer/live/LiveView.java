package org.beibu.analyzer.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The newest snapshot, and who wants to hear of each. Safe for any thread. */
public final class LiveView {
    private final List<Consumer<LiveSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile LiveSnapshot snapshot = LiveSnapshot.EMPTY;

    /** The newest snapshot. */
    public LiveSnapshot snapshot() {
        return snapshot;
    }

    /** Has the listener called with each new snapshot, on the publishing thread: must not block. */
    public void addListener(Consumer<LiveSnapshot> listener) {
        listeners.add(listener);
    }

    /** Ends the calls. */
    public void removeListener(Consumer<LiveSnapshot> listener) {
        listeners.remove(listener);
    }

    /** Makes this the newest snapshot; called by the LiveRecorder, and by tests. */
    public void publish(LiveSnapshot newest) {
        snapshot = newest;
        for (Consumer<LiveSnapshot> listener : listeners) {
            listener.accept(newest);
        }
    }
}
