package org.beibu.lab.scenario;

import java.util.List;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.LabSettings;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.measure.Figures.Span;

/** Exits get slower or faster. */
final class DelayScenarios {
    /** From a step of 30 ms to the last route's UPDATE. */
    static final double MOVE_SECONDS = 30;

    private static final LabExit USED = Topology.EXITS.get(0);
    private static final LabExit OTHER = Topology.EXITS.get(1);
    private static final String STEP = "exit-a 30 ms slower";
    private static final String BETTER = "exit-b faster";
    private static final String APPROVED = "approved";
    private static final String SLOWER = "delay=15ms";

    /** The urgent watch learns for a minute before it judges. */
    private static final double WARM_SECONDS = 75;

    private static final double AFTER_SECONDS = 8;

    private DelayScenarios() {}

    static List<Scenario> all() {
        return List.of(slower(), better(), approve(), allSlow(), flaps());
    }

    private static Scenario slower() {
        return new Scenario(
                "slower",
                "The preferred exit gets slower by 30 ms; Beibu moves everything to a better one.",
                LabSettings.usual("auto"),
                stage -> {
                    stage.pause(WARM_SECONDS);
                    stage.mark(STEP);
                    stage.line(USED, SLOWER);
                    stage.untilAllLeave(USED, 2 * MOVE_SECONDS);
                    stage.pause(AFTER_SECONDS);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    long step = timeline.at(STEP);
                    checks.movedAway(USED, step, MOVE_SECONDS);
                    checks.faster(
                            new Span(step, step + 2_000_000),
                            Span.after(timeline.end() - 5_000_000),
                            15);
                    checks.silence(Span.after(0), Checks.SMOOTH_SECONDS);
                    checks.endsElsewhere(USED, Span.after(0));
                });
    }

    private static Scenario better() {
        return new Scenario(
                "better",
                "Another exit gets much better than the preferred one; Beibu moves there.",
                LabSettings.usual("auto"),
                stage -> {
                    stage.line(OTHER, "delay=40ms");
                    stage.line(Topology.EXITS.get(2), "delay=40ms");
                    stage.line(USED, "delay=15ms");
                    stage.pause(WARM_SECONDS);
                    stage.mark(BETTER);
                    stage.line(OTHER, "delay=0ms");
                    stage.untilAllLeave(USED, 2 * MOVE_SECONDS);
                    stage.pause(AFTER_SECONDS);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    long step = timeline.at(BETTER);
                    checks.movedAway(USED, step, MOVE_SECONDS);
                    checks.faster(
                            new Span(step - 5_000_000, step),
                            Span.after(timeline.end() - 5_000_000),
                            15);
                    checks.silence(Span.after(step), Checks.SMOOTH_SECONDS);
                    checks.endsAt(OTHER, Span.after(0));
                });
    }

    private static Scenario approve() {
        return new Scenario(
                "approve",
                "In approve mode nothing moves before a person says so, then it does.",
                LabSettings.usual("approve"),
                stage -> {
                    stage.pause(WARM_SECONDS);
                    stage.mark(STEP);
                    stage.line(USED, SLOWER);
                    stage.pause(MOVE_SECONDS);
                    stage.mark(APPROVED);
                    Person.approveAll(stage.lab());
                    stage.untilAllLeave(USED, 10);
                    stage.pause(AFTER_SECONDS);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    long approved = timeline.at(APPROVED);
                    checks.nothingAnnounced(new Span(0, approved));
                    checks.nobodyMoved(new Span(0, approved));
                    checks.movedAway(USED, approved, 5);
                    checks.silence(Span.after(0), Checks.SMOOTH_SECONDS);
                });
    }

    private static Scenario allSlow() {
        return new Scenario(
                "all-slow",
                "All exits get slower by 30 ms at the same time; nothing may move.",
                LabSettings.usual("auto"),
                stage -> {
                    stage.pause(WARM_SECONDS);
                    stage.mark("all exits 30 ms slower");
                    for (LabExit exit : Topology.EXITS) {
                        stage.line(exit, SLOWER);
                    }
                    stage.pause(2 * MOVE_SECONDS);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.nothingAnnounced(Span.after(0));
                    checks.nobodyMoved(Span.after(0));
                    checks.silence(Span.after(0), Checks.SMOOTH_SECONDS);
                });
    }

    private static Scenario flaps() {
        return new Scenario(
                "flaps",
                "The preferred exit is 30 ms slower every other 20 s; Beibu must not follow it.",
                LabSettings.usual("auto"),
                stage -> {
                    stage.pause(WARM_SECONDS);
                    for (int i = 0; i < 4; i++) {
                        stage.mark("slow");
                        stage.line(USED, SLOWER);
                        stage.pause(20);
                        stage.mark("fast");
                        stage.line(USED, "delay=0ms");
                        stage.pause(20);
                    }
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.movesAtMost(Span.after(0), 3);
                    checks.silence(Span.after(0), Checks.SMOOTH_SECONDS);
                    for (LabDestination to : Topology.DESTINATIONS) {
                        long sent =
                                figures.updates(
                                        Span.after(0),
                                        update ->
                                                update.prefix().equals(to.prefix())
                                                        && !update.isWithdrawal());
                        verdict.check(
                                sent <= 2,
                                to.routeId() + " was announced " + sent + " times, at most 2");
                    }
                });
    }
}
