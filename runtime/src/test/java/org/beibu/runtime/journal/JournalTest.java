package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir Path directory;

    private final Records.SteppedClock clock = new Records.SteppedClock();
    private final Counters counters = new Counters();
    private final TimingRecord timing = new TimingRecord();
    private JournalConfig config = JournalConfig.at(Path.of("/"));

    @BeforeEach
    void configure() {
        config = JournalConfig.at(directory.resolve("journal"));
    }

    private JournalWriter writer(String probe) throws JournalException {
        JournalWriter writer = new JournalWriter(config, probe, clock, counters);
        writer.start();
        return writer;
    }

    private void write(String probe, long from, long to) throws JournalException {
        try (JournalWriter writer = writer(probe)) {
            for (long n = from; n < to; n++) {
                assertTrue(writer.append(Records.timing(timing, n)));
            }
        }
    }

    private JournalReader reader(long index) throws JournalException {
        JournalReader reader = new JournalReader(config, counters);
        reader.start(index);
        return reader;
    }

    @Test
    void readingCanBeginAtAMoment() throws JournalException {
        write("nanning-1", 0, 3);
        clock.nanos += 3_600_000_000_000L;
        write("nanning-1", 3, 5);

        assertEquals(2, readFrom(clock.nanos));
        assertEquals(2, readFrom(clock.nanos - 1_800_000_000_000L)); // no cycle file of that time
        assertEquals(5, readFrom(clock.nanos - 3_600_000_000_000L));
        assertEquals(0, readFrom(clock.nanos + 3_600_000_000_000L));
    }

    private int readFrom(long epochNanos) throws JournalException {
        try (JournalReader reader = new JournalReader(config, new Counters())) {
            reader.startAt(epochNanos);
            return Records.readAll(reader).size();
        }
    }

    @Test
    void eachKindComesBackAsItWasWritten() throws JournalException {
        LossWindowRecord loss =
                new LossWindowRecord(
                        Method.STAMP,
                        Metric.FORWARD_ONE_WAY,
                        new PathId("SG-SIN", "hk-3"),
                        7,
                        8,
                        new LossWindowRecord.Counts(100, 3, 1, 2, 1));
        LossEpisodesRecord episodes =
                new LossEpisodesRecord(
                        Method.STAMP,
                        Metric.FAR_ROUND_TRIP,
                        loss.path(),
                        1_767_225_600_000_000_000L,
                        10_000_000_000L,
                        new LossEpisodesRecord.Episodes(2, 40, 1));
        TrafficRecord traffic =
                new TrafficRecord(
                        5,
                        TrafficDirection.INBOUND,
                        new PathId("MM-RGN", "a-name-of-16-chs"),
                        9,
                        10,
                        new TrafficRecord.Volume(1L << 40, 77));
        CaptureStatisticsRecord statistics =
                new CaptureStatisticsRecord(1, 2, 3, 4, 5, 6, Long.MAX_VALUE, 0);
        CaptureStatisticsRecord unknown = new CaptureStatisticsRecord(1, 2, 3, 4, 5, 6, 7);
        CaptureSkipsRecord skips = new CaptureSkipsRecord(15, "later_fragment", 16);
        CaptureSkipsRecord longest = new CaptureSkipsRecord(15, "x".repeat(40), Long.MAX_VALUE);
        HeartbeatRecord heartbeat = new HeartbeatRecord(11, 12, 13, 14);
        timing.flags(0xfffe);
        try (JournalWriter writer = writer("nanning-1")) {
            assertTrue(writer.append(Records.timing(timing, 0)));
            assertTrue(writer.append(loss));
            assertTrue(writer.append(traffic));
            assertTrue(writer.append(statistics));
            assertTrue(writer.append(heartbeat));
            assertTrue(writer.append(unknown));
            assertTrue(writer.append(skips));
            assertTrue(writer.append(longest));
            assertTrue(writer.append(episodes));
            assertEquals(9, writer.lastSequence());
        }

        List<String> read;
        try (JournalReader reader = reader(0)) {
            read = Records.readAll(reader);
        }

        assertEquals(
                List.of(
                        "nanning-1 1 TIMING 1767225600000000000 1000000 handshake far simulated"
                                + " fffe 0 ffffc0000200/24 VN-HAN gz-1",
                        "nanning-1 2 LOSS_WINDOW " + loss,
                        "nanning-1 3 TRAFFIC " + traffic,
                        "nanning-1 4 CAPTURE_STATISTICS " + statistics,
                        "nanning-1 5 HEARTBEAT " + heartbeat,
                        "nanning-1 6 CAPTURE_STATISTICS " + unknown,
                        "nanning-1 7 CAPTURE_SKIPS " + skips,
                        "nanning-1 8 CAPTURE_SKIPS " + longest,
                        "nanning-1 9 LOSS_EPISODES " + episodes),
                read);
        assertEquals(9, counters.get(JournalCounter.RECORDS_APPENDED));
        assertEquals(9, counters.get(JournalCounter.RECORDS_READ));
    }

    @Test
    void aRestartedWriterGoesOnWithTheNextSequenceNumberOfItsProbe() throws JournalException {
        write("a", 0, 100);
        write("b", 0, 30);
        write("a", 100, 200);

        try (JournalReader reader = reader(0)) {
            assertEquals(
                    LongStream.rangeClosed(1, 200).boxed().toList(),
                    Records.sequences(reader, "a"));
        }
        assertEquals(0, counters.get(JournalCounter.RECORDS_MISSING));
        assertEquals(0, counters.get(JournalCounter.RECORDS_REPEATED));
    }

    @Test
    void readingGoesOnExactlyAfterAnyBatch() throws JournalException {
        int batches = 9;
        write("a", 0, (batches - 1) * JournalFormat.MAX_RECORDS + 1);

        for (int stop = 0; stop <= batches; stop++) {
            List<Long> seen = new ArrayList<>();
            long index;
            try (JournalReader first = reader(0)) {
                for (int i = 0; i < stop; i++) {
                    assertEquals(1, first.poll(batch -> seen.add(batch.firstSequence()), 1));
                }
                index = first.index();
            }
            try (JournalReader second = reader(index)) {
                while (second.poll(batch -> seen.add(batch.firstSequence()), 1) > 0) {
                    // until the end
                }
            }
            assertEquals(
                    LongStream.range(0, batches)
                            .map(i -> 1 + i * JournalFormat.MAX_RECORDS)
                            .boxed()
                            .toList(),
                    seen);
        }
    }

    @Test
    void nothingIsToBeReadBeforeAWriterCame() throws JournalException {
        try (JournalReader reader = reader(0)) {
            assertEquals(0, reader.poll(batch -> {}, 10));
            write("a", 0, 3);

            assertEquals(3, Records.readAll(reader).size());
        }
    }

    @Test
    void anOpenBatchIsInvisibleUntilFlushed() throws JournalException {
        try (JournalWriter writer = writer("a");
                JournalReader reader = reader(0)) {
            writer.append(Records.timing(timing, 0));
            assertEquals(List.of(), Records.readAll(reader));

            assertTrue(writer.flush());

            assertEquals(1, Records.readAll(reader).size());
        }
    }

    @Test
    void resumeAfterSkipsSequenceNumbersAndTheReaderReportsTheGap() throws JournalException {
        write("a", 0, 2);
        try (JournalWriter writer = writer("a")) {
            writer.resumeAfter(10);
            writer.append(Records.timing(timing, 2));
        }

        try (JournalReader reader = reader(0)) {
            assertEquals(List.of(1L, 2L, 11L), Records.sequences(reader, "a"));
        }
        assertEquals(8, counters.get(JournalCounter.RECORDS_MISSING));
    }

    @Test
    void aSecondWriterIsRefusedAndToldWho() throws JournalException {
        try (JournalWriter first = writer("a");
                JournalWriter second = new JournalWriter(config, "b", clock, counters)) {
            JournalException refused = assertThrows(JournalException.class, second::start);

            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("written by process " + ProcessHandle.current().pid()),
                    refused.getMessage());
            assertTrue(first.append(Records.timing(timing, 0)));
        }
        write("b", 0, 1);
    }

    @Test
    void aDirectoryWithTooLittleSpaceIsNotOpened() throws IOException {
        config = config.withFreeSpaceFloor(Long.MAX_VALUE / 2);

        JournalException refused = assertThrows(JournalException.class, () -> writer("a"));

        assertTrue(
                String.valueOf(refused.getMessage()).contains("below the floor"),
                refused.getMessage());
        assertFalse(JournalQueue.exists(config.directory()));
    }
}
