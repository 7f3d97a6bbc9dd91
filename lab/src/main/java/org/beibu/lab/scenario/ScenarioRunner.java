package org.beibu.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.loop.BureauLab;
import org.beibu.lab.loop.Daemon;
import org.beibu.lab.measure.Figures;
import org.beibu.lab.measure.Timeline;
import org.beibu.lab.measure.TimelinePicture;

/** Plays a scenario in a fresh lab, judges it, and leaves verdict and picture in a folder. */
public final class ScenarioRunner {
    private static final double BEFORE_SECONDS = 3;
    private static final double AFTER_SECONDS = 3;
    private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final BureauLab lab;
    private final Path results;

    /** With verdicts and pictures going there. */
    public ScenarioRunner(BureauLab lab, Path results) {
        this.lab = lab;
        this.results = results;
    }

    /** Plays it; the lab stands afterwards. */
    public Verdict run(Scenario scenario) throws IOException {
        lab.up(scenario.settings());
        startBeibu(lab);
        startTraffic(lab);
        Recorder recorder = new Recorder(lab);
        Stage stage = new Stage(lab, recorder);
        recorder.start();
        stage.pause(BEFORE_SECONDS);
        scenario.play().on(stage);
        stage.pause(AFTER_SECONDS);
        Timeline timeline = recorder.stop();
        Verdict verdict = new Verdict(scenario.name());
        scenario.judge().over(timeline, new Figures(timeline), verdict);
        write(scenario, timeline, verdict);
        return verdict;
    }

    /** Starts the three daemons and waits until each of them works. */
    public static void startBeibu(BureauLab lab) throws IOException {
        for (Daemon daemon : Daemon.values()) {
            lab.daemons().start(daemon);
        }
        awaitReady(lab);
    }

    /** Starts the users' flows. */
    public static void startTraffic(BureauLab lab) throws IOException {
        new Flows(lab).start();
    }

    /**
     * Waits until the sessions get answers, the page shows them, and the adapter has the routes.
     */
    static void awaitReady(BureauLab lab) throws IOException {
        int sessions = Topology.DESTINATIONS.size() * Topology.EXITS.size();
        boolean ready =
                BureauLab.comes(
                        () ->
                                count(lab.daemons().ask(Daemon.PROBE, "/sessions")) >= sessions
                                        && lab.daemons()
                                                .ask(Daemon.ADAPTER, "/api/v1/peers")
                                                .contains("\"complete\":true")
                                        && !lab.daemons().ask(Daemon.ANALYZER, "/health").isEmpty(),
                        READY_NANOS);
        if (!ready) {
            throw new IOException(
                    "Beibu is not ready after a minute: read the logs in "
                            + lab.home().log("probe").getParent());
        }
    }

    private static int count(String sessions) {
        return sessions.split("\"answered\"", -1).length - 1;
    }

    private void write(Scenario scenario, Timeline timeline, Verdict verdict) throws IOException {
        Files.createDirectories(results);
        Files.writeString(results.resolve(scenario.name() + ".json"), verdict.json() + "\n");
        Map<String, String> names =
                Topology.DESTINATIONS.stream()
                        .collect(Collectors.toMap(LabDestination::prefix, LabDestination::routeId));
        TimelinePicture picture =
                new TimelinePicture(
                        timeline, names, Topology.EXITS.stream().map(LabExit::name).toList());
        Files.writeString(
                results.resolve(scenario.name() + ".svg"),
                picture.draw(
                        scenario.name() + (verdict.passed() ? ": passed" : ": FAILED"),
                        scenario.sentence()));
    }
}
