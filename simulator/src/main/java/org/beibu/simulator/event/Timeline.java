package org.beibu.simulator.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The queue of coming events: a binary heap by time. Events of the same time happen in the order in
 * which they were put in, so that a run depends on nothing but its seed.
 */
public final class Timeline {
    /** What {@link #nextNanos} gives when nothing is to come. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int FIRST_CAPACITY = 1024;

    private long[] times = new long[FIRST_CAPACITY];
    private long[] orders = new long[FIRST_CAPACITY];
    private @Nullable Event[] events = new @Nullable Event[FIRST_CAPACITY];
    private int size;
    private long order;
    private long nowNanos;

    /** Puts an event on the timeline. */
    public void at(long timeNanos, Event event) {
        if (timeNanos < nowNanos) {
            throw new IllegalArgumentException(
                    "an event cannot happen at " + timeNanos + ", before now " + nowNanos);
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
        }
        siftUp(size++, timeNanos, order++, event);
    }

    /** The time of the event that happens or happened last. */
    public long nowNanos() {
        return nowNanos;
    }

    /** The time of the next event, or {@link #NEVER}. */
    public long nextNanos() {
        return size == 0 ? NEVER : times[0];
    }

    /** Lets the next event happen; there must be one. */
    public void runNext() {
        Event event = events[0];
        if (size == 0 || event == null) {
            throw new IllegalStateException("no event to come");
        }
        nowNanos = times[0];
        removeFirst();
        event.happen(nowNanos);
    }

    /** Number of events to come. */
    public int size() {
        return size;
    }

    private void removeFirst() {
        size--;
        long time = times[size];
        long timeOrder = orders[size];
        Event event = events[size];
        events[size] = null;
        if (size > 0) {
            siftDown(time, timeOrder, event);
        }
    }

    private void siftUp(int start, long time, long timeOrder, Event event) {
        int i = start;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (!before(time, timeOrder, parent)) {
                break;
            }
            move(parent, i);
            i = parent;
        }
        put(i, time, timeOrder, event);
    }

    private void siftDown(long time, long timeOrder, @Nullable Event event) {
        int i = 0;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && before(times[child + 1], orders[child + 1], child)) {
                child++;
            }
            if (before(time, timeOrder, child)) {
                break;
            }
            move(child, i);
            i = child;
        }
        put(i, time, timeOrder, event);
    }

    private boolean before(long time, long timeOrder, int other) {
        return time != times[other] ? time < times[other] : timeOrder < orders[other];
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        events[to] = events[from];
    }

    private void put(int i, long time, long timeOrder, @Nullable Event event) {
        times[i] = time;
        orders[i] = timeOrder;
        events[i] = event;
    }
}
