package org.beibu.probe.active;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.model.Address;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.udp.DepartureHandler;
import org.beibu.probe.udp.UdpConfig;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.probe.udp.UdpSocket;
import org.beibu.runtime.agents.ErrorLog;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Session-Sender: all sessions, their few sockets, and the one thread that sends and listens.
 * Sessions of one address family, mark and keys share a socket.
 *
 * <p>Assumes that start and close come from the same thread. Guarantees that a packet is never sent
 * before its time, and that one is left out only when the process stood still for more than three
 * seconds; what is behind is sent at once, in order. After close nothing is sent any more.
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
    private static final Address ANY_IPV4 = Address.parse("0.0.0.0");
    private static final Address ANY_IPV6 = Address.parse("::");

    private final List<SessionConfig> configs;
    private final SessionSink sink;
    private final EpochNanoClock epochClock;
    private final NanoClock ticks;
    private final SenderClock clock;
    private final Counters counters;
    private final ErrorLog errors;
    private final List<ActiveSession> sessions = new ArrayList<>();
    private final Map<Wire, Port> ports = new LinkedHashMap<>();
    private final List<Integer> localPorts = new ArrayList<>();
    private final DepartureHandler departures = this::onDeparture;
    private DueQueue due = new DueQueue(new long[0]);
    private @Nullable UdpLoop loop;
    private long settledNanos;
    private long refreshedNanos;
    private int nextToSettle;
    private volatile boolean closed;

    /** What the sessions of one socket have in common. */
    private record Wire(boolean ipv4, int mark, KeyRing keys, int part) {}

    /** A socket and who reads from it. */
    private record Port(UdpSocket socket, Authenticator authenticator, ReplyReader reader) {}

    /** The two clocks and what the system says of the first. */
    public record Clocks(EpochNanoClock epoch, NanoClock ticks, ClockState.Source state) {}

    /** Wires it; opens nothing yet. */
    public SessionSender(
            List<SessionConfig> configs, SessionSink sink, Clocks clocks, Counters counters) {
        this.configs = List.copyOf(configs);
        this.sink = sink;
        this.counters = counters;
        epochClock = clocks.epoch();
        ticks = clocks.ticks();
        clock = new SenderClock(clocks.epoch(), clocks.state());
        counters.register(SenderCounter.class);
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
                add(started, config, plan.schedule(config, now));
            }
            for (Port port : ports.values()) {
                localPorts.add(port.socket().localPort());
                started.listen(port.socket(), () -> guarded(() -> drain(port)));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        started.execute(this::begin);
        LOG.info("sessions: {}, by {}", sessions.size(), started.method());
    }

    private void add(UdpLoop started, SessionConfig config, StreamSchedule schedule)
            throws IOException {
        Port port = port(started, config);
        ActiveSession session =
                new ActiveSession(
                        sessions.size(),
                        config,
                        schedule,
                        new ActiveSession.Parts(
                                port.socket(),
                                port.authenticator(),
                                port.reader().nextSsid(),
                                sink));
        port.reader().add(session);
        sessions.add(session);
    }

    private Port port(UdpLoop started, SessionConfig config) throws IOException {
        boolean ipv4 = config.target().isIpv4();
        int mark = config.steering().mark();
        for (int part = 0; ; part++) {
            Wire wire = new Wire(ipv4, mark, config.keys(), part);
            Port port = ports.get(wire);
            if (port == null) {
                UdpConfig udp = UdpConfig.of(ipv4 ? ANY_IPV4 : ANY_IPV6, 0).withMark(mark);
                Authenticator authenticator = new Authenticator(config.keys());
                UdpSocket socket = started.open(udp);
                port =
                        new Port(
                                socket,
                                authenticator,
                                new ReplyReader(
                                        config.mode(), authenticator, clock, sink, counters));
                ports.put(wire, port);
            }
            if (port.reader().nextSsid() <= ReplyReader.MOST_SESSIONS) {
                return port;
            }
        }
    }

    /** UDP ports that packets are sent from, once started. */
    public List<Integer> localPorts() {
        return List.copyOf(localPorts);
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
            ports.values().forEach(this::drain); // before a packet is judged
            now = ticks.nanoTime();
        }
        settle(now);
    }

    private void send(ActiveSession session) {
        StreamSchedule schedule = session.schedule;
        long now = ticks.nanoTime();
        long behind = now - schedule.dueNanos();
        if (behind > STOOD_STILL_NANOS) {
            counters.increment(SenderCounter.PACKETS_SKIPPED);
        } else {
            boolean sent = session.send(now, clock.epochNanos(), clock.errorEstimate());
            counters.increment(sent ? SenderCounter.PACKETS_SENT : SenderCounter.PACKETS_NOT_SENT);
            if (behind > BEHIND_NANOS) {
                counters.increment(SenderCounter.PACKETS_BEHIND);
            }
        }
        schedule.advance();
        due.again(schedule.dueNanos());
    }

    private void drain(Port port) {
        while (port.socket().departures(departures) > 0) {
            // all of them: a reply is timed by the departure that is known then
        }
        while (port.socket().receive(port.reader()) > 0) {
            // until the kernel has none
        }
    }

    private void onDeparture(long tag, long epochNanos) {
        sessions.get((int) (tag >>> Integer.SIZE)).meter.departed((int) tag, epochNanos);
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
        ports.values().forEach(this::drain);
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
    }

    private boolean end() {
        closed = true;
        ports.values().forEach(this::drain);
        long now = ticks.nanoTime();
        long epoch = clock.epochNanos();
        sessions.forEach(session -> session.end(now, epoch, sink));
        return true;
    }
}
