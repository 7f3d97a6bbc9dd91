package org.beibu.probe.ping;

import java.io.PrintStream;
import java.util.Locale;
import org.beibu.probe.active.SessionMethod;
import org.beibu.probe.active.metrics.Arrival;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * Prints an object a line: each reply, then the summary with {@code "schema":"beibu/ping/v1"}. What
 * is not known is null. Owned by the loop's thread.
 */
public final class PingJson implements PingListener {
    private final PrintStream out;
    private final String target;
    private final boolean quiet;
    private final SessionMethod method;

    /** Prints to {@code out}; only the summary with {@code quiet}. */
    public PingJson(PrintStream out, String target, boolean quiet) {
        this(out, target, quiet, SessionMethod.STAMP);
    }

    /** Prints what came of this method. */
    public PingJson(PrintStream out, String target, boolean quiet, SessionMethod method) {
        this.method = method;
        this.out = out;
        this.target = target;
        this.quiet = quiet;
    }

    @Override
    public void onReply(PingReply reply) {
        if (quiet) {
            return;
        }
        boolean timed = reply.arrival() == Arrival.TIMED;
        boolean reflects = reply.senderTtl() != PingReply.NO_REFLECTOR;
        out.println(
                "{\"sequence\":%s,\"reflector_sequence\":%s,\"arrival\":\"%s\",\"octets\":%s,\"ttl\":%s,\"far_ttl\":%s,\"rtt_ns\":%s,\"stamps\":\"%s\",\"note\":\"%s\"}"
                        .formatted(
                                Integer.toUnsignedString(reply.sequence()),
                                reflects
                                        ? Integer.toUnsignedString(reply.reflectorSequence())
                                        : "null",
                                reply.arrival().name().toLowerCase(Locale.ROOT),
                                orNull(reply.octets()),
                                orNull(reply.ttl()),
                                orNull(reply.senderTtl()),
                                timed ? String.valueOf(reply.delayNanos()) : "null",
                                reply.byKernel() ? "kernel" : "user-space",
                                reply.tlvs()));
    }

    private static String orNull(int number) {
        return number < 0 ? "null" : String.valueOf(number);
    }

    @Override
    public void onFailure(String what) {
        if (!quiet) {
            out.println("{\"failure\":\"" + what + "\"}");
        }
    }

    @Override
    public void onEnd(PingFigures figures) {
        SessionFigures session = figures.session();
        StringBuilder text = new StringBuilder(512);
        text.append("{\"schema\":\"beibu/ping/v1\",\"target\":\"").append(target).append('"');
        text.append(",\"method\":\"").append(method).append('"');
        number(text, "sent", session.sent());
        number(text, "received", session.received());
        number(text, "lost", session.lost());
        number(text, "late", session.late());
        number(text, "not_sent", figures.notSent().count());
        number(text, "untimed", session.untimed());
        number(text, "user_space", session.userSpace());
        boolean known = session.isDirectional();
        optional(text, "forward_lost", known, session.forwardLost());
        optional(text, "backward_lost", known, session.backwardLost());
        number(text, "duplicates", session.duplicates());
        optional(text, "forward_duplicates", known, session.forwardDuplicates());
        optional(text, "backward_duplicates", known, session.backwardDuplicates());
        number(text, "reordered", session.reordered());
        optional(text, "forward_reordered", known, session.forwardReordered());
        optional(text, "backward_reordered", known, session.backwardReordered());
        delays(text, "round_trip", session.roundTrip());
        boolean pairs = session.variation().count() > 0;
        optional(text, "ipdv_min_ns", pairs, session.variation().minNanos());
        optional(text, "ipdv_max_ns", pairs, session.variation().maxNanos());
        boolean timed = session.roundTrip().count() > 0;
        optional(text, "pdv_p95_ns", timed, timed ? session.variationNanos(95) : 0);
        delays(text, "forward", session.forward());
        delays(text, "backward", session.backward());
        text.append(",\"one_way_not_determinable\":");
        text.append(figures.clocks().isEmpty() ? "null" : '"' + figures.clocks() + '"');
        number(text, "elapsed_ns", figures.elapsedNanos());
        out.println(text.append('}'));
        out.flush();
    }

    private static void number(StringBuilder text, String name, long value) {
        optional(text, name, true, value);
    }

    private static void optional(StringBuilder text, String name, boolean known, long value) {
        text.append(",\"")
                .append(name)
                .append("\":")
                .append(known ? String.valueOf(value) : "null");
    }

    private static void delays(StringBuilder text, String name, DelayHistogram delays) {
        if (delays.count() == 0) {
            text.append(",\"").append(name).append("\":null");
            return;
        }
        text.append(",\"").append(name).append("\":{\"count\":").append(delays.count());
        number(text, "min_ns", delays.minNanos());
        number(text, "p50_ns", delays.percentileNanos(50));
        number(text, "p95_ns", delays.percentileNanos(95));
        number(text, "p99_ns", delays.percentileNanos(99));
        number(text, "max_ns", delays.maxNanos());
        number(text, "mean_ns", Math.round(delays.meanNanos()));
        text.append('}');
    }
}
