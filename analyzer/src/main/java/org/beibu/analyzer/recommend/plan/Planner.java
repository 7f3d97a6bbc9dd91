package org.beibu.analyzer.recommend.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.beibu.analyzer.recommend.price.Allocation;
import org.beibu.analyzer.recommend.price.AllocationProblem;
import org.beibu.analyzer.recommend.price.PriceAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan of one tick: relief of full links first, then what the allocator wants of the
 * proved exits, best saving first, each step fitting when it is done.
 */
public final class Planner {
    private static final double LOSS_SLACK = 0.001;

    /**
     * A group counts for so much traffic, Gbit/s, where none is seen: it has users all the same.
     */
    private static final double LEAST_GBIT = 1e-6;

    private final Limits limits;
    private final DelayCurve curve;
    private final LongSupplier nanoTime;

    /**
     * A planner.
     *
     * @param nanoTime a monotonic clock that ends a plan that takes too long
     */
    public Planner(Limits limits, DelayCurve curve, LongSupplier nanoTime) {
        this.limits = limits;
        this.curve = curve;
        this.nanoTime = nanoTime;
    }

    /** A move that the allocator wants. */
    private record Wish(PrefixGroup group, String to, double saving) {}

    /** The plan for this picture. */
    public PlanResult plan(Picture picture, Admission admission, Pace pace) {
        Loads loads = new Loads(picture);
        SortedMap<String, Refusal> refusals = new TreeMap<>();
        List<Move> moves = new Relief(limits, curve, loads).shed(picture, pace);
        List<String> shed = moves.stream().map(Move::group).toList();
        Allocation allocation = allocated(picture, admission, pace, loads, refusals);
        List<Wish> wishes = new ArrayList<>();
        for (PrefixGroup group : picture.groups()) {
            String wanted = allocation.assignment().getOrDefault(group.id(), group.current());
            if (!wanted.equals(group.current()) && !shed.contains(group.id())) {
                wishes.add(new Wish(group, wanted, counted(group) * gain(group, wanted, loads)));
            }
        }
        wishes.sort(
                Comparator.comparingDouble((Wish wish) -> -wish.saving())
                        .thenComparing(wish -> wish.group().id()));
        apply(wishes, loads, pace, moves, refusals);
        return new PlanResult(moves, refusals, allocation);
    }

