package org.beibu.lab.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectionTest {
    private static final int SLOTS = 4;
    private static final long FIRST_PATH = PathClass.oneWayNanos(0);
    private static final long LIMIT = 10_000_000;

    private final FrameStore store = new FrameStore(SLOTS);
    private final List<Integer> lengths = new ArrayList<>();

    private Direction direction(int lostOfTenThousand) {
        return new Direction(store, new Loss(lostOfTenThousand, 1));
    }

    private boolean take(long address, int length) {
        assertNotEquals(0, address);
        return lengths.add(length);
    }

    @Test
    void aFrameLeavesWhenItIsDueAndNotBefore() {
        Direction direction = direction(0);
        direction.arrive(store.take(), 20, 1000);

        direction.depart(1000 + FIRST_PATH - 1, this::take);
        assertEquals(List.of(), lengths);
        assertEquals(1, direction.nanosToNext(1000 + FIRST_PATH - 1, LIMIT));

        direction.depart(1000 + FIRST_PATH, this::take);
        assertEquals(List.of(20), lengths);
        assertEquals(LIMIT, direction.nanosToNext(2000, LIMIT), "nothing is under way");
    }

    @Test
    void framesOfOnePathKeepTheirOrderAcrossTheWrapOfTheClock() {
        Direction direction = direction(0);
        long start = Long.MAX_VALUE - FIRST_PATH / 2;
        direction.arrive(store.take(), 20, start);
        direction.arrive(store.take(), 21, start + 5);

        direction.depart(start + FIRST_PATH, this::take);
        direction.depart(start + FIRST_PATH + 5, this::take);

        assertEquals(List.of(20, 21), lengths);
    }

    @Test
    void slotsAreGivenBackWhateverHappensToTheFrame() {
        Direction losing = direction(10_000);
        Direction carrying = direction(0);
        for (int i = 0; i < 3 * SLOTS; i++) {
            losing.arrive(store.take(), 20, 0);
            carrying.arrive(store.take(), 20, 0);
            carrying.depart(FIRST_PATH, (address, length) -> false);
        }

        for (int i = 0; i < SLOTS; i++) {
            assertNotEquals(FrameStore.NONE, store.take());
        }
        assertEquals(FrameStore.NONE, store.take());
        assertTrue(losing.report().startsWith("carried 0, lost 12, refused 0"), losing.report());
        assertTrue(
                carrying.report().startsWith("carried 0, lost 0, refused 12"), carrying.report());
    }

    @Test
    void theLossIsTheOneWantedAndTheSameInEachRun() {
        Loss loss = new Loss(50, 7);
        Loss again = new Loss(50, 7);
        int lost = 0;
        for (int i = 0; i < 1_000_000; i++) {
            boolean now = loss.next();
            assertEquals(now, again.next());
            lost += now ? 1 : 0;
        }

        assertEquals(5000, lost, 350, "five standard deviations");
    }
}
