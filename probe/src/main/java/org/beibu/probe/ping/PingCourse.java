package org.beibu.probe.ping;

import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.agrona.concurrent.NanoClock;
import org.beibu.probe.udp.UdpLoop;
import org.jspecify.annotations.Nullable;

/**
 * The course of a run: packets leave on schedule whatever replies do; it is over when each is
 * answered, or its time is up.
 *
 * <p>Belongs to the loop's thread; start, stop and await may come from any.
 */
final class PingCourse {
    /** After the last answer copies of it may still come. */
    private static final long SHORTEST_LINGER_NANOS = 50_000_000;

    private final PingConfig.Pace pace;
    private final NanoClock ticks;
    private final long longestTurnNanos;
    private final Work work;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable UdpLoop loop;
    private long startedNanos;
    private long sent;
    private long answered;
    private long notSent;
    private long longestNanos;
    private long limit;
    private boolean stopped;
    private boolean over;

    /**
     * What a run does in its course, on the loop's thread.
     *
     * @param send sends the next packet at this monotonic time; false when the kernel did not take
     *     it
     * @param look takes what has come and judges packets whose time is over
     * @param end does what is left when it is over
     */
    record Work(LongPredicate send, LongConsumer look, Runnable end) {}

    /** A course that looks after its work so often at least. */
    PingCourse(PingConfig.Pace pace, NanoClock ticks, long longestTurnNanos, Work work) {
        this.pace = pace;
        this.ticks = ticks;
        this.longestTurnNanos = longestTurnNanos;
        this.work = work;
        limit = pace.count();
    }

    /** Sends the first packet. */
    void start(UdpLoop running) {
        loop = running;
        running.execute(
                () -> {
                    startedNanos = ticks.nanoTime();
                    turn();
                });
    }

    /** Sends what is due, looks whether it is over, and comes again. */
    private void turn() {
        if (over) {
            return;
        }
        long now = ticks.nanoTime();
        long interval = pace.interval().toNanos();
        while (sent < limit && now - startedNanos - sent * interval >= 0) {
            sent++;
            if (!work.send.test(now)) {
                notSent++;
            }
            now = ticks.nanoTime();
        }
        work.look.accept(now);
        long wait = startedNanos + sent * interval - now;
        if (sent == limit) {
            wait = endNanos(interval) - now;
            if (wait <= 0) {
                end(now);
                return;
            }
        }
        again(Math.min(wait, longestTurnNanos));
    }

    private void again(long waitNanos) {
        UdpLoop running = loop;
        if (running != null) {
            running.schedule(this::turn, waitNanos);
        }
    }

    /** When nothing more is waited for. */
    private long endNanos(long interval) {
        long last = startedNanos + (sent - 1) * interval;
        long timeout = pace.timeout().toNanos();
        if (answered < sent && !stopped) {
            return last + timeout;
        }
        return last + Math.min(timeout, lingerNanos(longestNanos));
    }

    private static long lingerNanos(long delayNanos) {
        return Math.max(SHORTEST_LINGER_NANOS, 3 * delayNanos);
    }

    private void end(long now) {
        work.look.accept(now);
        over = true;
        work.end.run();
        ended.countDown();
    }

    /** A packet was answered for the first time, after so long. */
    void answered(long delayNanos) {
        answered++;
        longestNanos = Math.max(longestNanos, delayNanos);
        if (sent == limit && answered == sent) {
            again(lingerNanos(delayNanos));
        }
    }

    boolean isOver() {
        return over;
    }

    /** Packets that the kernel did not take. */
    long notSent() {
        return notSent;
    }

    /** Time since the start. */
    long elapsedNanos() {
        return ticks.nanoTime() - startedNanos;
    }

    /** Sends no more, and ends it as soon as what was sent last may have been answered. */
    void stop() {
        UdpLoop running = loop;
        if (running != null) {
            running.execute(
                    () -> {
                        limit = sent;
                        stopped = true;
                        turn();
                    });
        }
    }

    /** Waits for the end. */
    void await() throws InterruptedException {
        ended.await();
    }
}
