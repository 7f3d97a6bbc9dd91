package org.beibu.router.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.router.audit.AuditException;
import org.beibu.router.audit.AuditLog;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.transport.BgpTransport;
import org.beibu.router.bgp.transport.PeerConfig;
import org.beibu.router.bgp.transport.Surroundings;
import org.beibu.router.bgp.transport.Watchdog;
import org.beibu.router.bmp.BmpSession;
import org.beibu.router.bmp.station.BmpStation;
import org.beibu.router.bmp.station.StationConfig;
import org.beibu.router.guard.GuardChain;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.pulse.PulseWatch;
import org.beibu.router.rib.ChangeFeed;
import org.beibu.router.rib.DecisionProcess;
import org.beibu.router.rib.Interest;
import org.beibu.router.rib.OwnRoutes;
import org.beibu.router.rib.Rib;
import org.beibu.router.rib.RibLimits;
import org.beibu.router.rib.RouterRib;
import org.beibu.router.rpki.RtrClient;
import org.beibu.router.rpki.RtrCounter;
import org.beibu.router.rpki.VrpTable;
import org.beibu.router.steer.FreezeFile;
import org.beibu.router.steer.ProbeSight;
import org.beibu.router.steer.Steering;
import org.beibu.router.steer.SteeringPorts;
import org.beibu.runtime.admin.AdminAddress;
import org.beibu.runtime.admin.AdminServer;
import org.beibu.runtime.admin.AdminStream;
import org.beibu.runtime.agents.AgentThread;
import org.beibu.runtime.agents.SlowAgentThread;
import org.beibu.runtime.counters.Counters;

/**
 * The map of the router adapter:
 *
 * <pre>
 *   routers ──BGP──► transport ──► tables (Rib) ◄── BMP station ◄──BMP── routers
 *      ▲                │             │  ▲
 *      └──── overrides ─┴─ steering ◄─┘  └── control endpoint ◄── persons, analyzer
 *                            ▲ ▲
 *                  feeds ────┘ └── guardrails, audit log
 * </pre>
 *
 * <p>Start and close are called by one thread. Closing goes against the flow: steering withdraws
 * what it has announced, then the sessions end with a NOTIFICATION.
 */
public final class RouterAdapterMain implements AutoCloseable {
    /** Where the endpoint of a running router adapter is, in the data directory. */
    public static final String ADMIN_FILE = "run/router-admin";

    /** The steering log, in the data directory. */
    public static final String AUDIT_DIRECTORY = "steering/log";

    /** The freeze switch, in the data directory. */
    public static final String FREEZE_FILE = "steering/frozen";

    private static final String CANDIDATE_EVENTS = "/api/v1/candidates/events";
    private static final int CHANGES_REMEMBERED = 65_536;

    private final RouterAdapterConfig config;
    private final EpochNanoClock wall;
    private final Counters counters;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private AdminAddress address = AdminAddress.parse("127.0.0.1:0");

    /** An adapter that opens nothing yet. */
    public RouterAdapterMain(RouterAdapterConfig config, EpochNanoClock wall, Counters counters) {
        this.config = config;
        this.wall = wall;
        this.counters = counters;
    }

