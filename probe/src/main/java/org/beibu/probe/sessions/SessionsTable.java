package org.beibu.probe.sessions;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.beibu.model.LossInterval;
import org.beibu.runtime.histogram.DelayHistogram;

/** Sessions as a table for people, one line each; delays in milliseconds. */
final class SessionsTable {
    private static final String NONE = "-";
    private static final int FIRST_NUMBER = 5;
    private static final int FEWEST_FOR_P95 = 20;
    private static final int FEWEST_FOR_P99 = 100;

    private SessionsTable() {}

    static String text(List<SessionAccount> accounts, long nowNanos) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        "ROUTE",
                        "EXIT",
                        "TARGET",
                        "METHOD",
                        "STATE",
                        "SENT",
                        "LOST",
                        "LOSS % (95 %)",
                        "FORWARD",
                        "BACKWARD",
                        "LATE",
                        "DUP",
                        "REORD",
                        "TIMED",
                        "P50 ms",
                        "P95 ms",
                        "P99 ms",
                        "WINDOW"));
        for (SessionAccount account : accounts) {
            lines.add(cells(account, account.recent(nowNanos)));
        }
        StringBuilder out = new StringBuilder();
        out.append("# ").append(time(nowNanos));
        out.append("; each session apart, its last 5 to 10 minutes\n");
        align(lines, out);
        return out.toString();
    }

    private static String time(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static List<String> cells(SessionAccount account, SessionBlock block) {
        boolean known = block.directional;
        return List.of(
                account.config.path().routeId(),
                account.config.path().exit(),
                account.config.targetText(),
                account.config.method().toString(),
                block.state(),
                Long.toString(block.sent),
                Long.toString(block.lost),
                loss(block.lost, block.sent),
                known
                        ? block.forwardLost + ": " + loss(block.forwardLost, block.forwardSent)
                        : NONE,
                known
                        ? block.backwardLost + ": " + loss(block.backwardLost, block.backwardSent)
                        : NONE,
                Long.toString(block.late),
                Long.toString(block.duplicate),
                Long.toString(block.reordered),
                Long.toString(block.roundTrip.count()),
                millis(block.roundTrip, 50, 1),
                millis(block.roundTrip, 95, FEWEST_FOR_P95),
                millis(block.roundTrip, 99, FEWEST_FOR_P99),
                block.isEmpty() ? NONE : window(block));
    }

    private static String window(SessionBlock block) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(block.toNanos() - block.fromNanos());
        return "%d:%02d to %s"
                .formatted(seconds / 60, seconds % 60, time(block.toNanos()).substring(11, 19));
    }

    private static String loss(long lost, long sent) {
        if (sent == 0 || lost > sent) {
            return NONE;
        }
        LossInterval interval = LossInterval.of(lost, sent);
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f-%.2f)",
                100.0 * lost / sent,
                100 * interval.low(),
                100 * interval.high());
    }

    private static String millis(DelayHistogram delays, double percentile, int fewest) {
        return delays.count() < fewest
                ? NONE
                : String.format(Locale.ROOT, "%.3f", delays.percentileNanos(percentile) / 1e6);
    }

    /** Texts to the left, numbers to the right, two spaces between. */
    private static void align(List<List<String>> lines, StringBuilder out) {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String side = i < FIRST_NUMBER || i == widths.length - 1 ? "-" : "";
                text.append(i == 0 ? "" : "  ");
                text.append(String.format(Locale.ROOT, "%" + side + widths[i] + "s", line.get(i)));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
    }
}
