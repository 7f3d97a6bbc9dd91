package org.beibu.router.daemon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.NanoClock;
import org.beibu.router.pulse.PulseWatch;
import org.beibu.router.pulse.SessionPulse;
import org.beibu.router.steer.Moment;
import org.beibu.router.steer.Steering;
import org.beibu.router.steer.SteeringEvent;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * The thread of {@link Steering}: what sessions, feed and persons hand over runs here in order, and
 * once a second everything is computed anew. Work may be handed over from any thread; a full queue
 * refuses it, which is counted, and the next round makes up for it.
 */
final class SteeringAgent implements Agent {
    private static final int MOST_WAITING = 65_536;
    private static final int MOST_A_TURN = 1_024;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_SECONDS = 5;

    private final Steering steering;
    private final NanoClock monotonic;
    private final EpochNanoClock wall;
    private final Counters counters;
    private final Runnable heartbeat;
    private final ManyToOneConcurrentArrayQueue<Runnable> waiting =
            new ManyToOneConcurrentArrayQueue<>(MOST_WAITING);
    private long nextRound;

    /** Which clocks and counters are used. */
    record Environment(NanoClock monotonic, EpochNanoClock wall, Counters counters) {}

    /**
     * An agent that has done nothing yet.
     *
     * @param heartbeat called at each turn, for the watchdog
     */
    SteeringAgent(Steering steering, Environment environment, Runnable heartbeat) {
        this.steering = steering;
        monotonic = environment.monotonic();
        wall = environment.wall();
        counters = environment.counters();
        this.heartbeat = heartbeat;
        nextRound = monotonic.nanoTime();
    }

    private Moment now() {
        long epoch = wall.nanoTime();
        return new Moment(
                Instant.ofEpochSecond(
                        Math.floorDiv(epoch, 1_000_000_000L), Math.floorMod(epoch, 1_000_000_000L)),
                monotonic.nanoTime());
    }

    /** Hands over something that cannot wait. */
    void event(SteeringEvent event) {
        submit(() -> steering.event(event, now()));
    }

    /** A probe has told; on the steering thread itself. */
    void see(PulseWatch watch, String probe, List<SessionPulse> pulses) {
        watch.see(probe, pulses, monotonic.nanoTime())
                .forEach(event -> steering.event(event, now()));
    }

    /** Hands over work; false when there was no room. */
    boolean submit(Runnable work) {
        boolean taken = waiting.offer(work);
        if (!taken) {
            counters.addShared(RouterCounter.TASKS_REFUSED, 1);
        }
        return taken;
    }

    /** Has the steering thread answer; empty when it has not within five seconds. */
    <T> Optional<T> ask(BiFunction<Steering, Moment, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean taken =
                submit(
                        () -> {
                            try {
                                answer.complete(question.apply(steering, now()));
                            } catch (RuntimeException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        if (!taken) {
            return Optional.empty();
        }
        try {
            return Optional.of(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    @Override
    public int doWork() {
        heartbeat.run();
        int done = 0;
        for (Runnable work = waiting.poll(); work != null; work = next(done)) {
            work.run();
            done++;
        }
        if (monotonic.nanoTime() - nextRound >= 0) {
            nextRound = monotonic.nanoTime() + ROUND_NANOS;
            steering.reconcile(now());
            done++;
        }
        return done;
    }

    private @Nullable Runnable next(int done) {
        return done + 1 >= MOST_A_TURN ? null : waiting.poll();
    }

    @Override
    public void onClose() {
        steering.event(new SteeringEvent.Stop("the adapter stops"), now());
    }

    @Override
    public String roleName() {
        return "beibu-steering";
    }
}
