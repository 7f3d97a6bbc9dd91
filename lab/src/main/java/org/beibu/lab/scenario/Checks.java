package org.beibu.lab.scenario;

import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.measure.BgpUpdate;
import org.beibu.lab.measure.Figures;
import org.beibu.lab.measure.Figures.Span;

/** Checks that several scenarios share, each over all destinations. */
final class Checks {
    /** No packet of users may be lost by a move that nobody had to make in a hurry, in seconds. */
    static final double SMOOTH_SECONDS = 0.2;

    private final Figures figures;
    private final Verdict verdict;

    Checks(Figures figures, Verdict verdict) {
        this.figures = figures;
        this.verdict = verdict;
    }

    /** The worst destination's figure. */
    private static double worst(ToDoubleFunction<String> figure) {
        return Topology.DESTINATIONS.stream()
                .map(LabDestination::prefix)
                .mapToDouble(figure)
                .max()
                .orElse(Double.NaN);
    }

    /** That an UPDATE moved every destination away from the exit, and users' packets followed. */
    void movedAway(LabExit exit, long since, double limitSeconds) {
        double update =
                worst(
                        prefix ->
                                figures.secondsToUpdate(since, announces(prefix, exit))
                                        .orElse(Double.POSITIVE_INFINITY));
        verdict.atMost("update_s", finite(update), limitSeconds, "s to the last route's UPDATE");
        verdict.figure(
                "first_update_s",
                figures.secondsToUpdate(
                        since, one -> !one.isWithdrawal() && !one.exit().equals(exit.name())));
        double packets =
                worst(
                        prefix ->
                                figures.secondsToOtherExit(prefix, since, exit.name())
                                        .orElse(Double.POSITIVE_INFINITY));
        verdict.atMost(
                "moved_s", finite(packets), limitSeconds + 1, "s until users' packets had moved");
    }

    private static Predicate<BgpUpdate> announces(String prefix, LabExit notBy) {
        return update ->
                update.prefix().equals(prefix)
                        && !update.isWithdrawal()
                        && !update.exit().equals(notBy.name());
    }

    private static OptionalDouble finite(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** That users' packets were faster in a later span than in an earlier one. */
    void faster(Span before, Span after, double leastMillis) {
        double least =
                -worst(
                        prefix ->
                                -(figures.medianMillis(prefix, before).orElse(Double.NaN)
                                        - figures.medianMillis(prefix, after).orElse(Double.NaN)));
        verdict.atLeast("gain_ms", finite(least), leastMillis, "ms that users' packets gained");
    }

    /** That no destination was silent for longer. */
    void silence(Span span, double limitSeconds) {
        verdict.atMost(
                "silence_s",
                OptionalDouble.of(worst(prefix -> figures.longestSilence(prefix, span))),
                limitSeconds,
                "s without an answer");
    }

    /** That the adapter announced nothing. */
    void nothingAnnounced(Span span) {
        long count = figures.updates(span, update -> !update.isWithdrawal());
        verdict.atMost("announced", OptionalDouble.of((double) count), 0, "announcements");
    }

    /** That users' packets never changed exit. */
    void nobodyMoved(Span span) {
        verdict.atMost(
                "moves",
                OptionalDouble.of(worst(prefix -> figures.moves(prefix, span))),
                0,
                "changes of exit");
    }

    /** That every destination changed exit at most so often. */
    void movesAtMost(Span span, int limit) {
        verdict.atMost(
                "moves",
                OptionalDouble.of(worst(prefix -> figures.moves(prefix, span))),
                limit,
                "changes of exit of one destination");
    }

    /** That all packets go by that exit in the end. */
    void endsAt(LabExit exit, Span span) {
        boolean all =
                Topology.DESTINATIONS.stream()
                        .allMatch(to -> figures.lastExit(to.prefix(), span).equals(exit.name()));
        verdict.check(all, "everything goes by " + exit.name() + " in the end");
    }

    /** That every destination's packets are away from that exit in the end. */
    void endsElsewhere(LabExit exit, Span span) {
        boolean all =
                Topology.DESTINATIONS.stream()
                        .noneMatch(to -> figures.lastExit(to.prefix(), span).equals(exit.name()));
        verdict.check(all, "nothing goes by " + exit.name() + " in the end");
    }

    /** That users' packets were back on the exit so soon. */
    void backAt(LabExit exit, long since, double limitSeconds) {
        double back =
                worst(
                        prefix ->
                                figures.secondsToExit(prefix, since, exit.name())
                                        .orElse(Double.POSITIVE_INFINITY));
        verdict.atMost(
                "back_s", finite(back), limitSeconds, "s until the routers chose by themselves");
    }
}
