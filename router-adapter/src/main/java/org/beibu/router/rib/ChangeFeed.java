package org.beibu.router.rib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.beibu.model.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * The last changes with their numbers, for those who follow (server-sent events) and for the fast
 * path of withdrawals. Bounded: who comes too late is told to ask for everything again.
 *
 * <p>Assumes that listeners are quick and never wait. Guarantees that a change is told only after
 * the tables show it, by the thread that made it, and to followers in the order of the numbers; a
 * prefix that changes twice is told twice. Any thread.
 */
public final class ChangeFeed {
    private final Interest interest;
    private final @Nullable RibChange[] ring;
    private final List<Consumer<RibChange>> listeners = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private long last;

    /**
     * What has happened since a number.
     *
     * @param changes the changes, oldest first
     * @param resync whether changes were missed: ask for everything, then go on from {@code last}
     * @param last number of the last change told, to be given next time
     */
    public record Batch(List<RibChange> changes, boolean resync, long last) {
        public Batch {
            changes = List.copyOf(changes);
        }
    }

    /** A feed that remembers so many changes of these prefixes. */
    public ChangeFeed(int capacity, Interest interest) {
        this.ring = new RibChange[capacity];
        this.interest = interest;
    }

    /** Tells this one of each change from now on, on the thread that makes it. */
    public void listen(Consumer<RibChange> listener) {
        listeners.add(listener);
    }

    /** Whether anybody wants to hear of this prefix. */
    boolean wants(long high, long low, int length) {
        return interest.covers(high, low, length);
    }

    /** A prefix has changed. */
    void prefix(String router, Prefix prefix) {
        add(router, RibChange.Kind.PREFIX, Optional.of(prefix));
    }

    /** Something other than a prefix has changed. */
    void other(String router, RibChange.Kind kind) {
        add(router, kind, Optional.empty());
    }

    private void add(String router, RibChange.Kind kind, Optional<Prefix> prefix) {
        RibChange change;
        synchronized (lock) {
            last++;
            change = new RibChange(last, router, kind, prefix);
            ring[(int) (last % ring.length)] = change;
        }
        listeners.forEach(listener -> listener.accept(change));
    }

    /** The number of the latest change. */
    public long last() {
        synchronized (lock) {
            return last;
        }
    }

    /**
     * At most so many changes after the one with this number. A number of the future is one of an
     * earlier process, and gives a resync too.
     */
    public Batch since(long sequence, int most) {
        synchronized (lock) {
            if (sequence > last || last - sequence > ring.length) {
                return new Batch(List.of(), true, last);
            }
            List<RibChange> changes = new ArrayList<>();
            long next = sequence;
            while (next < last && changes.size() < most) {
                next++;
                RibChange change = ring[(int) (next % ring.length)];
                if (change != null) {
                    changes.add(change);
                }
            }
            return new Batch(changes, false, next);
        }
    }
}
