package org.beibu.router.bgp.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.bgp.session.BgpListener;
import org.beibu.router.bgp.session.BgpSpeaker;
import org.beibu.router.bgp.session.Notifications;
import org.beibu.router.bgp.session.SessionCounter;

/**
 * The BGP sessions of this process.
 *
 * <p>Guarantees that {@link #close} tells every router of the end, with a reason, before its
 * connection goes; that a thread which stalls loses its connections; and that no call of a {@link
 * BgpSpeaker} waits.
 */
public final class BgpTransport implements BgpSpeaker, AutoCloseable {
    private static final String NIO_PROPERTY = "beibu.bgp.nio";
    private static final long LONGEST_END_MILLIS = 2_000;
    private static final long LONGEST_FAREWELL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Map<String, Running> routers = new LinkedHashMap<>();
    private final Sockets sockets;
    private final Watchdog watchdog;
    private final Acceptor acceptor;
    private boolean closed;

    /** A router with its thread. */
    record Running(
            PeerConfig peer,
            RouterSession session,
            MultiThreadIoEventLoopGroup group,
            EventLoop loop) {}

    /**
     * Opens nothing yet; {@code -Dbeibu.bgp.nio=true} has it do without epoll.
     *
     * @param listen where connections of routers are awaited; with none only we connect
     */
    public BgpTransport(
            List<PeerConfig> peers,
            List<InetSocketAddress> listen,
            BgpListener listener,
            Surroundings surroundings) {
        boolean nio = Boolean.getBoolean(NIO_PROPERTY) || !Epoll.isAvailable();
        this.sockets = nio ? new NioSockets() : new EpollSockets();
        this.watchdog = new Watchdog(surroundings.clock(), surroundings.stall());
        for (PeerConfig peer : peers) {
            MultiThreadIoEventLoopGroup group = group("bgp-" + peer.router());
            EventLoop loop = group.next();
            RouterSession session = new RouterSession(peer, sockets, loop, listener, surroundings);
            Running before = routers.put(peer.router(), new Running(peer, session, group, loop));
            if (before != null) {
                throw new IllegalArgumentException("two routers are named " + peer.router());
            }
        }
        this.acceptor = new Acceptor(sockets, listen, byAddress(), surroundings.counters().child());
        surroundings.counters().register(SessionCounter.class);
    }

    private MultiThreadIoEventLoopGroup group(String name) {
        return new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(name, true), sockets.handlers());
    }

    private Map<Address, Running> byAddress() {
        Map<Address, Running> byAddress = new LinkedHashMap<>();
        for (Running router : routers.values()) {
            Running before = byAddress.put(router.peer().address(), router);
            if (before != null) {
                throw new IllegalArgumentException(
                        "two routers have the address " + router.peer().address());
            }
        }
        return byAddress;
    }

    /**
     * Listens and connects.
     *
     * @throws IOException in one line: an address that cannot be listened on, or a protection that
     *     this machine does not have; then nothing is open
     */
    public void start() throws IOException {
        try {
            if (sockets instanceof NioSockets) {
                for (Running router : routers.values()) {
                    NioSockets.refuse(router.peer());
                }
            }
            acceptor.open(group("bgp-listen"));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        watchdog.start();
        for (Running router : routers.values()) {
            Watchdog.Heartbeat heart =
                    watchdog.watch("bgp-" + router.peer().router(), router.session()::cut);
            Future<?> unused =
                    router.loop()
                            .scheduleAtFixedRate(
                                    heart::beat, 0, Watchdog.PERIOD_NANOS, TimeUnit.NANOSECONDS);
            router.loop().execute(router.session()::start);
        }
    }

    /**
     * Somebody without whom no override may stay: when the heartbeat is silent for too long, the
     * connections with all routers are cut.
     */
    public Watchdog.Heartbeat heartbeat(String name) {
        return watchdog.watch(
                name, () -> routers.values().forEach(router -> router.session().cut()));
    }

    /** How things are with each router. */
    public List<PeerStatus> status() {
        return routers.values().stream().map(router -> router.session().status()).toList();
    }

    /** {@code epoll} or {@code nio}. */
    public String method() {
        return sockets.method();
    }

    @Override
    public boolean send(String router, UpdateMessage message) {
        return running(router).session().announcer().send(message);
    }

    @Override
    public boolean requestRefresh(String router, Family family) {
        return running(router).session().announcer().request(family);
    }

    @Override
    public void close(String router, NotificationMessage notice) {
        Running running = running(router);
        running.loop().execute(() -> running.session().reset(notice, false));
    }

    private Running running(String router) {
        Running running = routers.get(router);
        if (running == null) {
            throw new IllegalArgumentException("no such router: " + router);
        }
        return running;
    }

    /** Ends all sessions with an Administrative Shutdown, and everything else. */
    @Override
    public void close() {
        close("beibu stops");
    }

    /** Ends all sessions with an Administrative Shutdown that says this (RFC 9003). */
    public void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        watchdog.close();
        acceptor.close();
        NotificationMessage notice = Notifications.shutdown(reason);
        for (Running router : routers.values()) {
            router.loop().execute(() -> router.session().stop(notice));
        }
        long pauses = LONGEST_FAREWELL_NANOS / PAUSE_NANOS;
        while (pauses-- > 0 && !routers.values().stream().allMatch(BgpTransport::isOver)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        for (Running router : routers.values()) {
            Future<?> unused =
                    router.group().shutdownGracefully(0, LONGEST_END_MILLIS, TimeUnit.MILLISECONDS);
        }
        for (Running router : routers.values()) {
            router.group().terminationFuture().awaitUninterruptibly(LONGEST_END_MILLIS);
        }
    }

    private static boolean isOver(Running router) {
        try {
            return router.loop()
                    .submit(router.session()::isOver)
                    .get(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return true; // it cannot be asked, so it is not waited for
        }
    }
}
