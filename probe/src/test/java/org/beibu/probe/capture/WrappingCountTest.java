package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WrappingCountTest {
    private final WrappingCount count = new WrappingCount();

    private long after(int... values) {
        for (int value : values) {
            count.update(value);
        }
        return count.total();
    }

    @Test
    void aCountThatWrapsGoesOn() {
        assertEquals((1L << 32) + 5, after(0x7000_0000, 0xe000_0000, 5));
    }

    @Test
    void aCountThatFallsWasResetAndAddsNothing() {
        assertEquals(1000, after(1000, 0));
        assertEquals(1007, after(7));
    }
}
