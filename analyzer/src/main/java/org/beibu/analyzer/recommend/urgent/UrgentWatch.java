package org.beibu.analyzer.recommend.urgent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.recommend.PairKey;
import org.beibu.analyzer.recommend.held.GroupState;
import org.beibu.model.Method;
import org.beibu.model.Metric;

/**
 * Looks at the exits of every group twice a second. The newest answer by any exit of the route says
 * how far the journal has been read: seconds before it are whole for all of them.
 */
public final class UrgentWatch {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Loss is looked for in the last so many seconds, those of the rules among them. */
    private static final int[] LOSS_SECONDS = {1, 2, 3, 5, 10};

    /** Silence counts when so many answers should have come. */
    private static final double LEAST_MISSED = 10;

    /** A second with fewer answers says nothing of delay. */
    private static final int LEAST_ANSWERS = 5;

    /** An exit is well when it loses no more than this share of what the other one loses. */
    private static final double MUCH_LESS = 1.0 / 3;

    private final UrgentRules rules;
    private final Method method;
    private final Map<PairKey, Running> steps = new HashMap<>();

    /** An alarm ends with the step: so many of the last seconds must have been won. */
    private static final int LEAST_STREAK = 3;

    /** The detector of a pair, against this exit, fed up to this second. */
    private record Running(StepDetector detector, String against, long second) {}

    /** A watch that has seen nothing yet. */
    public UrgentWatch(UrgentRules rules, Method method) {
        this.rules = rules;
        this.method = method;
    }

    /** What is urgent now; a group is in it once at most. */
    public List<Alarm> look(Collection<GroupState> groups, LiveSnapshot snapshot) {
        SortedMap<String, SortedMap<String, Seconds>> routes = new TreeMap<>();
        for (LivePath path : snapshot.paths()) {
            if (path.series().method() == method
                    && path.series().metric() == Metric.FAR_ROUND_TRIP
                    && !path.series().kind().isBiased()) {
                routes.computeIfAbsent(path.series().path().routeId(), id -> new TreeMap<>())
                        .put(path.series().path().exit(), new Seconds(path));
            }
        }
        List<Alarm> alarms = new ArrayList<>();
        for (GroupState group : groups) {
            SortedMap<String, Seconds> exits = routes.getOrDefault(group.route(), new TreeMap<>());
            Seconds current = exits.get(group.current());
            if (current != null && exits.size() > 1) {
                steps(group, current, exits);
                loss(group, current, exits).or(() -> step(group)).ifPresent(alarms::add);
            }
        }
        return alarms;
    }

    private static long newest(SortedMap<String, Seconds> exits) {
        return exits.values().stream().mapToLong(Seconds::lastNanos).max().orElse(0);
    }

    private Optional<Alarm> loss(
            GroupState group, Seconds current, SortedMap<String, Seconds> exits) {
        long newest = newest(exits);
        long second = newest / SECOND_NANOS;
        long silence = newest - current.lastNanos();
        double rate = current.rate(current.lastNanos() / SECOND_NANOS).answers();
        if (silence >= rules.after().toNanos()
                && rate * silence / SECOND_NANOS >= LEAST_MISSED
                && rules.usualLoss() < 1) {
            int seconds = (int) Math.min(60, Math.max(1, silence / SECOND_NANOS));
            return alarm(group, exits, second, seconds, 1);
        }
        for (int seconds : LOSS_SECONDS) {
            if (seconds >= rules.after().toSeconds()
                    && current.isLossy(second, seconds, rules.usualLoss())) {
                return alarm(group, exits, second, seconds, current.loss(second, seconds));
            }
        }
        return Optional.empty();
    }

    private Optional<Alarm> alarm(
            GroupState group,
            SortedMap<String, Seconds> exits,
            long second,
            int seconds,
            double loss) {
        Set<String> well = new TreeSet<>();
        exits.forEach(
                (exit, one) -> {
                    double other = one.loss(second, seconds);
                    if (!exit.equals(group.current())
                            && group.isHeld(exit)
                            && other <= Math.max(rules.usualLoss(), MUCH_LESS * loss)
                            && other < loss
                            && !one.isLossy(second, seconds, rules.usualLoss())) {
                        well.add(exit);
                    }
                });
        return well.isEmpty()
                ? Optional.empty()
                : Optional.of(new Alarm(group.id(), group.current(), Alarm.Kind.LOSS, loss, well));
    }

    /** Feeds the detectors of a group with the seconds that have become whole. */
    private void steps(GroupState group, Seconds current, SortedMap<String, Seconds> exits) {
        long whole = newest(exits) / SECOND_NANOS;
        exits.forEach(
                (exit, other) -> {
                    if (!exit.equals(group.current())) {
                        PairKey pair = new PairKey(group.id(), exit);
                        Running running = steps.get(pair);
                        if (running == null || !running.against().equals(group.current())) {
                            running = new Running(new StepDetector(), group.current(), whole - 1);
                        }
                        for (long at = Math.max(running.second(), whole - 60); at < whole; at++) {
                            feed(running.detector(), current, other, at);
                        }
                        steps.put(
                                pair,
                                new Running(
                                        running.detector(),
                                        running.against(),
                                        Math.max(whole, running.second())));
                    }
                });
    }

    private void feed(StepDetector detector, Seconds current, Seconds other, long second) {
        if (current.count(second) >= LEAST_ANSWERS && other.count(second) >= LEAST_ANSWERS) {
            detector.add(current.median(second) - other.median(second) > rules.stepMillis());
        }
    }

    private Optional<Alarm> step(GroupState group) {
        if (rules.stepMillis() == 0) {
            return Optional.empty();
        }
        Set<String> better = new TreeSet<>();
        steps.forEach(
                (pair, running) -> {
                    if (pair.group().equals(group.id())
                            && group.isHeld(pair.exit())
                            && !pair.exit().equals(group.current())
                            && running.detector().streak() >= LEAST_STREAK
                            && running.detector().value() >= rules.stepSeconds()) {
                        better.add(pair.exit());
                    }
                });
        return better.isEmpty()
                ? Optional.empty()
                : Optional.of(new Alarm(group.id(), group.current(), Alarm.Kind.STEP, 0, better));
    }

    /** Forgets groups that are no longer there. */
    public void retain(Set<String> groups) {
        steps.keySet().removeIf(pair -> !groups.contains(pair.group()));
    }
}
