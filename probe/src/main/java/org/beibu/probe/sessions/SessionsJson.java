package org.beibu.probe.sessions;

import java.util.List;
import java.util.Locale;
import org.beibu.model.LossInterval;
import org.beibu.model.Method;
import org.beibu.probe.active.SessionConfig;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * Sessions as JSON, schema {@code beibu/sessions/v2}: an element for each, nanoseconds, null for
 * what is not known. All names in it are of a safe alphabet, so nothing needs quoting.
 */
final class SessionsJson {
    private final StringBuilder out = new StringBuilder(1 << 12);

    private SessionsJson() {}

    static String text(List<SessionAccount> accounts, long nowNanos) {
        SessionsJson json = new SessionsJson();
        json.out.append("{\"schema\":\"beibu/sessions/v2\",\"time_ns\":").append(nowNanos);
        json.out.append(",\"confidence\":0.95,\"sessions\":[");
        String separator = "\n";
        for (SessionAccount account : accounts) {
            json.out.append(separator);
            json.session(account, account.recent(nowNanos));
            separator = ",\n";
        }
        return json.out.append("]}\n").toString();
    }

    private void session(SessionAccount account, SessionBlock block) {
        SessionConfig config = account.config;
        out.append('{');
        text("route", config.path().routeId()).text("exit", config.path().exit());
        text("target", config.targetText()).text("method", config.method().toString());
        if (config.method() == Method.STAMP) {
            text("mode", config.mode().name().toLowerCase(Locale.ROOT));
        }
        text("schedule", config.stream().poisson() ? "poisson" : "periodic");
        number("interval_ns", true, config.stream().interval().toNanos());
        number("dscp", true, config.steering().dscp());
        text("delay_metric", account.delayName());
        text("loss_metric", account.lossName());
        text("state", block.state());
        boolean known = !block.isEmpty();
        number("from_ns", known, block.fromNanos());
        number("window_ns", known, block.toNanos() - block.fromNanos());
        loss(block.sent, block.lost);
        number("late", true, block.late);
        number("untimed", true, block.untimed);
        number("duplicate", true, block.duplicate);
        number("reordered", true, block.reordered);
        number("episodes", true, block.episodes);
        number("longest_episode", true, block.longest);
        number("noticeable", true, block.noticeable);
        directions(block);
        number("reflector_restarts", true, block.restarts);
        delays("round_trip", block.roundTrip);
        delays("forward_delay", block.forward);
        delays("backward_delay", block.backward);
        delays("ipdv", block.ipdv);
        number("ipdv_min_ns", block.ipdv.count() > 0, block.ipdvMinNanos);
        number("ipdv_max_ns", block.ipdv.count() > 0, block.ipdvMaxNanos);
        boolean timed = block.roundTrip.count() > 0;
        number("pdv_p95_ns", timed, timed ? pdv(block.roundTrip) : 0);
        number("total_sent", true, account.totalSent());
        number("total_lost", true, account.totalLost());
        out.setLength(out.length() - 1);
        out.append('}');
    }

    private static long pdv(DelayHistogram delays) {
        return delays.percentileNanos(95) - delays.minNanos();
    }

    private void directions(SessionBlock block) {
        if (!block.directional) {
            out.append("\"forward\":null,\"backward\":null,");
            return;
        }
        out.append("\"forward\":{");
        loss(block.forwardSent, block.forwardLost);
        number("duplicate", true, block.forwardDuplicate);
        number("reordered", true, block.forwardReordered);
        out.setLength(out.length() - 1);
        out.append("},\"backward\":{");
        loss(block.backwardSent, block.backwardLost);
        number("duplicate", true, block.backwardDuplicate);
        number("reordered", true, block.backwardReordered);
        out.setLength(out.length() - 1);
        out.append("},");
    }

    private void loss(long sent, long lost) {
        number("sent", true, sent);
        number("received", true, sent - lost);
        number("lost", true, lost);
        boolean known = sent > 0 && lost <= sent;
        LossInterval interval = known ? LossInterval.of(lost, sent) : new LossInterval(0, 1);
        ratio("loss_ratio", known, known ? (double) lost / sent : 0);
        ratio("loss_low", known, interval.low());
        ratio("loss_high", known, interval.high());
    }

    private void delays(String name, DelayHistogram delays) {
        boolean known = delays.count() > 0;
        out.append('"').append(name).append("\":{");
        number("count", true, delays.count());
        number("min_ns", known, delays.minNanos());
        number("p50_ns", known, known ? delays.percentileNanos(50) : 0);
        number("p95_ns", known, known ? delays.percentileNanos(95) : 0);
        number("p99_ns", known, known ? delays.percentileNanos(99) : 0);
        number("max_ns", known, delays.maxNanos());
        out.setLength(out.length() - 1);
        out.append("},");
    }

    private SessionsJson text(String name, String value) {
        out.append('"').append(name).append("\":\"").append(value).append("\",");
        return this;
    }

    private void number(String name, boolean known, long value) {
        out.append('"').append(name).append("\":");
        out.append(known ? Long.toString(value) : "null").append(',');
    }

    private void ratio(String name, boolean known, double value) {
        out.append('"').append(name).append("\":");
        out.append(known ? String.format(Locale.ROOT, "%.9f", value) : "null").append(',');
    }
}
