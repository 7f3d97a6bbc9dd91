package org.beibu.probe.active;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.beibu.model.PathId;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.trace.StampProbes;
import org.beibu.probe.trace.TraceAnswer;
import org.beibu.probe.trace.TraceRun;
import org.beibu.probe.trace.TraceWire;
import org.beibu.probe.udp.Datagram;
import org.beibu.probe.udp.ErrorReport;
import org.beibu.probe.udp.UdpSocket;
import org.beibu.runtime.counters.Counters;

/**
 * Makes the traces that events ask for: from the socket of the session, to its target, with its
 * traffic class, source and mark, so they take the way that the session takes. A few at a time, one
 * a target; what is asked above the limits is counted and not made.
 *
 * <p>Owned by the sender's thread.
 */
final class SessionTracer {
    /** The bit of the SSID that tells a trace's packets from the session's. */
    static final int SSID_BIT = StampProbes.SSID_BIT;

    /** The bit that tells the tags of their departures. */
    static final long TAG_BIT = 1L << 62;

    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_WAITING = 64;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final TraceSettings settings;
    private final SessionSink sink;
    private final Counters counters;
    private final EventTimes times;
    private final TargetBudgets budgets;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final List<Running> running = new ArrayList<>();
    private final Map<PathId, Long> lastAsked = new HashMap<>();
    private double left;
    private long leftSince;
    private long nowNanos;
    private boolean begun;

    private record Request(ActiveSession session, Tracing tracing, long eventNanos) {}

    private record Running(Request request, StampProbes probes, TraceRun run) {
        ActiveSession session() {
            return request.session;
        }
    }

    SessionTracer(
            TraceSettings settings,
            SessionSink sink,
            EventTimes times,
            Counters counters,
            TargetBudgets budgets) {
        this.budgets = budgets;
        this.settings = settings;
        this.sink = sink;
        this.times = times;
        this.counters = counters;
        left = settings.perMinute();
    }

    /** An event of this time asks for a trace of the session's path. */
    void request(ActiveSession session, long eventNanos, long tickNanos) {
        Tracing tracing = session.tracing();
        if (tracing == null || settings.perMinute() == 0) {
            return;
        }
        PathId path = session.config.path();
        Long last = lastAsked.get(path);
        boolean soon = last != null && tickNanos - last < settings.pathInterval().toNanos();
        if (soon || waiting.size() >= MOST_WAITING || !take(tickNanos)) {
            counters.increment(SenderCounter.TRACES_REFUSED);
            return;
        }
        lastAsked.put(path, tickNanos);
        waiting.add(new Request(session, tracing, eventNanos));
    }

    private boolean take(long tickNanos) {
        if (begun) {
            double more = (tickNanos - leftSince) * (double) settings.perMinute() / MINUTE_NANOS;
            left = Math.min(settings.perMinute(), left + more);
        }
        begun = true;
        leftSince = tickNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Goes on with the traces at work, and begins those that wait. */
    void work(long tickNanos, long epochNanos) {
        nowNanos = tickNanos;
        for (int i = running.size() - 1; i >= 0; i--) {
            Running one = running.get(i);
            if (one.run.work(tickNanos, epochNanos)) {
                running.remove(i);
                finish(one);
            }
        }
        for (int i = waiting.size(); i > 0 && running.size() < MOST_AT_ONCE; i--) {
            Request request = waiting.remove();
            if (isBusy(request.session)) {
                waiting.add(request);
            } else {
                begin(request, tickNanos, epochNanos);
            }
        }
    }

    private boolean isBusy(ActiveSession session) {
        return running.stream()
                .anyMatch(one -> one.session().config.target().equals(session.config.target()));
    }

    private void begin(Request request, long tickNanos, long epochNanos) {
        ActiveSession session = request.session;
        try {
            StampProbes probes =
                    request.tracing.probes(
                            TAG_BIT | (long) session.number << Integer.SIZE,
                            settings.limits().mostPackets());
            TraceRun run = new TraceRun(settings.limits(), within(session, probes));
            running.add(new Running(request, probes, run));
            request.tracing.socket().reportErrors(true);
            counters.increment(SenderCounter.TRACES_MADE);
            run.work(tickNanos, times.next(epochNanos));
        } catch (IOException e) {
            counters.increment(SenderCounter.TRACES_REFUSED); // not to be had on this system
        }
    }

    /** Where sessions of another method ask the same host, traces draw on what it gets. */
    private TraceWire within(ActiveSession session, StampProbes probes) {
        TargetBudgets.Budget budget = budgets.to(session.config.target());
        return budget == null
                ? probes
                : (ttl, number, epochNanos) -> {
                    budget.spend(nowNanos);
                    return probes.send(ttl, number, epochNanos);
                };
    }

    private void finish(Running one) {
        UdpSocket socket = one.request.tracing.socket();
        if (running.stream().noneMatch(other -> other.request.tracing.socket() == socket)) {
            socket.reportErrors(false);
        }
        sink.onTrace(
                one.session().number, one.request.eventNanos, socket.localPort(), one.run.result());
    }

    /** A packet of a trace left. */
    void departed(long tag, long epochNanos) {
        int session = (int) ((tag & ~TAG_BIT) >>> Integer.SIZE);
        for (int i = 0; i < running.size(); i++) {
            if (running.get(i).session().number == session) {
                running.get(i).run.departed((int) tag, epochNanos);
            }
        }
    }

    /** Whether a reply is to a packet of a trace. */
    boolean replied(ReflectorPacket packet, Datagram datagram) {
        for (int i = 0; i < running.size(); i++) {
            StampProbes probes = running.get(i).probes;
            boolean own =
                    probes.isTarget(
                                    datagram.sourceHigh(),
                                    datagram.sourceLow(),
                                    datagram.sourcePort())
                            && probes.expects(
                                    packet.senderSequenceNumber(), packet.senderTimestamp());
            if (own) {
                TraceAnswer answer = TraceAnswer.reply(packet.senderSequenceNumber(), datagram);
                return running.get(i).run.answered(answer);
            }
        }
        return false;
    }

    /** An ICMP error came. */
    void reported(ErrorReport report) {
        counters.increment(SenderCounter.ICMP_ERRORS);
        for (int i = 0; i < running.size(); i++) {
            TraceRun run = running.get(i).run;
            if (running.get(i).probes.ofReport(report).filter(run::answered).isPresent()) {
                return;
            }
        }
    }

    /** Whether any is at work, so that somebody must look often. */
    boolean isBusy() {
        return !running.isEmpty();
    }
}
