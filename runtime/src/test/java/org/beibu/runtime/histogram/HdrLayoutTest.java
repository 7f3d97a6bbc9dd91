package org.beibu.runtime.histogram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class HdrLayoutTest {

    @Test
    void everyBucketIsThatOfTheLibrary() {
        Histogram library = HdrLayout.newHistogram();

        for (int index = 0; index < HdrLayout.BUCKETS; index++) {
            long lowest = HdrLayout.lowestOf(index);
            long highest = HdrLayout.lowestOf(index + 1) - 1;
            assertEquals(lowest, library.lowestEquivalentValue(lowest));
            assertEquals(highest, library.highestEquivalentValue(lowest));
            assertEquals(library.medianEquivalentValue(lowest), HdrLayout.middleOf(index));
            assertEquals(index, HdrLayout.indexOf(lowest));
            assertEquals(index, HdrLayout.indexOf(highest));
        }
    }

    @Test
    void bucketsAreNarrow() {
        assertEquals(0, HdrLayout.lowestOf(0));
        assertEquals(512, HdrLayout.lowestOf(1));
        for (int index = HdrLayout.indexOf(520_000); index < HdrLayout.BUCKETS - 1; index++) {
            long lowest = HdrLayout.lowestOf(index);
            double width = HdrLayout.lowestOf(index + 1) - lowest;
            assertEquals(0, width / lowest, 0.001);
        }
    }
}
