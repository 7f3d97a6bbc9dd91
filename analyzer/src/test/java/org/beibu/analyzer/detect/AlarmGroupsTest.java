package org.beibu.analyzer.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.beibu.analyzer.detect.AlarmGroups.Named;
import org.beibu.analyzer.detect.AlarmGroups.Scope;
import org.beibu.analyzer.detect.AlarmGroups.Watched;
import org.junit.jupiter.api.Test;

class AlarmGroupsTest {
    private static final long SECOND = 1_000_000_000L;

    private final AlarmGroups groups = new AlarmGroups();

    AlarmGroupsTest() {
        for (String exit : List.of("hk1", "sg1")) {
            for (String route : List.of("vn-han", "th-bkk", "sg")) {
                groups.watch(new Watched("nn1", exit, route));
            }
        }
    }

    private void shift(String exit, String route, int second, double after) {
        groups.add(
                new Watched("nn1", exit, route),
                new PathAlarm(
                        PathAlarm.Kind.ROUTING_STEP,
                        second * SECOND,
                        (second + 5) * SECOND,
                        30,
                        after));
    }

    private List<Scope> settled(int second) {
        return groups.settle(second * SECOND).stream().map(Named::scope).toList();
    }

    @Test
    void onePathAloneIsItsOwn() {
        shift("hk1", "sg", 100, 33);

        assertEquals(List.of(Scope.PATH), settled(115));
    }

    @Test
    void allPathsOfAnExitAreTheExits() {
        shift("hk1", "sg", 100, 33);
        shift("hk1", "vn-han", 101, 35);
        shift("hk1", "th-bkk", 102, 31);

        assertEquals(List.of(Scope.EXIT, Scope.EXIT, Scope.EXIT), settled(117));
    }

    @Test
    void allPathsOfAProbeAreItsHosts() {
        for (String exit : List.of("hk1", "sg1")) {
            for (String route : List.of("vn-han", "th-bkk", "sg")) {
                shift(exit, route, 100, 34);
            }
        }

        assertTrue(settled(115).stream().allMatch(scope -> scope == Scope.HOST));
    }

    @Test
    void otherDirectionsAndOtherTimesAreNotAlike() {
        shift("hk1", "sg", 100, 33);
        shift("hk1", "vn-han", 100, 25);
        shift("hk1", "th-bkk", 150, 33);

        assertEquals(List.of(Scope.PATH, Scope.PATH), settled(115));
    }

    @Test
    void nothingIsSaidTwiceOrTooEarly() {
        shift("hk1", "sg", 100, 33);

        assertEquals(List.of(), settled(114));
        assertEquals(List.of(Scope.PATH), settled(115));
        assertEquals(List.of(), settled(116));
        assertEquals(List.of(), settled(200));
    }
}
