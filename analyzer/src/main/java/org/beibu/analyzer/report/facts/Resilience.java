package org.beibu.analyzer.report.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beibu.analyzer.recommend.plan.DelayCurve;
import org.beibu.analyzer.recommend.price.Allocation;
import org.beibu.analyzer.recommend.price.AllocationProblem;
import org.beibu.analyzer.recommend.price.PriceAllocator;
import org.beibu.analyzer.report.maths.LoadCurve;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.model.Catalogue;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;

/**
 * Takes links away and lets the allocator of recommendations put the traffic of the others' busiest
 * time where it is best. Only what must move is moved. Each path is cut into ten parts that may go
 * different ways, as its prefixes can. Parts go only where delays were measured; where none were at
 * all, anywhere.
 */
final class Resilience {
    private static final int PARTS = 10;
    private static final double WORK_SECONDS = 0.05;
    private static final double MOVE_MILLIS = 1_000;

    /** Links are filled so far at first, and only where that is not enough up to the brim. */
    private static final double COMFORTABLE = 0.9;

    private static final double ROUNDING = 1e-9;

    private final SortedMap<String, LinkFacts> links;
    private final SortedMap<PathId, DelayFacts.OfPath> delays;
    private final Map<String, DelayCurve> curves = new HashMap<>();
    private final SortedMap<PathId, Double> gbits = new TreeMap<>();
    private final List<SloTarget> targets;
    private final Catalogue catalogue;

    /**
     * What is known.
     *
     * @param links of all exits
     * @param delays of all paths
     * @param targets of service levels
     * @param catalogue the routes
     */
    record Known(
            Collection<LinkFacts> links,
            DelayFacts delays,
            List<SloTarget> targets,
            Catalogue catalogue) {}

    Resilience(TrafficHistory traffic, Known known) {
        links = new TreeMap<>();
        known.links().forEach(link -> links.put(link.link().exit(), link));
        delays = known.delays().paths();
        for (DelayFacts.ExitCurve curve : known.delays().curves()) {
            curves.put(
                    curve.path().exit(),
                    curve.curve()
                            .map(LoadCurve::slope)
                            .map(DelayCurve::new)
                            .orElse(DelayCurve.USUAL));
        }
        targets = known.targets();
        catalogue = known.catalogue();
        Map<String, double[]> sums = new HashMap<>();
        traffic.recentOctets()
                .forEach(
                        (path, octets) -> {
                            double[] sum = sums.computeIfAbsent(path.exit(), exit -> new double[2]);
                            sum[0] += octets[0];
                            sum[1] += octets[1];
                        });
        traffic.recentOctets().forEach((path, octets) -> gbits.put(path, gbit(path, octets, sums)));
    }

    /** A path's part of its exit's 95th percentile, by its share of the octets. */
    private double gbit(PathId path, double[] octets, Map<String, double[]> sums) {
        LinkFacts link = links.get(path.exit());
        double[] sum = sums.getOrDefault(path.exit(), new double[2]);
        int way = link == null || link.direction() == TrafficDirection.INBOUND ? 0 : 1;
        return link == null || !(sum[way] > 0) || Double.isNaN(link.demand().p95())
                ? 0
                : octets[way] / sum[way] * link.demand().p95() / 1e9;
    }

    /** Every single link and every group of links that fail together, at these growths. */
    List<LossOfOne> all(List<Double> growths) {
        SortedMap<String, SortedSet<String>> losses = new TreeMap<>();
        links.forEach(
                (exit, link) -> {
                    losses.computeIfAbsent(exit, e -> new TreeSet<>()).add(exit);
                    if (!link.link().group().isEmpty()) {
                        losses.computeIfAbsent(link.link().group(), g -> new TreeSet<>()).add(exit);
                    }
                });
        losses.entrySet()
                .removeIf(loss -> loss.getValue().size() == 1 && !links.containsKey(loss.getKey()));
        List<LossOfOne> all = new ArrayList<>();
        for (double growth : growths) {
            losses.forEach((lost, exits) -> all.add(loss(lost, exits, growth)));
        }
        return all;
    }

    private double capacity(String exit) {
        LinkFacts link = links.get(exit);
        return link == null ? 0 : link.link().gbit().orElse(0);
    }

    private LossOfOne loss(String lost, SortedSet<String> exits, double growth) {
        List<String> left =
                links.keySet().stream()
                        .filter(exit -> !exits.contains(exit) && capacity(exit) > 0)
                        .toList();
        boolean known =
                links.keySet().stream().allMatch(exit -> capacity(exit) > 0) && !gbits.isEmpty();
        if (!known) {
            return new LossOfOne(
                    lost,
                    List.copyOf(exits),
                    growth,
                    LossOfOne.Status.NOT_KNOWN,
                    "",
                    0,
                    0,
                    0,
                    List.of());
        }
        double[] stranded = new double[1];
        Allocation allocation =
                solve(problem(new Scene(exits, left, growth, COMFORTABLE), stranded));
        if (!allocation.isFeasible()) {
            allocation = solve(problem(new Scene(exits, left, growth, 1), stranded));
        }
        return result(lost, exits, growth, stranded[0], allocation);
    }

