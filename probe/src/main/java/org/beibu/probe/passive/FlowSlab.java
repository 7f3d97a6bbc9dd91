package org.beibu.probe.passive;

/**
 * The longs of all flows, in chunks of 1024 flows that are created as they are needed and never
 * move, with a list of the free ones. Owned by the capture thread.
 */
final class FlowSlab {
    private static final int CHUNK_SHIFT = 10;
    private static final int CHUNK_FLOWS = 1 << CHUNK_SHIFT;

    private final long[][] chunks;
    private final int maxFlows;
    private int used;
    private int firstFree;
    private int live;

    FlowSlab(int maxFlows) {
        this.maxFlows = maxFlows;
        chunks = new long[(maxFlows + CHUNK_FLOWS - 1) >>> CHUNK_SHIFT][];
    }

    /** Flows below this number were live at some time. */
    int used() {
        return used;
    }

    /** Flows that are live now. */
    int live() {
        return live;
    }

    boolean isFull() {
        return live == maxFlows;
    }

    /** The longs that hold a flow below {@link #used()}. */
    long[] words(int number) {
        return chunks[number >>> CHUNK_SHIFT];
    }

    /** Where the flow starts in its longs. */
    static int base(int number) {
        return (number & CHUNK_FLOWS - 1) * Flow.WORDS;
    }

    /** Points the flyweight at a flow below {@link #used()}. */
    Flow wrap(Flow flow, int number) {
        return flow.wrap(number, words(number), base(number));
    }

    /** Points the flyweight at a free flow, whose words are 0 but for its generation. */
    void take(Flow flow) {
        assert !isFull() : "make room before taking a flow";
        live++;
        if (firstFree != 0) {
            wrap(flow, firstFree - 1);
            firstFree = (int) flow.word(23);
            flow.word(23, 0);
            return;
        }
        int number = used++;
        if ((number & CHUNK_FLOWS - 1) == 0) {
            int flows = Math.min(CHUNK_FLOWS, maxFlows - number);
            chunks[number >>> CHUNK_SHIFT] = new long[flows * Flow.WORDS];
        }
        wrap(flow, number);
    }

    /** Clears a flow and puts it back. */
    void giveBack(Flow flow) {
        flow.clear();
        flow.word(23, firstFree);
        firstFree = flow.number() + 1;
        live--;
    }
}
