package org.beibu.probe.traffic;

/** Octets and packets of each cell in one second; only touched cells are visited or cleared. */
final class OpenSecond {
    private final long[] octets;
    private final long[] packets;
    private final int[] touched;
    private int touchedCount;
    private long usedAt;
    private long second = Long.MIN_VALUE;

    OpenSecond(int cells) {
        octets = new long[cells];
        packets = new long[cells];
        touched = new int[cells];
    }

    long second() {
        return second;
    }

    /** When it was last turned to, by the owner's count. */
    long usedAt() {
        return usedAt;
    }

    void usedAt(long use) {
        usedAt = use;
    }

    boolean isEmpty() {
        return touchedCount == 0;
    }

    /** Begins another second; nothing may be left of the one before. */
    void begin(long nextSecond) {
        assert isEmpty() : "the second before was not taken";
        second = nextSecond;
    }

    void add(int cell, long moreOctets) {
        if (packets[cell] == 0) {
            touched[touchedCount++] = cell;
        }
        packets[cell]++;
        octets[cell] += moreOctets;
    }

    int touchedCount() {
        return touchedCount;
    }

    int touched(int i) {
        return touched[i];
    }

    long octets(int cell) {
        return octets[cell];
    }

    long packets(int cell) {
        return packets[cell];
    }

    void clear() {
        for (int i = 0; i < touchedCount; i++) {
            packets[touched[i]] = 0;
            octets[touched[i]] = 0;
        }
        touchedCount = 0;
    }
}
