package org.beibu.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.probe.CaptureLane.Outlet;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.timing.Rehearsal;
import org.beibu.probe.udp.KernelClock;
import org.beibu.runtime.admin.AdminAddress;
import org.beibu.runtime.admin.AdminPage;
import org.beibu.runtime.admin.AdminServer;
import org.beibu.runtime.agents.AgentThread;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalCounter;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.RecordQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The map of the probe: packet sources, a capture lane for each, the journal, and the
 * Session-Reflector and active sessions where they are configured. One source is turned by the
 * thread that writes the journal. Several, which must be members of one {@link
 * org.beibu.probe.capture.Fanout} so that both directions of a flow come to the same one, have a
 * thread each and hand their records over in queues.
 *
 * <p>Assumes that start and close come from the same thread. Guarantees that after close everything
 * recorded is in the journal and the journal is free for the next writer.
 */
public final class ProbeMain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeMain.class);
    private static final int QUEUE_OCTETS = 4 << 20;

    private final ProbeConfig config;
    private final List<PacketSource> sources;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final JournalWriter journal;
    private final List<CaptureLane> lanes = new ArrayList<>();
    private final List<RecordQueue> queues = new ArrayList<>();
    private final List<AgentThread> threads = new ArrayList<>();
    private final ProbeAgent agent;
    private final Optional<Reflector> reflector;
    private final Optional<ActiveProbing> active;
    private final Optional<AdminServer> admin;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable onEnd = () -> {};

    /** Wires a probe of one source; opens nothing yet. */
    public ProbeMain(
            ProbeConfig config, PacketSource source, EpochNanoClock clock, Counters counters) {
        this(config, List.of(source), clock, counters);
    }

    /** Wires a probe; opens nothing yet. */
    public ProbeMain(
            ProbeConfig config,
            List<PacketSource> sources,
            EpochNanoClock clock,
            Counters counters) {
        this.config = config;
        this.sources = List.copyOf(sources);
        this.clock = clock;
        this.counters = counters;
        counters.register(ProbeCounter.class);
        counters.register(JournalCounter.class);
        journal = new JournalWriter(config.shared().journal(), config.name(), clock, counters);
        if (sources.size() == 1) {
            Outlet outlet = new Outlet(journal::append, journal::append);
            lanes.add(new CaptureLane(config, sources.get(0), outlet, clock, counters));
        } else {
            for (PacketSource source : sources) {
                lanes.add(queuedLane(source));
            }
        }
        active =
                config.sessions().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ActiveProbing(config, clock, counters));
        active.ifPresent(this::connect);
        agent = new ProbeAgent(lanes, queues, journal, clock, counters);
        agent.onEnd(this::sourceEnded);
        admin = config.admin().map(this::adminServer);
        reflector =
                config.reflector()
                        .map(r -> new Reflector(r, clock, KernelClock.ofSystem(), counters));
    }

    private AdminServer adminServer(AdminAddress address) {
        List<AdminPage> pages = new ArrayList<>();
        active.ifPresent(probing -> pages.add(AdminPage.json("/pulse", probing::pulse)));
        active.map(ActiveProbing::board)
                .ifPresent(
                        board -> {
                            pages.add(AdminPage.json("/sessions", board::json));
                            pages.add(AdminPage.plain("/sessions.txt", board::table));
                        });
        Runnable upkeep = () -> active.ifPresent(sessions -> sessions.board().drain());
        return new AdminServer(
                address,
                config.shared().data().resolve(AdminAddress.FILE_NAME),
                counters,
                new AdminServer.Content(pages, upkeep, ProbeCounter.ADMIN_ERRORS));
    }

    private void connect(ActiveProbing sessions) {
        queues.add(sessions.queue());
        lanes.forEach(lane -> lane.leaveOut(sessions.packets()));
    }

    private CaptureLane queuedLane(PacketSource source) {
        RecordQueue queue = new RecordQueue(QUEUE_OCTETS);
        Counters own = counters.child();
        queues.add(queue);
        Outlet outlet =
                new Outlet(
                        timing -> counted(queue.offer(timing), own),
                        traffic -> counted(queue.offer(traffic), own));
        return new CaptureLane(config, source, outlet, clock, own);
    }

    private static boolean counted(boolean taken, Counters own) {
        if (!taken) {
            own.increment(ProbeCounter.RECORDS_QUEUE_FULL);
        }
        return taken;
    }

    /**
     * Opens journal and sources and starts the threads.
     *
     * @throws JournalException when the journal cannot be written
     * @throws CaptureException when a source, the reflector's port or the sessions' sockets cannot
     *     be opened
     */
    public void start() throws JournalException, CaptureException {
        open();
        startReflector();
        LOG.info(
                "probe: {} writes to {} from sequence {}",
                config.name(),
                config.shared().journal().directory(),
                journal.lastSequence() + 1);
        startSessions();
        startAdmin();
        run(agent);
        if (lanes.size() > 1) {
            lanes.forEach(this::run);
        }
    }

    /**
     * Goes through the whole way from packet to record once with made-up packets that are recorded
     * nowhere; see {@link Rehearsal}. For live sources, before {@link #start}.
     */
    public void rehearse() {
        if (sources.isEmpty()) {
            return; // sessions alone
        }
        Outlet nowhere = new Outlet(timing -> true, record -> {});
        CaptureLane lane = new CaptureLane(config, sources.get(0), nowhere, clock, new Counters());
        lane.onStart();
        Rehearsal.run(lane);
    }

    private void startSessions() throws CaptureException {
        if (active.isPresent()) {
            try {
                active.get().start();
            } catch (IOException e) {
                throw new CaptureException("sessions: " + e.getMessage(), e);
            }
        }
    }

    /** A host without a loopback interface is probed all the same; a port that was named is not. */
    private void startAdmin() throws CaptureException {
        if (admin.isEmpty()) {
            return;
        }
        try {
            admin.get().start();
        } catch (IOException e) {
            String what = "admin endpoint: " + e.getMessage() + ": see probe.admin.listen";
            if (config.admin().map(AdminAddress::port).orElse(0) > 0) {
                throw new CaptureException(what, e);
            }
            LOG.warn("{}; going on without", what);
        }
    }

    private void startReflector() throws CaptureException {
        if (reflector.isPresent()) {
            try {
                reflector.get().start();
            } catch (IOException e) {
                throw new CaptureException("reflector: " + e.getMessage(), e);
            }
        }
    }

    private void run(Agent turned) {
        AgentThread thread = new AgentThread(turned, counters, ProbeCounter.AGENT_ERRORS);
        threads.add(thread);
        thread.start();
    }

    /** Opens everything but starts no thread: tests turn the agent themselves. */
    ProbeAgent open() throws JournalException, CaptureException {
        journal.start();
        try {
            for (PacketSource source : sources) {
                source.start();
            }
        } catch (CaptureException e) {
            closeSources();
            journal.close();
            throw e;
        }
        if (sources.size() > 1) {
            long allJoined = clock.nanoTime();
            lanes.forEach(lane -> lane.notBefore(allJoined));
        }
        return agent;
    }

    /** The lanes, which tests turn themselves. */
    List<CaptureLane> lanes() {
        return lanes;
    }

    private void sourceEnded() {
        ended.countDown();
        onEnd.run();
    }

    /** Has this run on the probe's thread when a source ends or fails; before start only. */
    public void onEnd(Runnable action) {
        onEnd = action;
    }

    /** Why a source failed, empty while all work or when one simply ended. */
    public Optional<String> failure() {
        return lanes.stream().flatMap(lane -> lane.failure().stream()).findFirst();
    }

    /** Waits until a source has ended or failed; most sources never do. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Stops the threads, writes what is left, and lets sources and journal go. */
    @Override
    public void close() {
        admin.ifPresent(AdminServer::close);
        active.ifPresent(ActiveProbing::close);
        reflector.ifPresent(Reflector::close);
        for (int i = threads.size() - 1; i >= 0; i--) {
            threads.get(i).close(); // the journal's thread comes last: it takes what is left
        }
        threads.clear();
        journal.close();
        closeSources();
    }

    private void closeSources() {
        for (PacketSource source : sources) {
            try {
                source.close();
            } catch (IOException e) {
                LOG.warn("probe: closing the packet source: {}", e.toString());
            }
        }
    }
}
