package org.beibu.probe.datagram;

/**
 * Blocks for the edges of flows whose spin bit awaits a verdict; most connections never spin and
 * need none. An edge is nanoseconds after the flow's first Initial, shifted by two, and two flags.
 * Memory grows with use up to the bound. Owned by the capture thread.
 */
final class EdgePool {
    /** Edges after which there must be a verdict. */
    static final int BLOCK_EDGES = 32;

    /** The most blocks, as a block's number must fit into 16 bits. */
    static final int MOST_BLOCKS = 0xffff;

    private static final int FROM_SERVER = 1;
    private static final int COMPLETES = 2;

    private final long[][] blocks;
    private final int[] free;
    private int freeCount;
    private int created;

    EdgePool(int maxBlocks) {
        blocks = new long[maxBlocks][];
        free = new int[maxBlocks];
    }

    /** Blocks lent out now. */
    int lent() {
        return created - freeCount;
    }

    /** Gives the flow a block; false when all are lent. */
    boolean lend(QuicFlow flow) {
        if (freeCount > 0) {
            flow.block(free[--freeCount]);
            return true;
        }
        if (created == blocks.length) {
            return false;
        }
        blocks[created] = new long[BLOCK_EDGES];
        flow.block(created++);
        return true;
    }

    /** Takes the flow's block back, if it has one. */
    void giveBack(QuicFlow flow) {
        if (flow.block() >= 0) {
            free[freeCount++] = flow.block();
            flow.block(-1);
        }
    }

    /**
     * Keeps an edge.
     *
     * @param completes whether it completes a timing that began at the edge before it
     */
    void put(QuicFlow flow, int edge, long time, int direction, boolean completes) {
        blocks[flow.block()][edge] =
                (time - flow.initialTime()) << 2 | (completes ? COMPLETES : 0) | direction;
    }

    long time(QuicFlow flow, int edge) {
        return flow.initialTime() + (blocks[flow.block()][edge] >> 2);
    }

    int direction(QuicFlow flow, int edge) {
        return (int) blocks[flow.block()][edge] & FROM_SERVER;
    }

    boolean completes(QuicFlow flow, int edge) {
        return (blocks[flow.block()][edge] & COMPLETES) != 0;
    }
}
