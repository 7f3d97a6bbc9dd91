package org.beibu.analyzer.ingest;

import static org.beibu.analyzer.ingest.JournalFixture.SECOND;
import static org.beibu.analyzer.ingest.JournalFixture.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.TraceHop;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.model.Address;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.PathEventKind;
import org.beibu.runtime.journal.PathEventRecord;
import org.beibu.runtime.journal.TraceHopRecord;
import org.beibu.runtime.journal.TraceOutcome;
import org.beibu.runtime.journal.TraceProtocol;
import org.beibu.runtime.journal.TraceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestPathEventsTest {
    private static final PathId PATH = new PathId("VN-HAN", "gz-1");
    private static final EventQuery ALL =
            new EventQuery(0, Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir Path directory;
    private JournalFixture journal;
    private SqliteDelayStore store;

    @BeforeEach
    void open() {
        journal = new JournalFixture(directory);
        store = SqliteDelayStore.open(journal.storeFile());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static PathEventRecord event(PathEventKind kind, long at, long before, long after) {
        return new PathEventRecord(
                kind,
                PATH,
                START + at,
                new PathEventRecord.Change(Metric.FORWARD_ONE_WAY, before, after, 3),
                2);
    }

    private static TraceRecord trace(long at, long eventAt) {
        return new TraceRecord(
                PATH,
                START + at,
                SECOND,
                START + eventAt,
                new TraceRecord.Result(
                        TraceOutcome.REACHED,
                        2,
                        6,
                        3,
                        new TraceRecord.Flow(TraceProtocol.STAMP, 40_000, 862, 46, true)));
    }

    private static TraceHopRecord hop(long at, int ttl, Optional<TraceHopRecord.Answer> answer) {
        return new TraceHopRecord(
                START + at,
                new TraceHopRecord.Place(ttl, 0, 3),
                List.of(1_250_000L, TraceHopRecord.NOT_ANSWERED, TraceHopRecord.NOT_TIMED),
                answer,
                answer.isEmpty() ? List.of() : List.of(100 << 12 | 1 << 8 | 255));
    }

    private static TraceHopRecord.Answer answer(int icmpType) {
        return new TraceHopRecord.Answer(
                Address.parse("192.0.2.1"),
                32,
                new TraceHopRecord.AnswerType(icmpType, 0, 1),
                254,
                true);
    }

    private void append() throws JournalException {
        try (JournalWriter writer = journal.writer("nanning-1")) {
            writer.append(event(PathEventKind.HOP_COUNT_CHANGE, 1, 4, 5));
            writer.append(trace(2, 1));
            writer.append(hop(2, 1, Optional.of(answer(11))));
            writer.append(hop(2, 2, Optional.empty()));
            writer.append(hop(2, 3, Optional.of(answer(TraceHopRecord.AnswerType.REPLY))));
            writer.append(event(PathEventKind.LATENCY_CHANGE, 3, 30_000_000, 35_000_000));
            writer.append(event(PathEventKind.LOSS, 4, 0, 5));
        }
    }

    private void ingest() throws JournalException {
        try (Ingest ingest =
                journal.ingest(journal.reader(), store, new LiveView(), IngestConfig.DEFAULT)) {
            ingest.drain();
        }
    }

    @Test
    void eventsAndTheirTracesReachTheStoreInWords() throws JournalException {
        append();
        ingest();

        List<TracedEvent> found = store.events(ALL);
        List<String> events = new ArrayList<>();
        found.forEach(e -> events.add(e.event().kind() + " " + e.event().details()));
        assertEquals(
                List.of(
                        "loss {\"direction\":\"forward\",\"lost_in_a_row\":5,"
                                + "\"session\":2,\"left_out\":3}",
                        "latency-change {\"direction\":\"forward\",\"before_ns\":30000000,"
                                + "\"after_ns\":35000000,\"session\":2,\"left_out\":3}",
                        "hop-count-change {\"direction\":\"forward\",\"hops_before\":4,"
                                + "\"hops_after\":5,\"session\":2,\"left_out\":3}"),
                events);
        assertEquals(
                "{\"outcome\":\"reached\",\"length_ns\":1000000000,\"sent\":6,\"answered\":3,"
                        + "\"protocol\":\"stamp\",\"source_port\":40000,\"destination_port\":862,"
                        + "\"dscp\":46,\"session_flow\":true}",
                found.get(2).trace().orElseThrow().details());
        assertEquals(
                List.of(
                        "{\"address\":\"192.0.2.1\",\"prefix_length\":32,\"icmp_type\":11,"
                                + "\"icmp_code\":0,\"quoted_ttl\":1,\"ttl\":254,"
                                + "\"stamps\":\"kernel\",\"sent\":3,"
                                + "\"delays_ns\":[1250000,null,-1],"
                                + "\"labels\":[{\"label\":100,\"tc\":0,\"s\":1,\"ttl\":255}]}",
                        "{\"address\":null,\"sent\":3,\"delays_ns\":[1250000,null,-1],"
                                + "\"labels\":[]}",
                        "{\"address\":\"192.0.2.1\",\"prefix_length\":32,\"icmp_type\":null,"
                                + "\"icmp_code\":null,\"quoted_ttl\":1,\"ttl\":254,"
                                + "\"stamps\":\"kernel\",\"sent\":3,"
                                + "\"delays_ns\":[1250000,null,-1],"
                                + "\"labels\":[{\"label\":100,\"tc\":0,\"s\":1,\"ttl\":255}]}"),
                found.get(2).hops().stream().map(TraceHop::details).toList());
        assertEquals(3, journal.counters.get(AnalyzerCounter.PATH_EVENTS_INGESTED));
        assertEquals(1, journal.counters.get(AnalyzerCounter.TRACES_INGESTED));
    }

    @Test
    void aSecondRunTakesNothingTwiceAndGoesOn() throws JournalException {
        append();
        ingest();
        try (JournalWriter writer = journal.writer("nanning-1")) {
            writer.append(trace(6, 3));
        }
        ingest();

        assertEquals(3, store.events(ALL).size());
        assertEquals(3, journal.counters.get(AnalyzerCounter.PATH_EVENTS_INGESTED));
        assertEquals(START + 6, store.events(ALL).get(1).trace().orElseThrow().epochNanos());
    }
}
