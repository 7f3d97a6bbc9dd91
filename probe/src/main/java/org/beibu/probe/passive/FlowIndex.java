package org.beibu.probe.passive;

/**
 * From key hash to flow number: open addressing with linear probing, at most half full, doubled as
 * it fills. An entry is hash (32) | flow number plus one (32); 0 is empty. A removed entry is
 * closed by moving later ones back, so that nothing is left over. Owned by the capture thread.
 */
final class FlowIndex {
    private static final int FIRST_CAPACITY = 1 << 12;

    private long[] entries = new long[FIRST_CAPACITY];
    private int mask = FIRST_CAPACITY - 1;
    private int size;

    int size() {
        return size;
    }

    /** Where a search for this hash starts. */
    int home(int hash) {
        return hash & mask;
    }

    /** The position after this one. */
    int after(int at) {
        return at + 1 & mask;
    }

    /** The entry at a position, 0 at the end of a search. */
    long entry(int at) {
        return entries[at];
    }

    static int hash(long entry) {
        return (int) (entry >>> 32);
    }

    static int flow(long entry) {
        return (int) entry - 1;
    }

    void add(int hash, int flow) {
        if (2 * (size + 1) > entries.length) {
            grow();
        }
        place((long) hash << 32 | flow + 1);
        size++;
    }

    void remove(int hash, int flow) {
        int hole = home(hash);
        while (flow(entries[hole]) != flow) {
            assert entries[hole] != 0 : "a live flow is in the index";
            hole = after(hole);
        }
        for (int at = after(hole); entries[at] != 0; at = after(at)) {
            int distance = at - home(hash(entries[at])) & mask;
            if (distance >= (at - hole & mask)) {
                entries[hole] = entries[at];
                hole = at;
            }
        }
        entries[hole] = 0;
        size--;
    }

    private void place(long entry) {
        int at = home(hash(entry));
        while (entries[at] != 0) {
            at = after(at);
        }
        entries[at] = entry;
    }

    private void grow() {
        long[] before = entries;
        entries = new long[before.length * 2];
        mask = entries.length - 1;
        for (long entry : before) {
            if (entry != 0) {
                place(entry);
            }
        }
    }
}
