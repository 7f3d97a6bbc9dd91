package org.beibu.lab.scenario;

import java.util.List;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.LabSettings;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.loop.Daemon;
import org.beibu.lab.measure.Figures.Span;

/** A part of Beibu or the router itself dies while overrides stand. */
final class FailureScenarios {
    /** A recommendation lives so long without being renewed, and a little for the round. */
    static final double LEASE_SECONDS = 35;

    /** BGP of the edge itself is away so long at most when it is restarted. */
    static final double RESTART_SECONDS = 15;

    private static final LabExit USED = Topology.EXITS.get(0);
    private static final LabExit OTHER = Topology.EXITS.get(1);
    private static final String DIES = "kill -9";

    private FailureScenarios() {}

    static List<Scenario> all() {
        return List.of(adapterDies(), analyzerDies(), probeDies(), routerRestarts(), clockSteps());
    }

    private static Scenario adapterDies() {
        return new Scenario(
                "adapter-dies",
                "The adapter is killed while overrides stand: the routers choose by themselves.",
                LabSettings.usual("auto"),
                stage -> {
                    Person.override(stage, USED, OTHER);
                    stage.mark(DIES);
                    stage.lab().daemons().kill(Daemon.ADAPTER);
                    stage.untilAllUse(USED, 20);
                    stage.pause(5);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.backAt(USED, timeline.at(DIES), 1);
                    checks.silence(Span.after(0), Checks.SMOOTH_SECONDS);
                    checks.endsAt(USED, Span.after(0));
                });
    }

    private static Scenario analyzerDies() {
        return new Scenario(
                "analyzer-dies",
                "The analyzer is killed while overrides stand: they end with their lease.",
                LabSettings.usual("auto"),
                stage -> {
                    Person.override(stage, USED, OTHER);
                    stage.mark(DIES);
                    stage.lab().daemons().kill(Daemon.ANALYZER);
                    stage.untilAllUse(USED, 2 * LEASE_SECONDS);
                    stage.pause(5);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.backAt(USED, timeline.at(DIES), LEASE_SECONDS);
                    checks.silence(Span.after(0), Checks.SMOOTH_SECONDS);
                    checks.endsAt(USED, Span.after(0));
                });
    }

    private static Scenario probeDies() {
        return new Scenario(
                "probe-dies",
                "The probe is killed while overrides stand: without evidence they end.",
                LabSettings.usual("auto"),
                stage -> {
                    Person.override(stage, USED, OTHER);
                    stage.mark(DIES);
                    stage.lab().daemons().kill(Daemon.PROBE);
                    stage.untilAllUse(USED, 2 * LEASE_SECONDS);
                    stage.pause(10);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    checks.backAt(USED, timeline.at(DIES), LEASE_SECONDS);
                    checks.nothingAnnounced(Span.after(timeline.at(DIES)));
                    checks.silence(Span.after(0), Checks.SMOOTH_SECONDS);
                    checks.endsAt(USED, Span.after(0));
                });
    }

    private static Scenario routerRestarts() {
        return new Scenario(
                "router-restarts",
                "The edge's BGP restarts while overrides stand: nothing is announced before it"
                        + " holds all routes again.",
                LabSettings.usual("auto"),
                stage -> {
                    Person.override(stage, USED, OTHER);
                    stage.mark("restart");
                    stage.lab().routers().restartEdge();
                    stage.mark("started");
                    stage.untilAllUse(USED, 30);
                    stage.pause(10);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    long started = timeline.at("started");
                    checks.silence(Span.after(0), RESTART_SECONDS);
                    checks.nothingAnnounced(new Span(started, started + 5_000_000));
                    checks.backAt(USED, started, RESTART_SECONDS);
                });
    }

    private static Scenario clockSteps() {
        return new Scenario(
                "clock-steps",
                "The adapter's clock jumps an hour ahead while overrides stand: they go, and"
                        + " nothing is announced while it is in doubt.",
                LabSettings.usual("auto"),
                stage -> {
                    Clock clock = new Clock(stage.lab());
                    clock.restart(Daemon.ADAPTER);
                    ScenarioRunner.awaitReady(stage.lab());
                    Person.override(stage, USED, OTHER);
                    stage.mark("clock + 1 h");
                    clock.step("+3600");
                    stage.untilAllUse(USED, 20);
                    stage.pause(10);
                },
                (timeline, figures, verdict) -> {
                    Checks checks = new Checks(figures, verdict);
                    long step = timeline.at("clock + 1 h");
                    checks.backAt(USED, step, 10);
                    checks.nothingAnnounced(Span.after(step));
                    checks.silence(Span.after(step), Checks.SMOOTH_SECONDS);
                });
    }
}
