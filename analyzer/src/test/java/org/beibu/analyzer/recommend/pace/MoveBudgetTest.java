package org.beibu.analyzer.recommend.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MoveBudgetTest {

    @Test
    void aMoveComesBackAfterAnHour() {
        MoveBudget budget = new MoveBudget(2);

        assertTrue(budget.spend(0));
        assertTrue(budget.spend(30));
        assertFalse(budget.spend(59));
        assertTrue(budget.spend(60));
        assertFalse(budget.spend(89));
        assertEquals(1, budget.left(90));
    }

    @Test
    void noBudgetIsNoMove() {
        assertFalse(new MoveBudget(0).spend(1_000));
    }

    @Test
    void noStretchOfSixtyMinutesHasMoreMovesThanTheBudget() {
        SplittableRandom random = new SplittableRandom(3);
        MoveBudget budget = new MoveBudget(7);
        List<Long> spent = new ArrayList<>();
        long minute = 0;
        for (int i = 0; i < 20_000; i++) {
            minute += random.nextInt(5);
            if (budget.spend(minute)) {
                spent.add(minute);
            }
        }
        for (int i = 7; i < spent.size(); i++) {
            assertTrue(spent.get(i) - spent.get(i - 7) >= 60, "moves " + (i - 7) + " to " + i);
        }
        assertTrue(spent.size() > 3_000, "spent " + spent.size());
    }
}
