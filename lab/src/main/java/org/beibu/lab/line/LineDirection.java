package org.beibu.lab.line;

import org.beibu.lab.relay.DelayLine;
import org.beibu.lab.relay.FrameStore;
import org.beibu.lab.relay.Tap;

/** One way of one line. Owned by the line's thread. */
final class LineDirection {
    private final FrameStore store;
    private final Tap from;
    private final Tap to;
    private final Shaper shaper;
    private final DestinationClasses classes;
    private final Lateness lateness;
    private final DelayLine[] lines;
    private long carried;
    private long lost;
    private long queueDrops;
    private long refused;

    /** Between which interfaces. */
    record Ends(Tap from, Tap to) {}

    LineDirection(
            FrameStore store,
            Ends ends,
            Shaper shaper,
            DestinationClasses classes,
            Lateness lateness) {
        this.store = store;
        from = ends.from();
        to = ends.to();
        this.shaper = shaper;
        this.classes = classes;
        this.lateness = lateness;
        lines = new DelayLine[classes.size() + 1];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new DelayLine(store);
        }
    }

    Tap source() {
        return from;
    }

    Shaper shaper() {
        return shaper;
    }

    /** Takes one frame from the interface; false when there is none. */
    boolean readOne(long nowNanos) {
        int slot = store.take();
        if (slot == FrameStore.NONE) {
            refused++;
            return false; // the rest waits in the queue of the interface
        }
        int length = from.read(store.address(slot), FrameStore.SLOT_OCTETS);
        if (length <= 0) {
            store.giveBack(slot);
            return false;
        }
        int packetClass = classes.of(store.view(slot), length);
        long due = shaper.admit(packetClass, length, nowNanos);
        if (due == Shaper.LOST || due == Shaper.QUEUE_FULL) {
            lost += due == Shaper.LOST ? 1 : 0;
            queueDrops += due == Shaper.LOST ? 0 : 1;
            store.giveBack(slot);
            return true;
        }
        store.set(slot, length, due);
        lines[packetClass].append(slot);
        return true;
    }

    /** Sends what is due. */
    void depart(long nowNanos) {
        for (DelayLine line : lines) {
            int slot = line.takeDue(nowNanos);
            while (slot != FrameStore.NONE) {
                lateness.add(nowNanos - store.due(slot));
                if (to.write(store.address(slot), store.length(slot))) {
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

    String report() {
        return "carried="
                + carried
                + " lost="
                + lost
                + " queue_drops="
                + queueDrops
                + " refused="
                + refused;
    }
}
