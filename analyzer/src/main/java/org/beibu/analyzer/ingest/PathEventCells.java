package org.beibu.analyzer.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.events.EventAdditions;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.PathTrace;
import org.beibu.analyzer.events.TraceHop;
import org.beibu.model.Metric;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.PathEventKind;
import org.beibu.runtime.journal.PathEventRecord;
import org.beibu.runtime.journal.TraceHopRecord;
import org.beibu.runtime.journal.TraceRecord;

/**
 * Events of paths and parts of their traces that wait for the next commit. Each record becomes one
 * row by itself, so that a trace whose records end up in two commits is whole all the same. All
 * texts in records are names of printable characters or made here, so no JSON needs escaping but
 * that of a name.
 */
final class PathEventCells {
    /** Some megabytes; only a journal that is caught up with has as many. */
    private static final int MOST_ROWS = 16_384;

    private final Counters counters;
    private final List<PathEvent> events = new ArrayList<>();
    private final List<PathTrace> traces = new ArrayList<>();
    private final List<TraceHop> hops = new ArrayList<>();

    PathEventCells(Counters counters) {
        this.counters = counters;
    }

    /** What the live watch has noticed; a second telling takes the place of the first. */
    void add(PathEvent event) {
        events.add(event);
    }

    void record(String probe, PathEventRecord record) {
        counters.increment(AnalyzerCounter.PATH_EVENTS_INGESTED);
        events.add(
                new PathEvent(
                        record.kind().toString(),
                        record.epochNanos(),
                        record.path(),
                        probe,
                        details(record)));
    }

    private static String details(PathEventRecord record) {
        PathEventRecord.Change change = record.change();
        return "{\"direction\":\"%s\",%s,\"session\":%d,\"left_out\":%d}"
                .formatted(
                        direction(change.metric()),
                        values(record.kind(), change),
                        record.session(),
                        change.leftOut());
    }

    private static String direction(Metric metric) {
        return switch (metric) {
            case FORWARD_ONE_WAY -> "forward";
            case BACKWARD_ONE_WAY -> "backward";
            default -> "round-trip";
        };
    }

    private static String values(PathEventKind kind, PathEventRecord.Change change) {
        return switch (kind) {
            case HOP_COUNT_CHANGE ->
                    "\"hops_before\":%d,\"hops_after\":%d"
                            .formatted(change.before(), change.after());
            case LATENCY_CHANGE ->
                    "\"before_ns\":%d,\"after_ns\":%d".formatted(change.before(), change.after());
            case LOSS -> "\"lost_in_a_row\":%d".formatted(change.after());
        };
    }

    void record(String probe, TraceRecord record) {
        counters.increment(AnalyzerCounter.TRACES_INGESTED);
        TraceRecord.Result result = record.result();
        TraceRecord.Flow flow = result.flow();
        String details =
                ("{\"outcome\":\"%s\",\"length_ns\":%d,\"sent\":%d,\"answered\":%d,"
                                + "\"protocol\":\"%s\",\"source_port\":%d,\"destination_port\":%d,"
                                + "\"dscp\":%d,\"session_flow\":%b}")
                        .formatted(
                                result.outcome(),
                                record.lengthNanos(),
                                result.sent(),
                                result.answered(),
                                flow.protocol(),
                                flow.sourcePort(),
                                flow.destinationPort(),
                                flow.dscp(),
                                flow.ofSession());
        traces.add(
                new PathTrace(
                        record.epochNanos(),
                        probe,
                        record.path(),
                        record.eventEpochNanos(),
                        details));
    }

    void record(String probe, TraceHopRecord record) {
        String answer = record.answer().map(PathEventCells::answer).orElse("\"address\":null");
        String details =
                "{%s,\"sent\":%d,\"delays_ns\":[%s],\"labels\":[%s]}"
                        .formatted(
                                answer,
                                record.place().sent(),
                                record.delaysNanos().stream()
                                        .map(PathEventCells::delay)
                                        .collect(Collectors.joining(",")),
                                record.labels().stream()
                                        .map(PathEventCells::label)
                                        .collect(Collectors.joining(",")));
        hops.add(
                new TraceHop(
                        record.traceEpochNanos(),
                        probe,
                        record.place().ttl(),
                        record.place().part(),
                        details));
    }

    private static String answer(TraceHopRecord.Answer answer) {
        TraceHopRecord.AnswerType type = answer.type();
        boolean reply = type.icmpType() == TraceHopRecord.AnswerType.REPLY;
        return ("\"address\":\"%s\",\"prefix_length\":%d,\"icmp_type\":%s,\"icmp_code\":%s,"
                        + "\"quoted_ttl\":%s,\"ttl\":%s,\"stamps\":\"%s\"")
                .formatted(
                        answer.address(),
                        answer.prefixLength(),
                        reply ? "null" : type.icmpType(),
                        reply ? "null" : type.icmpCode(),
                        orNull(type.quotedTtl()),
                        orNull(answer.ttl()),
                        answer.byKernel() ? "kernel" : "user-space");
    }

    private static String orNull(int ttl) {
        return ttl == 0 ? "null" : Integer.toString(ttl);
    }

    /** Null when the packet was not answered here, -1 when it was and nobody knows how long. */
    private static String delay(long nanos) {
        if (nanos == TraceHopRecord.NOT_ANSWERED) {
            return "null";
        }
        return nanos == TraceHopRecord.NOT_TIMED ? "-1" : Long.toString(nanos);
    }

    /** A label stack entry (RFC 3032 2.1): label 20 bits, TC 3, S 1, TTL 8. */
    private static String label(int entry) {
        return "{\"label\":%d,\"tc\":%d,\"s\":%d,\"ttl\":%d}"
                .formatted(entry >>> 12, entry >>> 9 & 7, entry >>> 8 & 1, entry & 0xff);
    }

    boolean isFull() {
        return events.size() + traces.size() + hops.size() >= MOST_ROWS;
    }

    /** Hands all over and begins anew. */
    EventAdditions take() {
        EventAdditions taken = new EventAdditions(events, traces, hops);
        events.clear();
        traces.clear();
        hops.clear();
        return taken;
    }
}