    /**
     * Opens sessions, station and endpoint.
     *
     * @throws IOException in one line; then nothing is open
     */
    public void start() throws IOException {
        try {
            startAll();
        } catch (AuditException e) {
            close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startAll() throws IOException, AuditException {
        counters.register(RouterCounter.class);
        Path data = config.shared().data();
        Files.createDirectories(data.resolve(FREEZE_FILE).getParent());
        Rib rib = rib();
        RouterTables tables = new RouterTables(rib, addresses(), wall);
        AuditLog audit = keep(new AuditLog(data.resolve(AUDIT_DIRECTORY)));
        audit.start();
        FreezeFile freeze = new FreezeFile(data.resolve(FREEZE_FILE));
        VrpWatch vrps = new VrpWatch(config.sources().vrps(), wall, counters);
        vrps.look();
        Optional<RtrClient> rtr =
                config.sources()
                        .rtr()
                        .map(cache -> new RtrClient(cache, SystemNanoClock.INSTANCE, counters));
        BgpTransport transport =
                keep(
                        new BgpTransport(
                                config.routers(),
                                config.listen(),
                                tables,
                                new Surroundings(
                                        SystemNanoClock.INSTANCE,
                                        wall,
                                        counters,
                                        new SplittableRandom(),
                                        Surroundings.USUAL_STALL)));
        PulseWatch watch = new PulseWatch(config.steering().guards().probes().quorum(), counters);
        Steering steering =
                new Steering(
                        config.steering(),
                        GuardChain.of(config.steering().guards(), config.steering().own()),
                        new SteeringPorts(
                                rib,
                                rtr.<Supplier<VrpTable>>map(cache -> cache::table).orElse(vrps),
                                config.sources().probes().isEmpty() ? ProbeSight.NONE : watch,
                                tables,
                                tables,
                                audit,
                                freeze.read()),
                        counters);
        Watchdog.Heartbeat heartbeat = transport.heartbeat("steering");
        SteeringAgent agent =
                new SteeringAgent(
                        steering,
                        new SteeringAgent.Environment(SystemNanoClock.INSTANCE, wall, counters),
                        heartbeat::beat);
        tables.connect(transport, agent::event);
        if (config.bmp().isPresent()) {
            keep(station(config.bmp().get(), rib)).start();
        }
        if (rtr.isPresent()) {
            counters.register(RtrCounter.class);
            keep(new SlowAgentThread(rtr.get(), counters, RouterCounter.ERRORS)).start();
        }
        transport.start();
        keep(new AgentThread(agent, counters, RouterCounter.ERRORS)).start();
        keep(new Feeds(config.sources(), agent, watch, counters)).start();
        CandidatesJson candidates = new CandidatesJson(rib, config.shared().catalogue());
        startEndpoint(
                new Control(agent, rib, transport, freeze, candidates),
                new CandidateEvents(rib.changes(), candidates),
                () -> {
                    vrps.look();
                    tables.tidy();
                });
    }

    private Rib rib() {
        OwnMarks own = config.steering().own();
        Set<Address> locals = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (PeerConfig router : config.routers()) {
            names.add(router.router());
            if (router.local() != null) {
                locals.add(router.local());
            }
        }
        ChangeFeed changes =
                new ChangeFeed(
                        CHANGES_REMEMBERED,
                        Interest.in(config.steering().guards().prefixes().allowed()));
        return new Rib(
                names,
                config.exits(),
                new RouterRib.Settings(
                        RibLimits.DEFAULT,
                        new OwnRoutes(own.marker(), locals, Set.of(own.bgpId())),
                        new DecisionProcess(true),
                        counters,
                        wall::nanoTime),
                changes,
                config.steering().guards().pace().mostOverrides());
    }

    private Map<String, Address> addresses() {
        Map<String, Address> addresses = new HashMap<>();
        config.routers().forEach(router -> addresses.put(router.router(), router.address()));
        return addresses;
    }

    private BmpStation station(InetSocketAddress listen, Rib rib) {
        Map<Address, StationConfig.Router> routers = new HashMap<>();
        for (PeerConfig router : config.routers()) {
            routers.put(
                    router.address(),
                    new StationConfig.Router(
                            router.router(),
                            new BmpSession.Monitored(
                                    0, Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST))));
        }
        return new BmpStation(new StationConfig(listen, routers), rib, counters);
    }

    private void startEndpoint(Control control, AdminStream.Source events, Runnable upkeep)
            throws IOException {
        AdminServer server =
                keep(
                        new AdminServer(
                                AdminAddress.parse(text(config.web())),
                                config.shared().data().resolve(ADMIN_FILE),
                                counters,
                                new AdminServer.Content(
                                        List.of(),
                                        control.actions(),
                                        List.of(new AdminStream(CANDIDATE_EVENTS, events)),
                                        upkeep,
                                        RouterCounter.ADMIN_ERRORS)));
        server.start();
        address = server.address();
    }

    private static String text(InetSocketAddress socket) {
        String host = socket.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + socket.getPort();
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    /** Where the endpoint is, once started. */
    public AdminAddress address() {
        return address;
    }

    @Override
    public void close() {
        Optional<RuntimeException> failure = Optional.empty();
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                RuntimeException first =
                        failure.orElse(
                                new IllegalStateException("the adapter did not stop cleanly"));
                first.addSuppressed(e);
                failure = Optional.of(first);
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
