package org.beibu.lab.relay;

/** One path in one direction: frames leave in the order in which they came, each when it is due. */
public final class DelayLine {
    private final FrameStore store;
    private int head = FrameStore.NONE;
    private int tail = FrameStore.NONE;

    public DelayLine(FrameStore store) {
        this.store = store;
    }

    public boolean isEmpty() {
        return head == FrameStore.NONE;
    }

    /** When the first frame is due; only when there is one. */
    public long due() {
        return store.due(head);
    }

    public void append(int slot) {
        if (head == FrameStore.NONE) {
            head = slot;
        } else {
            store.link(tail, slot);
        }
        tail = slot;
    }

    /** Takes the first frame out, or {@link FrameStore#NONE} when none is due yet. */
    public int takeDue(long nowNanos) {
        if (head == FrameStore.NONE || store.due(head) - nowNanos > 0) {
            return FrameStore.NONE;
        }
        int slot = head;
        head = store.next(slot);
        return slot;
    }
}