    /** The clock stands still: budgets of steps end the search, the same on every machine. */
    private static Allocation solve(AllocationProblem problem) {
        return PriceAllocator.solve(problem, WORK_SECONDS, () -> 0L);
    }

    /**
     * What is tried: exits that are gone, exits that are left, growth, share that may be filled.
     */
    private record Scene(
            SortedSet<String> exits, List<String> left, double growth, double usable) {}

    private AllocationProblem problem(Scene scene, double[] stranded) {
        SortedSet<String> exits = scene.exits();
        double growth = scene.growth();
        stranded[0] = 0;
        AllocationProblem.Builder builder = new AllocationProblem.Builder();
        scene.left().forEach(exit -> builder.link(exit, scene.usable() * capacity(exit)));
        gbits.forEach(
                (path, gbit) -> {
                    List<String> ways = ways(path, scene.left());
                    if (ways.isEmpty()) {
                        stranded[0] += gbit * growth;
                        return;
                    }
                    for (int part = 0; part < PARTS; part++) {
                        String now = exits.contains(path.exit()) ? null : path.exit();
                        builder.prefix(path + "#" + part, now);
                        double load = gbit * growth / PARTS;
                        for (String way : ways) {
                            double move = way.equals(path.exit()) ? 0 : MOVE_MILLIS;
                            double millis = median(path.routeId(), way).orElse(0.0);
                            builder.option(way, load * (millis + move), load);
                        }
                    }
                });
        return builder.build();
    }

    /** The exits that a path may take: its own, and those that were measured to its route. */
    private List<String> ways(PathId path, List<String> left) {
        return left.stream()
                .filter(
                        exit ->
                                delays.isEmpty()
                                        || exit.equals(path.exit())
                                        || median(path.routeId(), exit).isPresent())
                .toList();
    }

    private Optional<Double> median(String route, String exit) {
        return figures(route, exit).map(DelayFacts.Figures::p50);
    }

    private Optional<DelayFacts.Figures> figures(String route, String exit) {
        return Optional.ofNullable(delays.get(new PathId(route, exit)))
                .flatMap(DelayFacts.OfPath::recent);
    }

    private LossOfOne result(
            String lost,
            SortedSet<String> exits,
            double growth,
            double stranded,
            Allocation allocation) {
        SortedMap<String, Double> loads = new TreeMap<>();
        allocation
                .assignment()
                .forEach(
                        (part, exit) ->
                                loads.merge(
                                        exit,
                                        gbits.getOrDefault(pathOf(part), 0.0) * growth / PARTS,
                                        Double::sum));
        String worst = "";
        double worstLoad = 0;
        for (Map.Entry<String, Double> load : loads.entrySet()) {
            double share = load.getValue() / capacity(load.getKey());
            if (share > worstLoad) {
                worst = load.getKey();
                worstLoad = share;
            }
        }
        double over = allocation.overload().values().stream().mapToDouble(o -> o).sum();
        LossOfOne.Status status =
                switch (allocation.status()) {
                    case OPTIMAL, FEASIBLE -> LossOfOne.Status.FEASIBLE;
                    case INFEASIBLE -> LossOfOne.Status.INFEASIBLE;
                    case NO_PLAN_FOUND -> LossOfOne.Status.NO_PLAN_FOUND;
                };
        return new LossOfOne(
                lost,
                List.copyOf(exits),
                growth,
                stranded > ROUNDING ? LossOfOne.Status.INFEASIBLE : status,
                worst,
                worstLoad,
                over + stranded,
                stranded,
                missed(allocation, loads));
    }

    private static PathId pathOf(String part) {
        return PathId.parse(part.substring(0, part.lastIndexOf('#')));
    }

    /** What meets its target today and would not with these loads. */
    private List<String> missed(Allocation allocation, Map<String, Double> loads) {
        SortedSet<String> missed = new TreeSet<>();
        allocation
                .assignment()
                .forEach(
                        (part, exit) -> {
                            PathId path = pathOf(part);
                            for (SloTarget target : targets) {
                                if (misses(path, exit, target, loads)) {
                                    missed.add(path.routeId() + "/" + target.name());
                                }
                            }
                        });
        return List.copyOf(missed);
    }

    private boolean misses(PathId path, String exit, SloTarget target, Map<String, Double> loads) {
        Optional<DelayFacts.Figures> now = figures(path.routeId(), path.exit());
        Optional<DelayFacts.Figures> then = figures(path.routeId(), exit);
        long floor =
                catalogue.find(path.routeId()).map(route -> route.fibreFloorNanos()).orElse(0L);
        if (now.isEmpty() || then.isEmpty() || target.delayLimitNanos(floor).isEmpty()) {
            return false;
        }
        double limit = target.delayLimitNanos(floor).getAsLong() / 1e6;
        DelayCurve curve = curves.getOrDefault(exit, DelayCurve.USUAL);
        LinkFacts link = links.get(exit);
        double today = link == null ? 0 : link.utilisation().orElse(0);
        double added =
                curve.milliseconds(loads.getOrDefault(exit, 0.0) / capacity(exit))
                        - curve.milliseconds(today);
        return now.get().p95() <= limit && then.get().p95() + Math.max(0, added) > limit;
    }
}
