package org.beibu.runtime.counters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersTest {
    private final Counters counters = new Counters();

    private enum Fruit implements Counter {
        APPLES,
        PEARS;

        @Override
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public String help() {
            return "Counts " + label() + ".";
        }
    }

    @Test
    void aCounterBeginsAtZeroAndMoves() {
        assertEquals(0, counters.get(Fruit.APPLES));

        counters.increment(Fruit.APPLES);
        counters.add(Fruit.APPLES, 4);
        counters.addShared(Fruit.PEARS, 2);

        assertEquals(5, counters.get(Fruit.APPLES));
        assertEquals(2, counters.get(Fruit.PEARS));
    }

    @Test
    void aRegisteredEnumShowsAllItsCountersAtOnce() {
        assertEquals(Map.of(), counters.snapshot());

        counters.register(Fruit.class);

        assertEquals(Map.of("apples", 0L, "pears", 0L), counters.snapshot());
        assertEquals("Counts pears.", counters.help().get("pears"));
    }

    @Test
    void whatChildrenCountIsPartOfTheParent() {
        Counters child = counters.child();
        child.increment(Fruit.APPLES);
        counters.add(Fruit.APPLES, 2);

        assertEquals(3, counters.get(Fruit.APPLES));
        assertEquals(1, child.get(Fruit.APPLES));
        assertEquals(Map.of("apples", 3L, "pears", 0L), counters.snapshot());
    }

    @Test
    void onlyEnumConstantsAreCounters() {
        Counter nameless =
                new Counter() {
                    @Override
                    public String label() {
                        return "x";
                    }

                    @Override
                    public String help() {
                        return "x";
                    }
                };

        assertThrows(IllegalArgumentException.class, () -> counters.increment(nameless));
    }

    @Test
    void sharedCountingLosesNothingBetweenThreads() throws InterruptedException {
        int threads = 4;
        int each = 100_000;
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> count(each));
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }

        assertEquals((long) threads * each, counters.get(Fruit.APPLES));
    }

    private void count(int times) {
        for (int i = 0; i < times; i++) {
            counters.addShared(Fruit.APPLES, 1);
        }
    }
}
