package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathRecordsTest {
    static final PathId PATH = new PathId("SG-SIN", "exit-of-16-chars");
    static final PathEventRecord EVENT =
            new PathEventRecord(
                    PathEventKind.HOP_COUNT_CHANGE,
                    PATH,
                    Records.START_NANOS,
                    new PathEventRecord.Change(Metric.BACKWARD_ONE_WAY, 4, 255, 70_000),
                    1_500);
    static final TraceRecord TRACE =
            new TraceRecord(
                    PATH,
                    Records.START_NANOS + 1,
                    2_000_000_000L,
                    Records.START_NANOS,
                    new TraceRecord.Result(
                            TraceOutcome.UNREACHABLE,
                            90,
                            65_535,
                            65_534,
                            new TraceRecord.Flow(TraceProtocol.STAMP, 65_535, 862, 63, true)));
    static final TraceHopRecord HOP =
            new TraceHopRecord(
                    Records.START_NANOS + 1,
                    new TraceHopRecord.Place(255, 2, 3),
                    List.of(1_250_000L, TraceHopRecord.NOT_ANSWERED, TraceHopRecord.NOT_TIMED),
                    Optional.of(
                            new TraceHopRecord.Answer(
                                    Address.parse("2001:db8::1"),
                                    128,
                                    new TraceHopRecord.AnswerType(255, 4, 250),
                                    254,
                                    true)),
                    List.of(0xffff_f101, 1, 2, 3));
    static final HopCountsRecord HOPS =
            new HopCountsRecord(
                    PATH,
                    Records.START_NANOS + 2,
                    new HopCountsRecord.Direction(HopCountsRecord.UNKNOWN, 1L << 40),
                    new HopCountsRecord.Direction(254, 7),
                    3);
    static final TraceHopRecord SILENT =
            new TraceHopRecord(
                    Records.START_NANOS + 1,
                    new TraceHopRecord.Place(7, 0, 3),
                    List.of(0L, 0L, 0L),
                    Optional.empty(),
                    List.of());

    @TempDir Path directory;

    @Test
    void eventsAndTracesComeBackFromTheJournalAsTheyWereOffered() throws JournalException {
        RecordQueue queue = new RecordQueue(1 << 12);
        List<PathRecord> records = List.of(EVENT, TRACE, HOP, SILENT, HOPS);
        JournalConfig config = JournalConfig.at(directory);

        records.forEach(record -> assertTrue(queue.offer(record)));
        try (JournalWriter writer =
                new JournalWriter(config, "p", new Records.SteppedClock(), new Counters())) {
            writer.start();
            assertEquals(5, queue.drain(writer, 10));
            assertTrue(writer.append(EVENT));
        }

        try (JournalReader reader = new JournalReader(config, new Counters())) {
            reader.start(0);
            assertEquals(
                    List.of(
                            "p 1 PATH_EVENT " + EVENT,
                            "p 2 TRACE " + TRACE,
                            "p 3 TRACE_HOP " + HOP,
                            "p 4 TRACE_HOP " + SILENT,
                            "p 5 HOP_COUNTS " + HOPS,
                            "p 6 PATH_EVENT " + EVENT),
                    Records.readAll(reader));
        }
    }

    @Test
    void aQueueThatIsFullRefuses() {
        RecordQueue queue = new RecordQueue(1 << 10);
        int taken = 0;
        while (queue.offer(EVENT)) {
            taken++;
        }
        assertEquals((1 << 10) / 72, taken);
    }

    @Test
    void codesOfANewerWriterAreNotUnderstoodAndNeverAnError() {
        ByteBuffer record = ByteBuffer.allocate(JournalFormat.RECORD_LENGTH);
        EVENT.encode(record, 0);
        assertTrue(PathEventRecord.isKnown(record, 0));
        assertFalse(PathEventRecord.isKnown(record.put(1, (byte) 99), 0));
        assertFalse(PathEventRecord.isKnown(record.put(1, (byte) -1), 0));

        TRACE.encode(record, 0);
        assertTrue(TraceRecord.isKnown(record, 0));
        assertFalse(TraceRecord.isKnown(record.put(1, (byte) 99), 0));
        TRACE.encode(record, 0);
        assertFalse(TraceRecord.isKnown(record.put(2, (byte) 0), 0));

        HOP.encode(record, 0);
        assertTrue(TraceHopRecord.isKnown(record, 0));
        assertFalse(TraceHopRecord.isKnown(record.put(45, (byte) 4), 0));
        HOP.encode(record, 0);
        assertFalse(TraceHopRecord.isKnown(record.put(46, (byte) -1), 0));
    }

    @Test
    void aHopHasRoomForThreeDelaysAndFourLabels() {
        assertThrows(IllegalArgumentException.class, () -> hop(Collections.nCopies(4, 1L), 0));
        assertThrows(IllegalArgumentException.class, () -> hop(List.of(), 5));
        assertEquals(4, hop(List.of(1L), 4).labels().size());
    }

    private static TraceHopRecord hop(List<Long> delays, int labels) {
        return new TraceHopRecord(
                1,
                new TraceHopRecord.Place(1, 0, 3),
                delays,
                Optional.empty(),
                Collections.nCopies(labels, 1));
    }

    @Test
    void kindsProtocolsAndOutcomesHaveTheirPublishedCodesAndNames() {
        assertEquals("hop-count-change", PathEventKind.ofCode(1).orElseThrow().toString());
        assertEquals("latency-change", PathEventKind.ofCode(2).orElseThrow().toString());
        assertEquals("loss", PathEventKind.ofCode(3).orElseThrow().toString());
        assertEquals("stamp", TraceProtocol.ofCode(1).orElseThrow().toString());
        assertEquals("too-far", TraceOutcome.ofCode(4).orElseThrow().toString());
        for (TraceOutcome outcome : TraceOutcome.values()) {
            assertEquals(outcome, TraceOutcome.ofCode(outcome.code()).orElseThrow());
        }
    }
}
