package org.beibu.probe.connect;

/**
 * The source ports of connects: a fixed range, above what the system gives out by itself. The one
 * that has been free for longest is taken, so that what was known of a port stays long. Owned by
 * one thread.
 */
final class SourcePorts {
    /** What {@link #take} gives when all are in use. */
    static final int NONE = -1;

    private final int first;
    private final int[] free;
    private int head;
    private int size;

    /** Begins with the port at this place: two processes that share a range begin apart. */
    SourcePorts(PortRange range, int place) {
        first = range.first();
        head = place;
        size = range.count();
        free = new int[size];
        for (int i = 0; i < size; i++) {
            free[i] = first + i;
        }
    }

    int take() {
        if (size == 0) {
            return NONE;
        }
        int port = free[head];
        head = next(head);
        size--;
        return port;
    }

    void release(int port) {
        free[(head + size) % free.length] = port;
        size++;
    }

    private int next(int place) {
        return place + 1 == free.length ? 0 : place + 1;
    }

    /** The place of a port in the range, {@link #NONE} outside of it. */
    int place(int port) {
        int place = port - first;
        return place >= 0 && place < free.length ? place : NONE;
    }
}
