package org.beibu.probe.passive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.beibu.probe.capture.SegmentBuilder;
import org.junit.jupiter.api.Test;

class CopyFilterTest {
    private static final long MILLISECOND = 1_000_000;

    private final CopyFilter filter = new CopyFilter(8192);
    private final Flow flow = new Flow();
    private final SegmentBuilder next =
            new SegmentBuilder().sequence(1).acknowledgment(2).flags(0x10).payload(5).window(9);

    private boolean copyAt(long nanos) {
        return filter.isCopy(next.at(nanos).segment(), flow, 0);
    }

    @Test
    void withIdentificationACopyMayComeWithin200Milliseconds() {
        next.identification(77);

        assertFalse(copyAt(0));
        assertTrue(copyAt(200 * MILLISECOND));
        assertFalse(copyAt(200 * MILLISECOND + 1));
    }

    @Test
    void withoutIdentificationACopyMayComeWithinAMillisecond() {
        assertFalse(copyAt(0));
        assertTrue(copyAt(MILLISECOND));
        assertFalse(copyAt(MILLISECOND + 1));
    }

    @Test
    void copiesMayComeInterleaved() {
        for (int i = 0; i < 20; i++) {
            assertFalse(filter.isCopy(next.at(i).sequence(i).segment(), flow, 0));
        }
        for (int i = 0; i < 20; i++) {
            assertTrue(filter.isCopy(next.at(100 + i).sequence(i).segment(), flow, 0));
        }
    }

    @Test
    void anyFieldThatDiffersMakesAnotherSegment() {
        assertFalse(copyAt(0));

        assertFalse(filter.isCopy(next.at(1).window(10).segment(), flow, 0));
        assertFalse(filter.isCopy(next.window(9).flags(0x18).segment(), flow, 0));
        assertFalse(filter.isCopy(next.flags(0x10).payload(6).segment(), flow, 0));
        assertFalse(filter.isCopy(next.payload(5).timestamps(0, 0).segment(), flow, 0));
        assertFalse(filter.isCopy(next.timestamps(1, 0).segment(), flow, 0));
        assertFalse(filter.isCopy(next.timestamps(0, 1).segment(), flow, 0));
        assertFalse(filter.isCopy(next.noTimestamps().acknowledgment(3).segment(), flow, 0));
        assertFalse(filter.isCopy(next.acknowledgment(2).segment(), flow, 1));
        assertFalse(filter.isCopy(next.segment(), new Flow().wrap(8, new long[32], 0), 0));
        assertTrue(filter.isCopy(next.segment(), flow, 0));
    }

    /** What goes beyond all before it is remembered without being looked for. */
    @Test
    void aRememberedSegmentHasCopies() {
        filter.remember(next.at(0).segment(), flow, 0);

        assertTrue(copyAt(1));
    }

    @Test
    void memoryIsConstantAndTheOldestMakesRoom() {
        int folded = 0;
        for (int i = 0; i < 100_000; i++) {
            next.identification(1).sequence(i).at(i * 1000L);
            assertFalse(filter.isCopy(next.segment(), flow, 0));
            if (i >= 20 && filter.isCopy(next.sequence(i - 20).segment(), flow, 0)) {
                folded++;
            }
        }
        assertEquals(1.0, folded / 99_980.0, 0.01);
    }
}
