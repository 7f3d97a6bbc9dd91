package org.beibu.probe.reflector;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.udp.DepartureHandler;
import org.beibu.probe.udp.UdpConfig;
import org.beibu.probe.udp.UdpLoop;
import org.beibu.probe.udp.UdpSocket;
import org.beibu.runtime.agents.ErrorLog;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.counters.Turns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Session-Reflector: its sockets, and the one thread that answers.
 *
 * <p>Assumes that start and close come from the same thread. Guarantees that after close nothing is
 * answered any more and the ports are free.
 */
public final class Reflector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final ReflectorConfig config;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final ErrorLog errors;
    private final Reflection reflection;
    private final DepartureHandler departures;
    private final List<UdpSocket> sockets = new ArrayList<>();
    private final List<ListenAddress> bound = new ArrayList<>();
    private @Nullable UdpLoop loop;
    private long lost;
    private long dropped;
    private final Turns.Turn turn;
    private volatile boolean closed;

    /** Wires it; opens nothing yet. */
    public Reflector(
            ReflectorConfig config,
            EpochNanoClock clock,
            ClockState.Source clockState,
            Counters counters) {
        this.config = config;
        this.clock = clock;
        this.counters = counters;
        counters.register(ReflectorCounter.class);
        errors = new ErrorLog("reflector", counters, ReflectorCounter.ERRORS);
        turn = counters.turns().begin("reflector");
        long seed = new SecureRandom().nextLong();
        reflection = new Reflection(config, new StampClock(clock, clockState), counters, seed);
        departures = reflection::onDeparture;
    }

    /**
     * Opens the sockets and starts the thread.
     *
     * @throws IOException when an address cannot be listened to, naming it; nothing is left open
     */
    public void start() throws IOException {
        UdpLoop started = UdpLoop.start("beibu-reflector", clock);
        loop = started;
        try {
            for (ListenAddress address : config.listen()) {
                listen(started, address);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        started.schedule(this::onSecond, SECOND_NANOS);
        LOG.info("reflector: listens to {}, by {}", bound, started.method());
    }

    private void listen(UdpLoop started, ListenAddress address) throws IOException {
        UdpConfig socketConfig =
                UdpConfig.of(address.address(), address.port())
                        .withLongest(config.limits().longest())
                        .onInterface(address.zone());
        UdpSocket socket = started.open(socketConfig);
        sockets.add(socket);
        bound.add(address.at(socket.localPort()));
        started.listen(socket, () -> serve(socket));
    }

    private void serve(UdpSocket socket) {
        try {
            while (socket.departures(departures) > 0) {
                // all of them, so that the next answer can tell of the one before it
            }
            socket.receive(reflection);
        } catch (RuntimeException e) {
            errors.onError(e);
        }
    }

    private void onSecond() {
        UdpLoop running = loop;
        if (closed || running == null) {
            return;
        }
        running.schedule(this::onSecond, SECOND_NANOS);
        try {
            reflection.onSecond(config.limits().sessionIdle().toSeconds());
            count();
            turn.done();
        } catch (RuntimeException e) {
            errors.onError(e);
        }
    }

    private void count() {
        long failed = sockets.stream().mapToLong(UdpSocket::sendFailures).sum();
        counters.add(ReflectorCounter.ANSWERS_NOT_SENT, failed - lost);
        lost = failed;
        long missed = sockets.stream().mapToLong(UdpSocket::dropped).sum();
        counters.add(ReflectorCounter.DROPPED_BY_KERNEL, missed - dropped);
        dropped = missed;
    }

    /** Where it listens, with the ports that the system chose. */
    public List<ListenAddress> addresses() {
        return List.copyOf(bound);
    }

    @Override
    public void close() {
        closed = true;
        turn.end();
        UdpLoop running = loop;
        if (running != null) {
            running.close();
        }
    }
}
