package org.beibu.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.beibu.model.ClockQuality;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.record.RecordCounter;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProbeAgentTest {
    @TempDir Path directory;

    private final Probes.SteppedClock clock = new Probes.SteppedClock();
    private final Probes.FedSource source = new Probes.FedSource();
    private final Counters counters = new Counters();
    private ProbeConfig config = ProbeConfig.at(Path.of("/"));

    @BeforeEach
    void configure() {
        config = Probes.config(directory).with(ClockQuality.SIMULATED);
    }

    private ProbeMain probe() {
        return new ProbeMain(config, source, clock, counters);
    }

    @Test
    void timingsAreInTheJournalAfterOneTurn() throws Exception {
        try (ProbeMain probe = probe()) {
            ProbeAgent agent = probe.open();
            agent.onStart();
            agent.doWork();
            source.frames.addAll(Frames.handshake(clock.nanos, 102, 10_000));

            agent.doWork();

            List<String> records = Probes.journal(config);
            assertEquals(
                    List.of(
                            "3 handshake far 30ms VN-HAN hk-3 ffffcb007100/24 simulated",
                            "4 handshake near 2ms VN-HAN hk-3 ffffc0000200/24 simulated"),
                    records.subList(2, 4));
            assertEquals(1, counters.get(RecordCounter.TIMINGS_FAR));
            assertEquals(1, counters.get(RecordCounter.TIMINGS_NEAR));
            assertEquals(2, counters.get(RecordCounter.TIMINGS_RECORDED));
            agent.onClose();
        }
    }

    @Test
    void eachSecondHasAHeartbeatAndTheCapturesTotals() throws Exception {
        try (ProbeMain probe = probe()) {
            ProbeAgent agent = probe.open();
            agent.onStart();
            for (int i = 0; i < 25; i++) {
                agent.doWork();
                clock.nanos += TimeUnit.MILLISECONDS.toNanos(100);
            }
            agent.onClose();
        }

        List<String> records = Probes.journal(config);
        assertEquals(3, records.stream().filter(r -> r.contains("Heartbeat")).count());
        assertEquals(4, records.stream().filter(r -> r.contains("CaptureStatistics")).count());
        assertEquals(3, counters.get(ProbeCounter.HEARTBEATS));
        assertEquals(5, counters.get(ProbeCounter.PACKETS_DROPPED));
    }

    @Test
    void eachSecondHasTheTimeBehindAndTheReasonsThatChanged() throws Exception {
        long captured = clock.nanos;
        try (ProbeMain probe = probe()) {
            ProbeAgent agent = probe.open();
            agent.onStart();
            agent.doWork();
            source.frames.add(
                    new Frames.Frame(captured, new byte[60])); // nothing that can be timed
            clock.nanos = captured + 400;
            agent.doWork();
            for (int second = 1; second <= 70; second++) {
                clock.nanos = captured + second * ProbeAgent.SECOND_NANOS;
                agent.doWork();
            }
            agent.onClose();
        }

        List<String> records = Probes.journal(config);
        List<String> skips = records.stream().filter(r -> r.contains("CaptureSkips")).toList();
        assertEquals(2, skips.size(), "when it changed, and once after a minute: " + skips);
        assertTrue(skips.get(0).contains("packets=1]"), skips.get(0));
        List<String> behind =
                records.stream()
                        .filter(r -> r.contains("CaptureStatistics"))
                        .map(r -> r.replaceAll(".*behindNanos=(-?\\d+).*", "$1"))
                        .limit(3)
                        .toList();
        assertEquals(List.of("-1", "400", "-1"), behind, "unknown in a second without packets");
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheHeartbeat() throws Exception {
        try (ProbeMain probe = probe()) {
            ProbeAgent agent = probe.open();
            agent.onStart();
            agent.doWork();
            clock.nanos -= TimeUnit.HOURS.toNanos(1);
            agent.doWork();
            clock.nanos += ProbeAgent.SECOND_NANOS - 1;
            agent.doWork();
            assertEquals(2, counters.get(ProbeCounter.HEARTBEATS));
            clock.nanos++;
            agent.doWork();
            assertEquals(3, counters.get(ProbeCounter.HEARTBEATS));
            agent.onClose();
        }
    }

    @Test
    void aFailedSourceIsCountedOnceAndSilencesTheHeartbeat() throws Exception {
        try (ProbeMain probe = probe()) {
            ProbeAgent agent = probe.open();
            agent.onStart();
            source.failure = new CaptureException("lan0: the interface is gone");
            for (int i = 0; i < 30; i++) {
                agent.doWork();
                clock.nanos += TimeUnit.MILLISECONDS.toNanos(100);
            }
            probe.awaitEnd();
            assertEquals(Optional.of("lan0: the interface is gone"), probe.failure());
            agent.onClose();
        }

        assertEquals(1, counters.get(ProbeCounter.CAPTURE_FAILURES));
        assertEquals(0, counters.get(ProbeCounter.HEARTBEATS));
    }

    @Test
    @Timeout(30)
    void aRunningProbeEndsWithItsSourceAndLeavesEverythingInTheJournal() throws Exception {
        source.frames.addAll(Frames.handshakes(200));
        source.atEnd = true;

        try (ProbeMain probe = probe()) {
            probe.start();
            probe.awaitEnd();
        }

        assertEquals(400, Probes.timings(Probes.journal(config)));
        assertTrue(source.closed);
        try (ProbeMain next = probe()) {
            next.open();
        }
    }
}
