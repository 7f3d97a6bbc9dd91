package org.beibu.lab.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RigPlanTest {
    @Test
    void aRunIsBoundedInTime() {
        RigPlan plan = RigPlan.of(true, 6, 2);

        assertTrue(plan.secondsAtMost() > 12 && plan.secondsAtMost() < 180);
        assertEquals(300, plan.withConnections(300).connections());
        assertThrows(IllegalArgumentException.class, () -> RigPlan.of(true, 6, 51));
        assertThrows(IllegalArgumentException.class, () -> RigPlan.of(true, 7, 1));
        assertThrows(IllegalArgumentException.class, () -> RigPlan.of(true, 1, 0));
    }

    @Test
    void bothFamiliesAreAskedEvenInShortRuns() {
        assertTrue(Hosts.SERVERS.get(0).contains("."));
        assertTrue(Hosts.SERVERS.get(1).contains(":"));
        assertEquals("[2001:db8::10]", Hosts.inUrl(Hosts.SERVERS.get(1)));
    }
}