    private void apply(
            List<Wish> wishes,
            Loads loads,
            Pace pace,
            List<Move> moves,
            SortedMap<String, Refusal> refusals) {
        List<Wish> open = new ArrayList<>(wishes);
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Wish wish : List.copyOf(open)) {
                Refusal refusal = step(wish, loads, pace, moves);
                String key = key(wish.group(), wish.to());
                if (refusal == null) {
                    refusals.remove(key);
                    open.remove(wish);
                    moved = true;
                } else {
                    refusals.put(key, refusal);
                }
            }
        }
    }

    private @Nullable Refusal step(Wish wish, Loads loads, Pace pace, List<Move> moves) {
        PrefixGroup group = wish.group();
        double gain = gain(group, wish.to(), loads);
        if (!(gain > limits.leastGain())) {
            return Refusal.TOO_LITTLE_GAIN;
        }
        if (!loads.fits(wish.to(), group.gbit(), limits.usable())) {
            return Refusal.LINK_FULL;
        }
        if (!loads.isWithinStep(wish.to(), group.gbit(), limits.step())) {
            return Refusal.STEP_FULL;
        }
        if (!pace.spend()) {
            return Refusal.NO_BUDGET;
        }
        moves.add(moved(group, wish.to(), Move.Reason.GAIN, gain, loads));
        return null;
    }

    static Move moved(PrefixGroup group, String to, Move.Reason reason, double gain, Loads loads) {
        double before = loads.share(to);
        loads.move(group.gbit(), group.current(), to);
        return new Move(
                group.id(),
                group.current(),
                to,
                reason,
                gain,
                group.gbit(),
                before,
                loads.share(to));
    }

    private Allocation allocated(
            Picture picture,
            Admission admission,
            Pace pace,
            Loads loads,
            SortedMap<String, Refusal> refusals) {
        AllocationProblem.Builder builder = new AllocationProblem.Builder();
        for (ExitCapacity exit : picture.exits().values()) {
            double room = Math.max(limits.usable() * exit.gbit(), loads.gbit(exit.exit()));
            builder.link(exit.exit(), Math.max(0, room - exit.fixedGbit()));
        }
        for (PrefixGroup group : picture.groups()) {
            if (loads.isKnown(group.current())) {
                addTo(builder, group, admission, pace, loads, refusals);
            }
        }
        return PriceAllocator.solve(builder.build(), limits.seconds(), nanoTime);
    }

    private void addTo(
            AllocationProblem.Builder builder,
            PrefixGroup group,
            Admission admission,
            Pace pace,
            Loads loads,
            SortedMap<String, Refusal> refusals) {
        builder.prefix(group.id(), group.current());
        builder.option(group.current(), cost(group, group.current(), loads), group.gbit());
        for (Alternative alternative : group.alternatives().values()) {
            String exit = alternative.exit();
            if (exit.equals(group.current()) || !loads.isKnown(exit)) {
                continue;
            }
            Refusal refusal = refusal(group, alternative, admission, pace, loads);
            if (refusal == null) {
                builder.option(exit, cost(group, exit, loads), group.gbit());
            }
            refusals.put(key(group, exit), refusal == null ? Refusal.PRICED_OUT : refusal);
        }
    }

    private @Nullable Refusal refusal(
            PrefixGroup group,
            Alternative alternative,
            Admission admission,
            Pace pace,
            Loads loads) {
        Alternative current = group.through(group.current());
        if (!alternative.routed()) {
            return Refusal.NO_ROUTE;
        }
        if (!alternative.isMeasured() || current == null || !current.isMeasured()) {
            return Refusal.NOT_MEASURED;
        }
        if (alternative.loss() > current.loss() + LOSS_SLACK) {
            return Refusal.MORE_LOSS;
        }
        if (alternative.p95() > current.p95()) {
            return Refusal.WORSE_TAIL;
        }
        if (!alternative.exit().equals(group.preferred())
                && !admission.isProved(group, alternative.exit())) {
            return Refusal.NOT_PROVED;
        }
        if (pace.isEmbargoed(group, alternative.exit())) {
            return Refusal.EMBARGOED;
        }
        if (!(gain(group, alternative.exit(), loads) > limits.leastGain())) {
            return Refusal.TOO_LITTLE_GAIN;
        }
        return pace.refusal(group, alternative.exit()).orElse(null);
    }

    private double cost(PrefixGroup group, String exit, Loads loads) {
        Alternative way = group.through(exit);
        double stay = exit.equals(group.current()) ? 0 : limits.movePenalty();
        // A group without figures of its exit stays there: nothing is gained by guessing.
        double delay = way != null && way.isMeasured() ? delay(group, exit, loads, curve) : 0;
        return counted(group) * group.weight() * (delay + stay);
    }

    private static double counted(PrefixGroup group) {
        return Math.max(group.gbit(), LEAST_GBIT);
    }

    private double gain(PrefixGroup group, String to, Loads loads) {
        return delay(group, group.current(), loads, curve) - delay(group, to, loads, curve);
    }

    /** The median of the group through an exit at the load with the group on it, milliseconds. */
    static double delay(PrefixGroup group, String exit, Loads loads, DelayCurve curve) {
        Alternative way = group.through(exit);
        if (way == null) {
            return Double.NaN;
        }
        double more = exit.equals(group.current()) ? 0 : group.gbit();
        return way.p50()
                + curve.milliseconds(loads.shareWith(exit, more))
                - curve.milliseconds(loads.share(exit));
    }

    static String key(PrefixGroup group, String exit) {
        return group.id() + "/" + exit;
    }
}
