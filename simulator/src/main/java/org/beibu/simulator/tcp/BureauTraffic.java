package org.beibu.simulator.tcp;

import org.beibu.model.Address;
import org.beibu.simulator.bureau.Impairment;
import org.beibu.simulator.bureau.SimulatedBureau;
import org.beibu.simulator.bureau.SimulatedPath;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.event.Chance;
import org.beibu.simulator.event.Event;
import org.beibu.simulator.event.Timeline;
import org.beibu.simulator.tcp.Connection.Course;

/**
 * The bureau's traffic: connections that begin one after the other, taking the paths in turn so
 * that each path has its share in every second.
 */
public final class BureauTraffic {
    private static final int BUREAU_HOSTS = 250;
    private static final int FIRST_PORT = 10_240;
    private static final int PORTS = 50_000;
    private static final int ASEAN_HOSTS = 14;
    private static final int SERVER_PORT = 443;
    private static final double IPV6_SHARE = 0.25;
    private static final int REUSE_PATIENCE = 20;
    private static final long REUSE_PAUSE_NANOS = 3_000_000_000L;

    private final SimulationConfig config;
    private final SimulatedBureau bureau;
    private final Surroundings surroundings;
    private final Timeline timeline = new Timeline();
    private final double meanGapNanos;
    private long begun;
    private long forged;

    /** Traffic that the capture point sees; it begins with {@link #start}. */
    public BureauTraffic(
            SimulationConfig config, SimulatedBureau bureau, CapturePoint capturePoint) {
        this.config = config;
        this.bureau = bureau;
        this.meanGapNanos = 1e9 / config.traffic().connectionsPerSecond();
        CapturePoint fromStartOn =
                (now, segment, copy) -> {
                    // A copy whose original came before the start is left out with it.
                    if (now >= config.startEpochNanos() && (!copy || segment.captured)) {
                        segment.captured = true;
                        capturePoint.onSegment(now, segment, copy);
                    }
                };
        this.surroundings =
                new Surroundings(
                        timeline,
                        new Chance(Chance.mix(config.seed())),
                        config.impairments(),
                        config.traffic().warmUp().isZero() ? capturePoint : fromStartOn);
    }

    /** Lets the first connection begin, the warm-up before the start of the capture. */
    public void start() {
        long first = config.startEpochNanos() - config.traffic().warmUp().toNanos();
        timeline.at(first, this::arrive);
    }

    /** The coming events; whoever runs them moves the traffic on. */
    public Timeline timeline() {
        return timeline;
    }

    /** Connections begun so far, forged SYNs included. */
    public long begun() {
        return begun;
    }

    private void arrive(long nowNanos) {
        if (begun >= config.traffic().connections()) {
            return;
        }
        SimulatedPath path = bureau.paths().get((int) (begun % bureau.paths().size()));
        long number = begun++;
        Chance chance = surroundings.chance();
        if (chance.happens(config.impairments().share(Impairment.SYN_FLOOD))) {
            connect(nowNanos, path, forgedHosts(), Course.FORGED);
        } else {
            connect(nowNanos, path, hosts(number, path), course());
        }
        timeline.at(nowNanos + 1 + (long) chance.exponential(meanGapNanos), this::arrive);
    }

    private Course course() {
        return switch (config.traffic().kind()) {
            case BROWSING, SHORT -> Course.WHOLE;
            case HANDSHAKE_ONLY -> Course.HANDSHAKE_ONLY;
            case SYN_ONLY -> Course.UNANSWERED;
        };
    }

    private void connect(long nowNanos, SimulatedPath path, Hosts hosts, Course course) {
        Connection connection = new Connection(hosts, path, course, surroundings, null);
        open(nowNanos, connection, course);
        if (course == Course.WHOLE
                && surroundings
                        .chance()
                        .happens(config.impairments().share(Impairment.PORT_REUSE))) {
            new Reuse(connection).plan(nowNanos);
        }
    }

    private void open(long nowNanos, Connection connection, Course course) {
        connection.open(
                nowNanos,
                course == Course.WHOLE
                        ? new Conversation(connection, config.traffic().kind(), surroundings)
                        : null);
    }

    /** Hosts and ports of the connection with this number; none come twice within 12.5 million. */
    private Hosts hosts(long number, SimulatedPath path) {
        Chance chance = surroundings.chance();
        boolean ipv6 = chance.happens(IPV6_SHARE);
        boolean inbound = chance.happens(config.impairments().share(Impairment.INBOUND));
        int bureauHost = 1 + (int) (number % BUREAU_HOSTS);
        int port = FIRST_PORT + (int) (number / BUREAU_HOSTS % PORTS);
        Address near = SimulatedBureau.bureauHost(bureauHost, ipv6);
        int aseanHost = 1 + (int) (number / path.routeNumber() % ASEAN_HOSTS);
        Address far = SimulatedBureau.aseanHost(path.routeNumber(), aseanHost, ipv6);
        return inbound
                ? new Hosts(far, port, near, SERVER_PORT, true)
                : new Hosts(near, port, far, SERVER_PORT, false);
    }

    private Hosts forgedHosts() {
        long number = forged++;
        Address source = SimulatedBureau.forgedHost(1 + (int) (number % 254));
        int port = 1024 + (int) (number / 254 % 60_000);
        Address target = SimulatedBureau.bureauHost(1 + (int) (number % BUREAU_HOSTS), false);
        return new Hosts(source, port, target, SERVER_PORT, true);
    }

    /**
     * Opens the same 5-tuple again once its connection has ended, a whole pause ago: by then no
     * packet of it is under way.
     */
    private final class Reuse implements Event {
        private final Connection former;
        private int patience = REUSE_PATIENCE;
        private boolean wasDone;

        Reuse(Connection former) {
            this.former = former;
        }

        void plan(long nowNanos) {
            timeline.at(nowNanos + REUSE_PAUSE_NANOS, this);
        }

        @Override
        public void happen(long nowNanos) {
            if (!wasDone) {
                wasDone = former.isDone();
                if (--patience > 0) {
                    plan(nowNanos);
                }
                return;
            }
            Connection again =
                    new Connection(
                            former.hosts(), former.path(), Course.WHOLE, surroundings, former);
            open(nowNanos, again, Course.WHOLE);
        }
    }
}
