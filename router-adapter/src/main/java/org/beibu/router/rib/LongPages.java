package org.beibu.router.rib;

import java.util.Arrays;

/**
 * A growing array of longs in pages, so that growing copies no data and needs no second array
 * beside the first. Not thread-safe.
 */
final class LongPages {
    private static final int PAGE_BITS = 16;
    private static final int PAGE = 1 << PAGE_BITS;

    private long[][] pages = new long[0][];
    private int used;

    /** The long at this place. */
    long get(int index) {
        return pages[index >>> PAGE_BITS][index & PAGE - 1];
    }

    /** Sets the long at this place. */
    void set(int index, long value) {
        pages[index >>> PAGE_BITS][index & PAGE - 1] = value;
    }

    /** Makes room for this many longs. */
    void reach(int size) {
        while (used << PAGE_BITS < size) {
            if (used == pages.length) {
                pages = Arrays.copyOf(pages, Math.max(8, pages.length * 2));
            }
            pages[used++] = new long[PAGE];
        }
    }

    /** Gives everything back. */
    void clear() {
        pages = new long[0][];
        used = 0;
    }
}
