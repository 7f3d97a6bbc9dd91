package org.beibu.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.record.RecordCounter;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several capture lanes with threads of their own feed one journal. */
class FanoutProbeTest {
    @TempDir private Path directory = Path.of("");

    private final Counters counters = new Counters();
    private final Probes.SteppedClock clock = new Probes.SteppedClock();

    @Test
    @Timeout(60)
    void whatAllLanesRecordIsInTheJournalOnceAndWithoutGap() throws Exception {
        ProbeConfig config = Probes.config(directory);
        List<PacketSource> sources = new ArrayList<>();
        for (int lane = 0; lane < 3; lane++) {
            Probes.FedSource source = new Probes.FedSource();
            source.frames.addAll(Frames.handshakes(2000));
            source.atEnd = lane == 2;
            sources.add(source);
        }

        try (ProbeMain probe = new ProbeMain(config, sources, clock, counters)) {
            probe.start();
            probe.awaitEnd();
            while (counters.get(RecordCounter.TIMINGS_RECORDED) < 3 * 4000) {
                Thread.onSpinWait(); // the two lanes that have not ended still work
            }
        }

        List<String> records = Probes.journal(config);
        assertEquals(3 * 4000, Probes.timings(records));
        assertEquals(3 * 4000, counters.get(RecordCounter.TIMINGS_RECORDED));
        assertEquals(0, counters.get(ProbeCounter.RECORDS_QUEUE_FULL));
        for (int i = 0; i < records.size(); i++) {
            assertTrue(records.get(i).startsWith(i + 1 + " "), records.get(i));
        }
        long packets =
                records.stream()
                        .filter(record -> record.contains(" octets, "))
                        .mapToLong(record -> Long.parseLong(record.split(" ")[7]))
                        .sum();
        assertEquals(3 * 6000, packets);
    }

    @Test
    void packetsFromBeforeAllHadJoinedAreLeftOut() throws Exception {
        ProbeConfig config = Probes.config(directory);
        Probes.FedSource one = new Probes.FedSource();
        Probes.FedSource two = new Probes.FedSource();
        clock.nanos = Frames.START_NANOS + 1_000_000_000;
        one.frames.addAll(Frames.handshake(Frames.START_NANOS, 101, 40_000));
        one.frames.addAll(Frames.handshake(clock.nanos, 101, 40_001));
        try (ProbeMain probe = new ProbeMain(config, List.of(one, two), clock, counters)) {
            probe.open();
            CaptureLane lane = probe.lanes().get(0);
            lane.onStart();
            lane.doWork();

            assertEquals(3, counters.get(ProbeCounter.PACKETS_BEFORE_START));
            assertEquals(2, counters.get(RecordCounter.TIMINGS_RECORDED));
        }
    }
}
