package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.live.LiveProbe;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.live.LiveView;
import org.beibu.model.PathId;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertAgentTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir Path directory;

    private final LiveView live = new LiveView();
    private final Counters counters = new Counters();
    private final Outbox outbox = new Outbox("webhook x");
    private long monotonic;
    private long now = 1_795_305_600L * SECOND;
    private long failures;
    private List<PathEvent> events = List.of();

    private AlertAgent agent(Outbox out) {
        AlertAgent agent =
                new AlertAgent(
                        new AlertAgent.Sources(
                                Optional::empty, live, () -> events, directory, () -> failures),
                        new AlertRules(
                                new AlertRules.Limits(
                                        0.001,
                                        Duration.ofSeconds(10),
                                        Duration.ofMinutes(10),
                                        1,
                                        java.util.Set.of("loss"))),
                        new AlertBook(Duration.ofMinutes(5)),
                        new Alerts.Keeping(
                                new Maintenance(List.of(), maintenanceFile()),
                                directory.resolve("alerts.json"),
                                List.of(out)),
                        new AlertAgent.Environment(() -> monotonic, () -> now, counters));
        agent.restore();
        return agent;
    }

    private MaintenanceFile maintenanceFile() {
        return new MaintenanceFile(directory.resolve("maintenance.json"));
    }

    private void probe(double loss, long heartbeat) {
        live.publish(
                new LiveSnapshot(
                        now,
                        List.of(),
                        List.of(new LiveProbe("nn-1", heartbeat, 9, 0, 0, loss, loss)),
                        new Headlines(java.util.Set.of(), java.util.Set.of()),
                        List.of()));
    }

    private void run(AlertAgent agent, int seconds) {
        for (int i = 0; i < seconds; i++) {
            agent.doWork();
            monotonic += SECOND;
            now += SECOND;
        }
    }

    private void runBeating(AlertAgent agent, int seconds, double loss) {
        for (int i = 0; i < seconds; i++) {
            probe(loss, now);
            run(agent, 1);
        }
    }

    @Test
    void lossOfTheCaptureFiresAfterAMinuteAndIsResolvedFiveAfterItsEnd() {
        AlertAgent agent = agent(outbox);
        runBeating(agent, 60, 0.02);
        assertEquals(0, outbox.status().waiting().size());
        runBeating(agent, 2, 0.02);
        Alert fired = outbox.next().orElseThrow();

        assertEquals("BeibuCaptureLoss", fired.name());
        assertTrue(fired.summary().contains("2.000%"), fired.summary());
        runBeating(agent, 299, 0);
        assertEquals(1, outbox.status().waiting().size());
        runBeating(agent, 3, 0);
        assertEquals(2, outbox.status().waiting().size());
        assertEquals(1L, counters.snapshot().get("alerts_resolved"));
    }

    @Test
    void aRestartTellsNobodyTwiceAndStillResolves() {
        AlertAgent first = agent(outbox);
        runBeating(first, 70, 0.02);
        outbox.next().ifPresent(outbox::done);
        run(first, 1);

        Outbox again = new Outbox("webhook x");
        AlertAgent second = agent(again);
        runBeating(second, 30, 0.02);
        assertEquals(List.of(), again.status().waiting());
        assertEquals(1, again.status().told().size());

        runBeating(second, 310, 0);
        assertEquals(Alert.State.RESOLVED, again.next().orElseThrow().state());
    }

    @Test
    void aSilentProbeOfWhichNothingIsHeardAfterARestartStaysFiring() {
        probe(0, now - 60 * SECOND);
        run(agent(outbox), 2);
        live.publish(LiveSnapshot.EMPTY);

        AlertAgent second = agent(new Outbox("webhook x"));
        run(second, 600);

        assertEquals(Alert.State.FIRING, second.state().alerts().get(0).state());
        assertEquals("BeibuProbeSilent", second.state().alerts().get(0).name());
    }

    @Test
    void commitsThatFailAndProbesFromTheFutureAreToldToo() {
        AlertAgent agent = agent(outbox);
        for (int i = 0; i < 80; i++) {
            failures += i % 30 == 0 ? 1 : 0;
            probe(0, now + 5 * SECOND);
            run(agent, 1);
        }

        assertEquals(
                List.of("BeibuProbeClock", "BeibuStoreFailing"),
                outbox.status().waiting().stream().map(Alert::name).sorted().toList());
    }

    @Test
    void maintenanceWrittenDownMeanwhileSilences() throws IOException {
        AlertAgent agent = agent(outbox);
        maintenanceFile().add(now, now + 3_600 * SECOND, Map.of("probe", "nn-*"), "works", now);
        runBeating(agent, 90, 0.02);

        assertEquals(List.of(), outbox.status().waiting());
        assertTrue(AlertsText.of(agent.state()).contains("(silenced by maintenance)"));
        assertTrue(agent.state().json().contains("\"silenced\" : true"));
        maintenanceFile().end("m1", now);
        runBeating(agent, 1, 0.02);

        assertEquals(1, outbox.status().waiting().size());
    }

    @Test
    void eventsOfAPathAreOneAlertAKindAndOnlyOfTheKindsWanted() {
        PathId path = new PathId("SG-SIN", "hk-3");
        events =
                List.of(
                        new PathEvent("loss", now, path, "nn-1", "{\"after\":7}"),
                        new PathEvent("loss", now - SECOND, path, "nn-1", "{\"after\":3}"),
                        new PathEvent("hop-count-change", now, path, "nn-1", "{}"));
        AlertAgent agent = agent(outbox);
        run(agent, 3);

        assertEquals(1, outbox.status().waiting().size());
        Alert alert = outbox.next().orElseThrow();
        assertEquals("BeibuPathEvent|exit=hk-3|kind=loss|route=SG-SIN", alert.key());
        assertTrue(
                alert.summary().endsWith("by nn-1 {\"after\":7}, 2 in ten minutes"),
                alert.summary());

        events = List.of();
        run(agent, 301);
        assertEquals(2, outbox.status().waiting().size(), "resolved when nothing more happened");
    }

    @Test
    void theStateReadsBackAsItWasWritten() throws IOException {
        AlertAgent agent = agent(outbox);
        runBeating(agent, 70, 0.02);
        agent.onClose();

        AlertsState read = AlertsState.read(directory.resolve("alerts.json")).orElseThrow();

        assertEquals(agent.state(), read);
    }
}
