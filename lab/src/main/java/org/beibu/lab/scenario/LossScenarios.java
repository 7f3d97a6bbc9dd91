package org.beibu.lab.scenario;

import java.util.List;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.LabSettings;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.measure.Figures.Span;

/** Packets vanish, or their routes do. */
final class LossScenarios {
    /** From the first lost packet to the last route's UPDATE. */
    static final double EMERGENCY_SECONDS = 5;

    private static final LabExit USED = Topology.EXITS.get(0);
    private static final LabExit OTHER = Topology.EXITS.get(1);

    /** The urgent watch learns for a minute before it judges. */
    private static final double WARM_SECONDS = 75;

    private static final double AFTER_SECONDS = 8;
    private static final String LOSSY = "exit-a loses a fifth each way";
    private static final String HOLE = "exit-a is a black hole";
    private static final String WITHDRAWN = "exit-b loses its routes";
    private static final String GONE = "exit-a loses its routes";

    private static final String OTHER_HOLE = "exit-b is a black hole";

    /** Within so long the adapter's own watch sees that packets vanish, and the kernel follows. */
    static final double WATCH_SECONDS = 1.5;

    private LossScenarios() {}

    static List<Scenario> all() {
        return List.of(
                lossy(), blackHole(), withdraws(), overrideLosesItsRoute(), overrideBlackHole());
    }

    private static Scenario lossy() {
        return new Scenario(
                "lossy",
                "The preferred exit loses a fifth of all packets each way; Beibu leaves it.",
                LabSettings.usual("auto"),
                stage -> {
                    stage.pause(WARM_SECONDS);
                    stage.mark(LOSSY);
                    stage.line(USED, "loss=20%");
                    stage.untilAllLeave(USED, 60);
                    stage.pause(AFTER_SECONDS);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.movedAway(USED, timeline.at(LOSSY), EMERGENCY_SECONDS);
                    checks.silence(Span.after(timeline.end() - 8_000_000), Checks.SMOOTH_SECONDS);
                    checks.endsElsewhere(USED, Span.after(0));
                });
    }

    private static Scenario blackHole() {
        return new Scenario(
                "blackhole",
                "The preferred exit swallows everything while its BGP stays up; Beibu leaves it.",
                LabSettings.usual("auto"),
                stage -> {
                    stage.pause(WARM_SECONDS);
                    stage.mark(HOLE);
                    stage.destinations(USED, "down=yes");
                    stage.untilAllLeave(USED, 60);
                    stage.pause(AFTER_SECONDS);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.movedAway(USED, timeline.at(HOLE), EMERGENCY_SECONDS);
                    checks.silence(Span.after(0), EMERGENCY_SECONDS + 1);
                    checks.endsElsewhere(USED, Span.after(0));
                });
    }

    private static Scenario withdraws() {
        return new Scenario(
                "withdraws",
                "The preferred exit loses its routes: BGP itself moves, Beibu stays out of the"
                        + " way.",
                LabSettings.usual("auto"),
                stage -> {
                    stage.pause(WARM_SECONDS);
                    stage.mark(GONE);
                    stage.lab().routers().birdc(USED.upstream(), "disable", "toexit");
                    stage.untilAllLeave(USED, 20);
                    stage.pause(AFTER_SECONDS);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.silence(Span.after(0), 1);
                    checks.endsAt(OTHER, Span.after(0));
                });
    }

    private static Scenario overrideLosesItsRoute() {
        return new Scenario(
                "override-loses-route",
                "An override stands and its exit loses the route: it goes at once.",
                LabSettings.usual("auto"),
                stage -> {
                    Person.override(stage, USED, OTHER);
                    stage.mark(WITHDRAWN);
                    stage.lab().routers().birdc(OTHER.upstream(), "disable", "toexit");
                    stage.untilAllLeave(OTHER, 20);
                    stage.pause(AFTER_SECONDS);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.silence(Span.after(0), 1);
                    checks.endsElsewhere(OTHER, Span.after(0));
                    verdict.atMost(
                            "withdrawn_s",
                            figures.secondsToUpdate(
                                    timeline.at(WITHDRAWN), update -> update.isWithdrawal()),
                            1,
                            "s to the adapter's withdrawal");
                });
    }

    private static Scenario overrideBlackHole() {
        return new Scenario(
                "override-blackhole",
                "An override stands and its exit swallows everything while its route stays: the"
                        + " adapter's own watch takes it back.",
                LabSettings.usual("auto"),
                stage -> {
                    Person.override(stage, USED, OTHER);
                    stage.mark(OTHER_HOLE);
                    stage.destinations(OTHER, "down=yes");
                    stage.untilAllLeave(OTHER, 40);
                    stage.pause(AFTER_SECONDS);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.backAt(USED, timeline.at(OTHER_HOLE), WATCH_SECONDS);
                    checks.silence(Span.after(0), WATCH_SECONDS);
                    checks.endsAt(USED, Span.after(0));
                });
    }
}
