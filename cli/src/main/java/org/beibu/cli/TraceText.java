package org.beibu.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.beibu.probe.trace.TraceResult;
import org.beibu.runtime.journal.TraceHopRecord;

/** A trace as text for people and as JSON, schema {@code beibu/trace/v1}. */
final class TraceText {
    private static final double NANOS_PER_MILLI = 1e6;

    private TraceText() {}

    /** A line for each hop and address, then how it ended. */
    static String table(TraceResult result) {
        StringBuilder text = new StringBuilder();
        for (TraceHopRecord hop : result.hops()) {
            text.append(line(hop));
            if (!hop.labels().isEmpty()) {
                text.append("     MPLS ").append(labels(hop.labels())).append('\n');
            }
        }
        return text.append(
                        "%s: %d hops, %d packets, %d answered, %.1f s%n"
                                .formatted(
                                        result.outcome(),
                                        result.length(),
                                        result.packets().sent(),
                                        result.packets().answered(),
                                        result.lengthNanos() / 1e9))
                .toString();
    }

    private static String line(TraceHopRecord hop) {
        if (hop.answer().isEmpty()) {
            return "%3d  *%n".formatted(hop.place().ttl());
        }
        TraceHopRecord.Answer answer = hop.answer().get();
        String number = hop.place().part() == 0 ? "%3d".formatted(hop.place().ttl()) : "   ";
        return "%s  %-39s  %s ms%s%s%s%n"
                .formatted(
                        number,
                        answer.address(),
                        hop.delaysNanos().stream()
                                .map(TraceText::millis)
                                .collect(Collectors.joining("  ")),
                        answer.byKernel() ? "" : "  (user-space stamps)",
                        note(answer.type()),
                        quoted(answer.type()));
    }

    /** 1 is what a packet has left where it should; more or less is left behind what hides hops. */
    private static String quoted(TraceHopRecord.AnswerType type) {
        return type.quotedTtl() > 1 ? "  quoted TTL " + type.quotedTtl() : "";
    }

    private static String millis(long nanos) {
        if (nanos == TraceHopRecord.NOT_ANSWERED) {
            return "*";
        }
        return nanos == TraceHopRecord.NOT_TIMED ? "?" : "%.3f".formatted(nanos / NANOS_PER_MILLI);
    }

    /** What is not a plain "time exceeded". */
    private static String note(TraceHopRecord.AnswerType type) {
        if (type.icmpType() == TraceHopRecord.AnswerType.REPLY) {
            return "  reply";
        }
        boolean exceeded = type.icmpCode() == 0 && (type.icmpType() == 11 || type.icmpType() == 3);
        return exceeded
                ? ""
                : "  unreachable (type %d, code %d)".formatted(type.icmpType(), type.icmpCode());
    }

    private static String labels(List<Integer> labels) {
        return labels.stream()
                .map(
                        entry ->
                                "label=%d tc=%d s=%d ttl=%d"
                                        .formatted(
                                                entry >>> 12,
                                                entry >>> 9 & 7,
                                                entry >>> 8 & 1,
                                                entry & 0xff))
                .collect(Collectors.joining(" / "));
    }

    /**
     * What a trace's packets have in common.
     *
     * @param target whom they go to
     * @param icmp whether they are ICMP echo requests, else STAMP
     * @param number their source port, or identifier
     */
    record Flow(String target, boolean icmp, int number) {}

    /** The same as JSON. */
    static String json(Flow flow, TraceResult result) {
        return ("{\"schema\":\"beibu/trace/v1\",\"target\":\"%s\",\"protocol\":\"%s\",\"%s\":%d,"
                        + "\"epoch_ns\":%d,\"length_ns\":%d,\"outcome\":\"%s\",\"sent\":%d,"
                        + "\"answered\":%d,\"hops\":[%s]}%n")
                .formatted(
                        flow.target,
                        flow.icmp ? "icmp" : "stamp",
                        flow.icmp ? "identifier" : "source_port",
                        flow.number,
                        result.epochNanos(),
                        result.lengthNanos(),
                        result.outcome(),
                        result.packets().sent(),
                        result.packets().answered(),
                        result.hops().stream()
                                .map(TraceText::json)
                                .collect(Collectors.joining(",")));
    }

    private static String json(TraceHopRecord hop) {
        Optional<TraceHopRecord.Answer> answer = hop.answer();
        return "{\"hop\":%d,\"address\":%s,\"sent\":%d,\"delays_ns\":[%s]%s,\"labels\":[%s]}"
                .formatted(
                        hop.place().ttl(),
                        answer.map(a -> "\"" + a.address() + "\"").orElse("null"),
                        hop.place().sent(),
                        hop.delaysNanos().stream()
                                .map(TraceText::nanos)
                                .collect(Collectors.joining(",")),
                        answer.map(TraceText::json).orElse(""),
                        hop.labels().stream()
                                .map(entry -> Integer.toString(entry >>> 12))
                                .collect(Collectors.joining(",")));
    }

    private static String json(TraceHopRecord.Answer answer) {
        boolean reply = answer.type().icmpType() == TraceHopRecord.AnswerType.REPLY;
        return ",\"icmp_type\":%s,\"icmp_code\":%s,\"quoted_ttl\":%s,\"ttl\":%d,\"stamps\":\"%s\""
                .formatted(
                        reply ? "null" : answer.type().icmpType(),
                        reply ? "null" : answer.type().icmpCode(),
                        answer.type().quotedTtl() == 0 ? "null" : answer.type().quotedTtl(),
                        answer.ttl(),
                        answer.byKernel() ? "kernel" : "user-space");
    }

    private static String nanos(long nanos) {
        if (nanos == TraceHopRecord.NOT_ANSWERED) {
            return "null";
        }
        return nanos == TraceHopRecord.NOT_TIMED ? "-1" : Long.toString(nanos);
    }
}
