package org.beibu.probe.active;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.probe.active.metrics.SessionPulse;
import org.beibu.probe.question.QuestionPort;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.runtime.agents.ErrorLog;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.PathEventKind;
import org.beibu.runtime.journal.PathEventRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sender of all sessions, with the one thread that sends and listens.
 *
 * <p>Assumes that start and close come from the same thread. Guarantees that a packet is never sent
 * before its time, and that one is left out only when the process stood still for more than three
 * seconds, or its target, which runs no reflector, would get too many; what else is behind is sent
 * at once, in order. After close nothing is sent any more.
 */
public final class SessionSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionSender.class);

    /** The thread is not woken more often: what is due in between leaves together. */
    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long STOOD_STILL_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int SENT_AT_ONCE = 32;

    private final List<SessionConfig> configs;
    private final SessionSink sink;
    private final EpochNanoClock epochClock;
    private final NanoClock ticks;
    private final SenderClock clock;
    private final Counters counters;
    private final ErrorLog errors;
    private final List<ActiveSession> sessions = new ArrayList<>();
    private final SessionPorts ports;
    private final EventTimes times = new EventTimes();
    private final TargetBudgets budgets;
    private final SessionTracer tracer;
    private DueQueue due = new DueQueue(new long[0]);
    private volatile @Nullable UdpLoop loop;
    private long settledNanos;
    private long refreshedNanos;
    private int nextToSettle;
    private volatile boolean closed;

    /** The two clocks and what the system says of the first. */
    public record Clocks(EpochNanoClock epoch, NanoClock ticks, ClockState.Source state) {}

    /** Wires it; opens nothing yet. */
    public SessionSender(
            List<SessionConfig> configs,
            SenderLimits limits,
            SessionSink sink,
            Clocks clocks,
            Counters counters) {
        this.configs = List.copyOf(configs);
        this.sink = sink;
        this.counters = counters;
        epochClock = clocks.epoch();
        ticks = clocks.ticks();
        clock = new SenderClock(clocks.epoch(), clocks.ticks(), clocks.state());
        budgets = new TargetBudgets(configs, limits.targetRate());
        tracer = new SessionTracer(limits.traces(), sink, times, counters, budgets);
        counters.register(SenderCounter.class);
        ports =
                new SessionPorts(
                        new AnswerReader(sessions, sink, clock, counters),
                        clock,
                        new ReplyReader.Takers(sink, tracer),
                        counters);
        errors = new ErrorLog("sessions", counters, SenderCounter.ERRORS);
    }

    /**
     * Opens the sockets and begins to send.
     *
     * @throws IOException when a socket cannot be opened or a session not be steered; nothing is
     *     left open
     */
    public void start() throws IOException {
        UdpLoop started = UdpLoop.start("beibu-sessions", epochClock);
        loop = started;
        try {
            StreamPlan plan = new StreamPlan(configs, new SecureRandom().nextLong());
            long now = ticks.nanoTime();
            for (SessionConfig config : configs) {
                ActiveSession session =
                        new ActiveSession(
                                sessions.size(),
                                config,
                                plan.schedule(config, now),
                                new PathWatch(sessions.size(), this::onPathEvent, counters),
                                sink);
                session.asks(ports.question(started, session));
                session.keepsTo(budgets.of(config));
                sessions.add(session);
            }
            ports.listen(started, port -> guarded(() -> drainAndTrace(port)));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        started.execute(this::begin);
        LOG.info("sessions: {}, by {}", sessions.size(), started.method());
    }

    /** UDP ports that packets are sent from, once started. */
    public List<Integer> localPorts() {
        return ports.numbers().udpPorts();
    }

    /** By which ports and identifiers what it sends can be known, once started. */
    public SessionPorts.Numbers numbers() {
        return ports.numbers();
    }

    /**
     * How each session does now, in the order of the configuration; empty while none is sent. From
     * any thread: the sender's answers.
     *
     * @throws IOException when it ends meanwhile
     */
    public List<SessionPulse> pulses() throws IOException {
        UdpLoop running = loop;
        return running == null ? List.of() : running.await(this::readPulses);
    }

    private List<SessionPulse> readPulses() {
        ports.drain();
        long now = ticks.nanoTime();
        return sessions.stream().map(session -> session.meter.pulse(now)).toList();
    }

    private void onPathEvent(int session, PathEventKind kind, PathEventRecord.Change change) {
        long now = times.next(clock.epochNanos());
        sink.onPathEvent(session, now, kind, change);
        tracer.request(sessions.get(session), now, ticks.nanoTime());
    }

    /** What has come may be what a trace waited for. */
    private void drainAndTrace(QuestionPort port) {
        port.drain();
        if (tracer.isBusy()) {
            tracer.work(ticks.nanoTime(), clock.epochNanos());
        }
    }

    private void begin() {
        long now = ticks.nanoTime();
        settledNanos = now;
        refreshedNanos = now;
        long epoch = clock.epochNanos();
        sessions.forEach(session -> session.begin(epoch));
        due =
                new DueQueue(
                        sessions.stream()
                                .mapToLong(session -> session.schedule.dueNanos())
                                .toArray());
        turn();
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            errors.onError(e);
        }
    }

    private void turn() {
        UdpLoop running = loop;
        if (closed || running == null) {
            return;
        }
        guarded(this::work);
        long wait = due.isEmpty() ? LONGEST_WAIT_NANOS : due.nextNanos() - ticks.nanoTime();
        running.schedule(
                this::turn, Math.max(SHORTEST_WAIT_NANOS, Math.min(LONGEST_WAIT_NANOS, wait)));
    }

    private void work() {
        long now = ticks.nanoTime();
        while (!due.isEmpty() && due.nextNanos() - now <= 0) {
            for (int i = 0; i < SENT_AT_ONCE && due.nextNanos() - now <= 0; i++) {
                send(sessions.get(due.next()));
            }
            ports.drain(); // before a packet is judged
            now = ticks.nanoTime();
        }
        ports.tick();
        settle(now);
        tracer.work(now, clock.epochNanos());
    }

    private void send(ActiveSession session) {
        StreamSchedule schedule = session.schedule;
        long now = ticks.nanoTime();
        long behind = now - schedule.dueNanos();
        if (behind > STOOD_STILL_NANOS) {
            counters.increment(SenderCounter.PACKETS_SKIPPED);
        } else if (!session.maySend(now)) {
            counters.increment(SenderCounter.PACKETS_HELD_BACK);
        } else {
            boolean sent = session.send(now, clock.epochNanos());
            counters.increment(sent ? SenderCounter.PACKETS_SENT : SenderCounter.PACKETS_NOT_SENT);
            if (behind > BEHIND_NANOS) {
                counters.increment(SenderCounter.PACKETS_BEHIND);
            }
        }
        schedule.advance();
        due.again(schedule.dueNanos());
    }

    /** Each session once a second, a few at a time. */
    private void settle(long now) {
        if (now - refreshedNanos >= SECOND_NANOS) {
            refreshedNanos = now;
            clock.refresh();
        }
        double share = Math.min(1, (now - settledNanos) / (double) SECOND_NANOS);
        int turns = (int) (share * sessions.size());
        if (turns == 0) {
            return;
        }
        ports.drain();
        settledNanos = now;
        long epoch = clock.epochNanos();
        for (int i = 0; i < turns; i++) {
            sessions.get(nextToSettle).settle(now, epoch, sink);
            nextToSettle = nextToSettle + 1 == sessions.size() ? 0 : nextToSettle + 1;
        }
    }

    @Override
    public void close() {
        UdpLoop running = loop;
        loop = null;
        if (running == null) {
            return;
        }
        try {
            running.await(this::end);
        } catch (IOException e) {
            LOG.warn("sessions: ending: {}", e.getMessage());
        }
        running.close();
        ports.close();
    }

    private boolean end() {
        closed = true;
        ports.drain();
        long now = ticks.nanoTime();
        long epoch = clock.epochNanos();
        sessions.forEach(session -> session.end(now, epoch, sink));
        ports.giveUp();
        return true;
    }
}
