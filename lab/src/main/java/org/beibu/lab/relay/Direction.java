package org.beibu.lab.relay;

import java.util.stream.IntStream;

/** One way across: what comes out of one TAP goes through the delay lines into the other. */
final class Direction {
    private final FrameStore store;
    private final DelayLine[] lines;
    private final Loss loss;
    private long carried;
    private long lost;
    private long refused;
    private long worstLateNanos;

    Direction(FrameStore store, Loss loss) {
        this.store = store;
        this.loss = loss;
        lines =
                IntStream.range(0, PathClass.COUNT)
                        .mapToObj(path -> new DelayLine(store))
                        .toArray(DelayLine[]::new);
    }

    /** Takes a frame that has arrived in a slot; the slot belongs to this direction from now on. */
    void arrive(int slot, int length, long nowNanos) {
        if (loss.next()) {
            lost++;
            store.giveBack(slot);
            return;
        }
        int path = PathClass.ofFrame(store.view(slot), length);
        store.set(slot, length, nowNanos + PathClass.oneWayNanos(path));
        lines[path].append(slot);
    }

    /** Hands out the frames that are due. */
    void depart(long nowNanos, FrameSink sink) {
        for (DelayLine line : lines) {
            int slot = line.takeDue(nowNanos);
            while (slot != FrameStore.NONE) {
                worstLateNanos = Math.max(worstLateNanos, nowNanos - store.due(slot));
                if (sink.take(store.address(slot), store.length(slot))) {
                    carried++;
                } else {
                    refused++;
                }
                store.giveBack(slot);
                slot = line.takeDue(nowNanos);
            }
        }
    }

    /** How long until the next frame is due, at most the limit; 0 or less when one is late. */
    long nanosToNext(long nowNanos, long limitNanos) {
        long wait = limitNanos;
        for (DelayLine line : lines) {
            if (!line.isEmpty()) {
                wait = Math.min(wait, line.due() - nowNanos);
            }
        }
        return wait;
    }

    /** A frame that found no slot. */
    void overrun() {
        refused++;
    }

    /** What happened, for people. */
    String report() {
        return "carried "
                + carried
                + ", lost "
                + lost
                + ", refused "
                + refused
                + ", worst late "
                + worstLateNanos / 1000
                + " us";
    }

    /** Takes frames out of the relay. */
    interface FrameSink {
        boolean take(long address, int length);
    }
}
