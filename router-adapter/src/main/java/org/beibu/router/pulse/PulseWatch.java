package org.beibu.router.pulse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.beibu.model.PathId;
import org.beibu.router.guard.Watched;
import org.beibu.router.steer.ProbeSight;
import org.beibu.router.steer.SteeringEvent;
import org.beibu.runtime.counters.Counters;

/**
 * Follows what all probes tell, and says when packets of an AseanRoute stop to come back through an
 * exit and when they come back again. What a probe said last counts for five seconds; of what was
 * told of nobody else, nothing is known then, and the quorum fails.
 *
 * <p>Bounded by the sessions that the probes tell of. Owned by the thread that steers.
 */
public final class PulseWatch implements ProbeSight {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final double quorum;
    private final Counters counters;
    private final Map<String, Report> reports = new LinkedHashMap<>();
    private final Map<PathId, PathHealth> health = new HashMap<>();

    private record Report(long nanos, Map<PathId, List<SessionPulse>> paths) {}

    /**
     * A watch that knows nothing yet.
     *
     * @param quorum least share of sessions that answer, 0 to 1
     */
    public PulseWatch(double quorum, Counters counters) {
        this.quorum = quorum;
        this.counters = counters;
        counters.register(PulseCounter.class);
    }

    /** A probe has told; gives what steering has to hear of. */
    public List<SteeringEvent> see(String probe, List<SessionPulse> pulses, long nanos) {
        Map<PathId, List<SessionPulse>> paths = new LinkedHashMap<>();
        pulses.forEach(p -> paths.computeIfAbsent(p.path(), x -> new ArrayList<>()).add(p));
        reports.put(probe, new Report(nanos, paths));
        Map<PathId, PathHealth.Tally> tallies = new HashMap<>();
        Map<String, Set<String>> exits = new HashMap<>();
        for (PathId path : told(nanos)) {
            tallies.put(path, tally(path, nanos));
            exits.computeIfAbsent(path.routeId(), r -> new TreeSet<>()).add(path.exit());
        }
        health.entrySet()
                .removeIf(
                        e -> !tallies.containsKey(e.getKey()) && e.getValue().trouble().isEmpty());
        List<SteeringEvent> events = new ArrayList<>();
        for (PathId path : paths.keySet()) {
            List<PathId> others =
                    exits.getOrDefault(path.routeId(), Set.of()).stream()
                            .filter(exit -> !exit.equals(path.exit()))
                            .map(exit -> new PathId(path.routeId(), exit))
                            .toList();
            boolean everywhere =
                    !others.isEmpty() && others.stream().allMatch(o -> isUnusual(o, tallies));
            PathHealth of = health.computeIfAbsent(path, p -> new PathHealth(nanos));
            PathHealth.Tally tally = tallies.get(path);
            if (tally != null && of.judge(tally, quorum, everywhere, nanos)) {
                events.add(event(path, of));
            }
        }
        return events;
    }

    private boolean isUnusual(PathId path, Map<PathId, PathHealth.Tally> tallies) {
        PathHealth of = health.get(path);
        PathHealth.Tally tally = tallies.get(path);
        return of != null && tally != null && of.isUnusual(tally);
    }

    private SteeringEvent event(PathId path, PathHealth of) {
        if (of.trouble().isPresent()) {
            counters.increment(PulseCounter.PROBES_LOST);
            return new SteeringEvent.ProbeLoss(path.routeId(), path.exit(), of.trouble().get());
        }
        counters.increment(PulseCounter.PROBES_BACK);
        return new SteeringEvent.ProbesBack(path.routeId(), path.exit());
    }

    private Set<PathId> told(long nanos) {
        reports.values().removeIf(report -> nanos - report.nanos() > FRESH_NANOS);
        Set<PathId> told = new TreeSet<>();
        reports.values().forEach(report -> told.addAll(report.paths().keySet()));
        return told;
    }

    private PathHealth.Tally tally(PathId path, long nanos) {
        List<SessionPulse> all = new ArrayList<>();
        for (Report report : reports.values()) {
            if (nanos - report.nanos() <= FRESH_NANOS) {
                all.addAll(report.paths().getOrDefault(path, List.of()));
            }
        }
        return PathHealth.Tally.of(all);
    }

    @Override
    public Optional<Watched> watched(String routeId, String exit, long nanos) {
        PathHealth.Tally tally = tally(new PathId(routeId, exit), nanos);
        return Optional.of(new Watched(tally.answering(), tally.sessions()));
    }
}
