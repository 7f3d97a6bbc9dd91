package org.beibu.probe.passive;

/**
 * Some of the flows, in the order in which they were added. A flow is in one list at most: each has
 * room for its two neighbours only. Owned by the capture thread.
 */
final class FlowList {
    private final FlowSlab slab;
    private final Flow neighbour = new Flow();
    private int oldest = -1;
    private int newest = -1;
    private int size;

    FlowList(FlowSlab slab) {
        this.slab = slab;
    }

    int size() {
        return size;
    }

    /** The flow that was added first, -1 when there is none. */
    int oldest() {
        return oldest;
    }

    void add(Flow flow) {
        flow.older(newest);
        flow.newer(-1);
        if (newest >= 0) {
            slab.wrap(neighbour, newest).newer(flow.number());
        } else {
            oldest = flow.number();
        }
        newest = flow.number();
        size++;
    }

    void remove(Flow flow) {
        int older = flow.older();
        int newer = flow.newer();
        if (older >= 0) {
            slab.wrap(neighbour, older).newer(newer);
        } else {
            oldest = newer;
        }
        if (newer >= 0) {
            slab.wrap(neighbour, newer).older(older);
        } else {
            newest = older;
        }
        flow.word(23, 0);
        size--;
    }
}
