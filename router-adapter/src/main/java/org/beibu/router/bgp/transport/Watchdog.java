package org.beibu.router.bgp.transport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that notices when others stall, and acts in their place: a router believes a hung
 * speaker until the hold time is over, and its overrides with it.
 *
 * <p>Assumes that each heartbeat beats several times within the limit, from its first beat on.
 * Guarantees that what is to be done for one that does not is done once a stall, within the limit
 * and a quarter of a second. When the whole process has stood still, every heartbeat counts as
 * stalled.
 */
public final class Watchdog implements AutoCloseable {
    /** How often it looks, and how often heartbeats should beat. */
    static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final NanoClock clock;
    private final long limitNanos;
    private final List<Heartbeat> hearts = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "bgp-watchdog");
    private volatile boolean closed;
    private long lookedNanos;

    /** What somebody who is watched shows from time to time. */
    public static final class Heartbeat {
        private final String name;
        private final NanoClock clock;
        private final Runnable onStall;
        private volatile long beatNanos;
        private volatile boolean begun;
        private boolean stalled;

        private Heartbeat(String name, NanoClock clock, Runnable onStall) {
            this.name = name;
            this.clock = clock;
            this.onStall = onStall;
        }

        /** All is well; whoever never says so is not missed. */
        public void beat() {
            beatNanos = clock.nanoTime();
            begun = true;
        }
    }

    /** One with this limit, not started yet. */
    public Watchdog(NanoClock clock, Duration limit) {
        this.clock = clock;
        this.limitNanos = limit.toNanos();
        this.lookedNanos = clock.nanoTime();
        thread.setDaemon(true);
    }

    /**
     * Watches somebody from now on.
     *
     * @param onStall what is done when it stalls, on the watchdog's thread; must not wait
     */
    public Heartbeat watch(String name, Runnable onStall) {
        Heartbeat heart = new Heartbeat(name, clock, onStall);
        hearts.add(heart);
        return heart;
    }

    /** Ends watching. */
    public void forget(Heartbeat heart) {
        hearts.remove(heart);
    }

    void start() {
        lookedNanos = clock.nanoTime();
        thread.start();
    }

    private void run() {
        while (!closed) {
            look();
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    /** Looks once at everybody. */
    void look() {
        long now = clock.nanoTime();
        boolean stoodStill = now - lookedNanos > limitNanos;
        lookedNanos = now;
        for (Heartbeat heart : hearts) {
            if (!heart.begun) {
                continue;
            }
            long silence = now - heart.beatNanos;
            boolean stalls = stoodStill || silence > limitNanos;
            if (stalls && !heart.stalled) {
                LOG.error(
                        "{}: stalled for {} ms: its sessions are cut",
                        heart.name,
                        TimeUnit.NANOSECONDS.toMillis(silence));
                heart.onStall.run();
            }
            heart.stalled = silence > limitNanos;
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
