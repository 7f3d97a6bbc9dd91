package org.beibu.analyzer.verify;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.verify.VerifyReport.Difference;
import org.beibu.analyzer.verify.VerifyReport.JournalSide;
import org.beibu.analyzer.verify.VerifyReport.Level;
import org.beibu.analyzer.verify.VerifyReport.Span;
import org.beibu.model.Resolution;

/** A report for people and for programs. */
public final class VerifyText {
    private VerifyText() {}

    /** Some lines, the verdict last. */
    public static String text(VerifyReport report) {
        StringBuilder text = new StringBuilder();
        JournalSide journal = report.journal();
        line(text, "journal   %,d timings up to where the analyzer has read", journal.timings());
        if (journal.waiting() > 0) {
            line(text, "          %,d behind that wait to be taken in", journal.waiting());
        }
        if (journal.repeated() > 0) {
            line(text, "          %,d records lie in it twice, counted once", journal.repeated());
        }
        if (journal.missing() > 0) {
            line(text, "          %,d records are missing: damaged documents", journal.missing());
        }
        journal.unverifiable()
                .forEach(span -> line(text, "          not verifiable %s", span(span)));
        text.append(
                "%n%-10s%12s%16s%10s%14s%n"
                        .formatted("windows", "equal", "beyond journal", "expired", "shared path"));
        for (Resolution resolution : compared(report)) {
            Level level = report.levels().get(resolution);
            if (level != null) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "%-10s%,12d%,16d%,10d%,14d%n",
                                resolution,
                                level.equal(),
                                level.beyondJournal(),
                                level.expired(),
                                level.shared()));
            }
        }
        text.append(System.lineSeparator());
        report.probes().forEach(probe -> line(text, "differs   %s", probe));
        report.differences().forEach(one -> difference(text, one));
        if (report.differenceCount() > report.differences().size()) {
            line(text, "          and %,d more", hidden(report));
        }
        text.append(verdict(report)).append(System.lineSeparator());
        return text.toString();
    }

    private static void difference(StringBuilder text, Difference one) {
        line(
                text,
                "differs   %s  %s %s  journal %,d  store %,d",
                one.series(),
                one.window().resolution(),
                moment(one.window().startNanos()),
                one.journal(),
                one.store());
    }

    private static long hidden(VerifyReport report) {
        return report.differenceCount() - report.differences().size();
    }

    /** One sentence. */
    public static String verdict(VerifyReport report) {
        if (report.isEmpty() && report.isEqual()) {
            return "nothing to compare: the journal holds no timing that was taken in"
                    + except(report);
        }
        return report.isEqual()
                ? "equal: every timing of the journal is in exactly one window" + except(report)
                : String.format(
                        Locale.ROOT,
                        "not equal: %,d windows and %,d probes differ",
                        report.differenceCount(),
                        report.probes().size());
    }

    private static String except(VerifyReport report) {
        List<Span> spans = report.journal().unverifiable();
        if (spans.isEmpty()) {
            return "";
        }
        String more = spans.size() == 1 ? "" : " and in %d more spans".formatted(spans.size() - 1);
        return "; not verifiable " + span(spans.get(0)) + more;
    }

    private static String span(Span span) {
        String to = span.toNanos() == Long.MAX_VALUE ? "now" : moment(span.toNanos());
        return span.fromNanos() == Long.MIN_VALUE
                ? "before " + to + ": older documents were deleted"
                : "from " + moment(span.fromNanos()) + " to " + to + ": documents are missing";
    }

    /** JSON, schema beibu/verify/v1. */
    public static String json(VerifyReport report) {
        JournalSide journal = report.journal();
        return ("{\"schema\":\"beibu/verify/v1\",\"equal\":%b,\"journal\":{\"timings\":%d,"
                        + "\"waiting\":%d,\"repeated\":%d,\"missing\":%d,\"whole_from_ns\":%s,"
                        + "\"unverifiable\":[%s]},"
                        + "\"levels\":[%s],\"difference_count\":%d,\"differences\":[%s],"
                        + "\"probes\":[%s]}")
                .formatted(
                        report.isEqual(),
                        journal.timings(),
                        journal.waiting(),
                        journal.repeated(),
                        journal.missing(),
                        journal.isCut() ? Long.toString(journal.wholeFromNanos()) : "null",
                        joined(journal.unverifiable().stream().map(VerifyText::json).toList()),
                        joined(compared(report).stream().map(r -> json(r, report)).toList()),
                        report.differenceCount(),
                        joined(report.differences().stream().map(VerifyText::json).toList()),
                        joined(report.probes().stream().map(p -> "\"" + p + "\"").toList()));
    }

    private static String json(Resolution resolution, VerifyReport report) {
        Level level = report.levels().getOrDefault(resolution, new Level(0, 0, 0, 0));
        return "{\"resolution\":\"%s\",\"equal\":%d,\"beyond_journal\":%d,\"expired\":%d,\"shared\":%d}"
                .formatted(
                        resolution,
                        level.equal(),
                        level.beyondJournal(),
                        level.expired(),
                        level.shared());
    }

    private static String json(Span span) {
        return "{\"from_ns\":%s,\"to_ns\":%s}"
                .formatted(
                        span.fromNanos() == Long.MIN_VALUE ? "null" : "" + span.fromNanos(),
                        span.toNanos() == Long.MAX_VALUE ? "null" : "" + span.toNanos());
    }

    private static String json(Difference one) {
        Series series = one.series();
        return ("{\"route\":\"%s\",\"exit\":\"%s\",\"method\":\"%s\",\"metric\":\"%s\","
                        + "\"class\":\"%s\",\"resolution\":\"%s\",\"start_ns\":%d,"
                        + "\"journal\":%d,\"store\":%d}")
                .formatted(
                        series.path().routeId(),
                        series.path().exit(),
                        series.method(),
                        series.metric(),
                        series.qualityClass(),
                        one.window().resolution(),
                        one.window().startNanos(),
                        one.journal(),
                        one.store());
    }

    private static List<Resolution> compared(VerifyReport report) {
        return Resolution.OF_DELAYS.stream().filter(report.levels()::containsKey).toList();
    }

    private static String joined(List<String> parts) {
        return parts.stream().collect(Collectors.joining(","));
    }

    private static String moment(long epochNanos) {
        long second = Math.floorDiv(epochNanos, 1_000_000_000L);
        return Instant.ofEpochSecond(second).toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
