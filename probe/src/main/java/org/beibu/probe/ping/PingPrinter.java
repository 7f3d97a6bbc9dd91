package org.beibu.probe.ping;

import java.io.PrintStream;
import java.util.Locale;
import org.beibu.probe.active.SessionMethod;
import org.beibu.probe.active.metrics.Arrival;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * Prints replies and summary as people know them from ping. A percentile with fewer delays than it
 * divides is not shown. Owned by the loop's thread.
 */
public final class PingPrinter implements PingListener {
    private static final int FEWEST_FOR_P95 = 20;
    private static final int FEWEST_FOR_P99 = 100;

    private final PrintStream out;
    private final String target;
    private final boolean quiet;
    private final SessionMethod method;

    /** Prints to {@code out}; only the summary with {@code quiet}. */
    public PingPrinter(PrintStream out, String target, boolean quiet) {
        this(out, target, quiet, SessionMethod.STAMP);
    }

    /** Prints what came of this method. */
    public PingPrinter(PrintStream out, String target, boolean quiet, SessionMethod method) {
        this.method = method;
        this.out = out;
        this.target = target;
        this.quiet = quiet;
    }

    @Override
    public void onReply(PingReply reply) {
        if (!quiet) {
            out.println(line(reply));
        }
    }

    private String line(PingReply reply) {
        StringBuilder text = new StringBuilder(96);
        if (reply.octets() >= 0) {
            text.append(reply.octets()).append(" octets from ");
        }
        text.append(target).append(": seq=").append(Integer.toUnsignedString(reply.sequence()));
        if (reply.ttl() >= 0 || method == SessionMethod.STAMP) {
            text.append(" ttl=").append(reply.ttl() < 0 ? "?" : String.valueOf(reply.ttl()));
        }
        if (reply.senderTtl() != PingReply.NO_REFLECTOR) {
            text.append(" far-ttl=").append(reply.senderTtl());
        }
        if (reply.arrival() == Arrival.TIMED) {
            text.append(" time=").append(milliseconds(reply.delayNanos())).append(" ms");
            text.append(reply.byKernel() ? "" : " (user-space stamps)");
        }
        text.append(
                switch (reply.arrival()) {
                    case TIMED -> "";
                    case UNTIMED -> " (stamps contradict each other)";
                    case DUPLICATE -> " (DUP!)";
                    case LATE -> " (late)";
                    case UNKNOWN -> " (answers nothing that was sent)";
                });
        return reply.tlvs().isEmpty() ? text.toString() : text + " " + reply.tlvs();
    }

    @Override
    public void onFailure(String what) {
        if (!quiet) {
            out.println(target + ": " + what);
        }
    }

    @Override
    public void onEnd(PingFigures figures) {
        SessionFigures session = figures.session();
        out.println();
        out.println("--- %s %s statistics ---".formatted(target, title()));
        out.println(counts(figures));
        out.println(more(session));
        if (session.roundTrip().count() > 0) {
            out.println(delays("round trip ", session.roundTrip()) + stamps(session));
            out.println(variation(session));
        }
        if (figures.clocks().isEmpty()) {
            out.println(delays("forward    ", session.forward()));
            out.println(delays("backward   ", session.backward()));
        } else if (session.received() > 0 && method == SessionMethod.STAMP) {
            out.println("one-way delay not determinable: " + figures.clocks());
        }
        figures.refused()
                .forEach((why, count) -> out.println(count + " packets " + why + ": ignored"));
        if (session.received() > 0 && !figures.ssid()) {
            out.println("the reflector does not copy the SSID (RFC 8972 3)");
        }
        out.flush();
    }

    private String title() {
        return switch (method) {
            case STAMP -> "STAMP";
            case TCP_CONNECT -> "TCP connect";
            case ICMP_ECHO -> "ICMP echo";
            case DNS -> "DNS";
        };
    }

    private static String counts(PingFigures figures) {
        SessionFigures session = figures.session();
        String direction =
                session.isDirectional()
                        ? " (forward %d, backward %d%s)"
                                .formatted(
                                        session.forwardLost(),
                                        session.backwardLost(),
                                        session.undeterminedLost() > 0
                                                ? ", unknown " + session.undeterminedLost()
                                                : "")
                        : session.lost() > 0 ? " (direction not known)" : "";
        return String.format(
                Locale.ROOT,
                "%d packets sent, %d received, %d lost = %s%%%s, %.1f s%s",
                session.sent(),
                session.received(),
                session.lost(),
                percent(session.lossRatio()),
                direction,
                figures.elapsedNanos() / 1e9,
                notSent(figures.notSent()));
    }

    private static String notSent(PingFigures.NotSent notSent) {
        return notSent.count() > 0
                ? ", %d not sent: %s".formatted(notSent.count(), notSent.why())
                : "";
    }

    private static String more(SessionFigures session) {
        String text =
                "%d duplicates, %d reordered, %d late"
                        .formatted(session.duplicates(), session.reordered(), session.late());
        if (session.isDirectional() && session.duplicates() > 0) {
            text +=
                    " (duplicated forward %d, backward %d)"
                            .formatted(session.forwardDuplicates(), session.backwardDuplicates());
        }
        return session.untimed() > 0 ? text + ", " + session.untimed() + " not timed" : text;
    }

    private static String delays(String what, DelayHistogram delays) {
        return what
                + "min/p50/p95/p99/max = "
                + String.join(
                        "/",
                        milliseconds(delays.minNanos()),
                        milliseconds(delays.percentileNanos(50)),
                        percentile(delays, 95, FEWEST_FOR_P95),
                        percentile(delays, 99, FEWEST_FOR_P99),
                        milliseconds(delays.maxNanos()))
                + " ms";
    }

    private static String percentile(DelayHistogram delays, double percentile, int fewest) {
        return delays.count() < fewest ? "n/a" : milliseconds(delays.percentileNanos(percentile));
    }

    private static String stamps(SessionFigures session) {
        long own = session.userSpace();
        if (own == 0) {
            return ", stamps of the kernel";
        }
        return own == session.roundTrip().count()
                ? ", stamps of user space"
                : ", " + own + " with stamps of user space";
    }

    private static String variation(SessionFigures session) {
        DelayHistogram delays = session.roundTrip();
        String pdv =
                delays.count() < FEWEST_FOR_P95
                        ? "n/a"
                        : milliseconds(session.variationNanos(95)) + " ms";
        return "PDV p95 %s, IPDV %s to %s ms"
                .formatted(
                        pdv,
                        milliseconds(session.variation().minNanos()),
                        milliseconds(session.variation().maxNanos()));
    }

    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    private static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.3f", share * 100);
        return text.replaceFirst("\\.?0+$", "");
    }
}
