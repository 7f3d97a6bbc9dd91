package org.beibu.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.beibu.analyzer.detect.PathAlarm;
import org.beibu.simulator.world.PathWorld.Incident;
import org.beibu.simulator.world.PathWorld.Incident.Kind;
import org.junit.jupiter.api.Test;

/**
 * What the live watch finds in a statistical world, and how soon. {@code -Dbeibu.replay.days=30}
 * replays a month; it prints its figures.
 */
class WorldReplayTest {
    private static final int DAY = 86_400;
    private static final double EVENING_MS = 0.5;
    private static final double[] SHIFTS_MS = {1, -1, 2, -3, 5};

    /** The clock of this world does drift. */
    private static final Set<PathAlarm.Kind> OF_THE_DRIFTING_CLOCK =
            Set.of(PathAlarm.Kind.DRIFT, PathAlarm.Kind.CLOCK_END);

    private static long seconds() {
        return Long.getLong("beibu.replay.days", 1) * DAY;
    }

    @Test
    void aQuietPathGivesNextToNoAlarm() {
        List<PathAlarm> alarms =
                WorldReplay.run(new PathWorld(5, EVENING_MS, List.of()), seconds()).stream()
                        .filter(alarm -> !OF_THE_DRIFTING_CLOCK.contains(alarm.kind()))
                        .toList();

        System.out.printf(Locale.ROOT, "%d days without incident: %s%n", seconds() / DAY, alarms);
        assertTrue(alarms.size() <= 1, alarms::toString);
    }

    @Test
    void shiftsOutagesAndLossAreSaidInTime() {
        List<Incident> incidents = PathWorld.plan(1, seconds(), 900, SHIFTS_MS);

        List<PathAlarm> alarms =
                WorldReplay.run(new PathWorld(100, EVENING_MS, incidents), seconds());

        figures(incidents, alarms);
        double[] shifts = WorldReplay.delays(incidents, Kind.SHIFT, alarms, 30);
        assertTrue(quantile(shifts, 0.5) <= 5, "median of shifts");
        assertTrue(quantile(shifts, 0.95) <= 10, "p95 of shifts");
        assertTrue(quantile(shifts, 0.99) <= 30, "recall of shifts");
        assertTrue(
                quantile(WorldReplay.delays(incidents, Kind.OUTAGE, alarms, 30), 1) <= 1,
                "outages within a second");
        assertTrue(
                quantile(WorldReplay.delays(incidents, Kind.LOSS, alarms, 30), 0.5) <= 10,
                "half of the losses within ten seconds");
        assertTrue(
                quantile(WorldReplay.delays(incidents, Kind.CLOCK, alarms, 30), 1) <= 30,
                "clock steps within half a minute");
    }

    @Test
    void theCauseIsNamed() {
        List<Incident> incidents = PathWorld.plan(2, seconds(), 900, SHIFTS_MS);

        List<PathAlarm> alarms =
                WorldReplay.run(new PathWorld(101, EVENING_MS, incidents), seconds());

        int right = 0;
        for (Incident incident : incidents) {
            PathAlarm.Kind expected =
                    switch (incident.kind()) {
                        case SHIFT -> PathAlarm.Kind.ROUTING_STEP;
                        case QUEUE -> PathAlarm.Kind.CONGESTION;
                        case OUTAGE -> PathAlarm.Kind.OUTAGE;
                        case LOSS -> PathAlarm.Kind.LOSS;
                        case CLOCK -> PathAlarm.Kind.CLOCK;
                    };
            right += first(incident, alarms) == expected ? 1 : 0;
        }
        System.out.printf("cause right in %d of %d%n", right, incidents.size());
        assertTrue(right >= 0.9 * incidents.size());
    }

    @Test
    void theSameSeedDrawsTheSameWorld() {
        List<Double> once = new ArrayList<>();
        List<Double> again = new ArrayList<>();

        new PathWorld(3, 1, List.of()).second(0, (sent, delay, forward) -> once.add(delay));
        new PathWorld(3, 1, List.of()).second(0, (sent, delay, forward) -> again.add(delay));

        assertEquals(once, again);
        assertEquals(PathWorld.PACKETS_A_SECOND, once.size());
    }

    private static PathAlarm.Kind first(Incident incident, List<PathAlarm> alarms) {
        for (PathAlarm alarm : alarms) {
            double delay = alarm.saidNanos() / 1e9 - incident.second();
            if (delay > 0 && delay <= 30) {
                return alarm.kind();
            }
        }
        return PathAlarm.Kind.OUTAGE_END; // which is never expected
    }

    private static void figures(List<Incident> incidents, List<PathAlarm> alarms) {
        for (Kind kind : Kind.values()) {
            double[] delays = WorldReplay.delays(incidents, kind, alarms, 30);
            System.out.printf(
                    Locale.ROOT,
                    "%-7s n=%d p50=%.1f s p95=%.1f s max=%.1f s%n",
                    kind,
                    delays.length,
                    quantile(delays, 0.5),
                    quantile(delays, 0.95),
                    quantile(delays, 1));
        }
    }

    private static double quantile(double[] ascending, double share) {
        return ascending[Math.min(ascending.length - 1, (int) (share * ascending.length))];
    }
}
