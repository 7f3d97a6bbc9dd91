package org.beibu.simulator.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.beibu.analyzer.detect.ClockWatch;
import org.beibu.analyzer.detect.PathAlarm;
import org.beibu.analyzer.detect.PathWatch;
import org.beibu.simulator.world.PathWorld.Incident;

/** Feeds a path's world to its watch as a probe would and keeps what was said. */
public final class WorldReplay {
    /** A packet is given up so long after it was sent: a later one is answered, and 0.3 s more. */
    private static final long GIVEN_UP_NANOS = 450_000_000L;

    private static final double LONGEST_MS = 90;

    /** What clocks say of themselves that have one-way delays. */
    private static final long DECLARED_NANOS = 250_000;

    private final Deque<Long> missing = new ArrayDeque<>();
    private final List<PathAlarm> alarms = new ArrayList<>();
    private final PathWatch watch = new PathWatch(alarms::add);
    private final ClockWatch clocks = new ClockWatch(alarms::add);

    /** What a watch said of a world from second 0 to below {@code seconds}. */
    public static List<PathAlarm> run(PathWorld world, long seconds) {
        WorldReplay replay = new WorldReplay();
        for (long second = 0; second < seconds; second++) {
            world.second(second, replay::packet);
        }
        return List.copyOf(replay.alarms);
    }

    /** Answers keep their order: later than the next packet is shown as just before it. */
    private void packet(long sentNanos, double delayMs, double forwardMs) {
        while (!missing.isEmpty() && missing.peek() <= sentNanos) {
            watch.onLost(missing.remove());
        }
        if (Double.isNaN(delayMs)) {
            missing.add(sentNanos + GIVEN_UP_NANOS);
            watch.onTime(sentNanos);
        } else {
            long arrival = sentNanos + (long) (Math.min(delayMs, LONGEST_MS) * 1e6);
            watch.onReply(arrival, delayMs);
            clocks.onDeclared(DECLARED_NANOS);
            clocks.onRoundTrip(arrival, (long) (delayMs * 1e6));
            clocks.onForward((long) (forwardMs * 1e6));
            clocks.onBackward((long) ((delayMs - forwardMs) * 1e6));
        }
    }

    /**
     * How long after their beginnings the incidents of a kind were said, in seconds, ascending; one
     * that was not said within {@code limit} counts as infinite.
     */
    public static double[] delays(
            List<Incident> incidents, Incident.Kind kind, List<PathAlarm> alarms, double limit) {
        return incidents.stream()
                .filter(incident -> incident.kind() == kind)
                .mapToDouble(incident -> delay(incident, alarms, limit))
                .sorted()
                .toArray();
    }

    private static double delay(Incident incident, List<PathAlarm> alarms, double limit) {
        for (PathAlarm alarm : alarms) {
            double delay = alarm.saidNanos() / 1e9 - incident.second();
            if (delay > 0 && delay <= limit) {
                return delay;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
