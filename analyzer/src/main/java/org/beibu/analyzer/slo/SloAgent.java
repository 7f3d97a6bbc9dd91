package org.beibu.analyzer.slo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.analyzer.ingest.CommitListener;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.analyzer.store.MinuteFile;
import org.beibu.analyzer.store.StoreException;
import org.beibu.model.Metric;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the facts of each minute once it is complete, and tells all service levels anew every
 * minute. What it spends is bounded: after each telling it rests twenty times as long as that took,
 * and three times as long as a step into the past took.
 *
 * <p>{@link #doWork} runs on a thread of its own; {@link #onCommit} on that of ingest, where it
 * only notes names; {@link #view} may be asked by any thread.
 */
public final class SloAgent implements Agent, CommitListener {
    private static final Logger LOG = LoggerFactory.getLogger(SloAgent.class);

    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long KEPT_NANOS = Duration.ofDays(36).toNanos();
    private static final long REST_AFTER_VIEW = 20;
    private static final long REST_AFTER_STEP = 3;

    private final SloSources sources;
    private final SloConfig config;
    private final NanoClock monotonic;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final MinuteKeeper keeper;
    private final LateMinutes late = new LateMinutes();
    private final List<Consumer<SloView>> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<SloView> view = Optional.empty();
    private volatile long knownUntil = Long.MIN_VALUE;
    private long notBefore = Long.MIN_VALUE;
    private long nextStepNanos;
    private long nextViewNanos;
    private long nextPruneNanos;
    private boolean opened;
    private boolean failing;

    /** Which clocks and counters are used. */
    public record Environment(NanoClock monotonic, EpochNanoClock clock, Counters counters) {}

    /**
     * @param sources its minutes are the file of this agent, opened for writing
     */
    public SloAgent(SloSources sources, SloConfig config, Environment environment) {
        this.sources = sources;
        this.config = config;
        this.monotonic = environment.monotonic();
        this.clock = environment.clock();
        this.counters = environment.counters();
        MinuteFile file =
                sources.minutes()
                        .orElseThrow(() -> new IllegalArgumentException("no file of minutes"));
        this.keeper = new MinuteKeeper(file, sources.reader(config), sources.madeBy(config));
        this.nextStepNanos = monotonic.nanoTime();
        this.nextViewNanos = nextStepNanos;
        this.nextPruneNanos = nextStepNanos;
    }

    /** The levels told last; empty until the first. */
    public Optional<SloView> view() {
        return view;
    }

    /** Has the listener called with each view, on the agent's thread. Before the start. */
    public void addListener(Consumer<SloView> listener) {
        listeners.add(listener);
    }

    @Override
    public void onCommit(List<CommittedWindow> changed) {
        for (CommittedWindow committed : changed) {
            long start = committed.stored().window().startNanos();
            if (committed.stored().window().resolution().compareTo(Resolution.MINUTE) <= 0
                    && committed.series().metric() == Metric.FAR_ROUND_TRIP
                    && start < knownUntil
                    && !late.add(committed.series().path(), start)) {
                counters.addShared(SloCounter.MINUTES_LATE_REFUSED, 1);
            }
        }
    }

    @Override
    public int doWork() {
        long now = monotonic.nanoTime();
        if (now - nextStepNanos < 0) {
            return 0;
        }
        nextStepNanos = now + STEP_NANOS;
        try {
            return work(now);
        } catch (StoreException e) {
            counters.addShared(SloCounter.STORE_FAILURES, 1);
            nextStepNanos = now + RETRY_NANOS;
            if (!failing) {
                failing = true;
                LOG.warn("service levels: {}; trying again", e.getMessage());
            }
            return 0;
        }
    }

    private int work(long now) {
        long wall = clock.nanoTime();
        long completeUntil = SloReport.completeUntil(sources, wall);
        if (!opened) {
            open(completeUntil);
        }
        long made = keeper.forward(completeUntil);
        boolean isCaughtUp = keeper.reaches(completeUntil);
        if (made > 0 && !isCaughtUp) {
            nextStepNanos = now; // behind by hours: on with the next one
        }
        knownUntil = isCaughtUp ? completeUntil : knownUntil;
        made += again();
        if (isCaughtUp && now - nextViewNanos >= 0 && isNews(completeUntil)) {
            tell(wall);
        } else if (made == 0 && isCaughtUp) {
            made += goBack();
        }
        if (now - nextPruneNanos >= 0) {
            nextPruneNanos = now + Duration.ofHours(1).toNanos();
            keeper.prune(wall - KEPT_NANOS);
        }
        counters.addShared(SloCounter.MINUTES, made);
        failing = false;
        return (int) Math.min(made, Integer.MAX_VALUE);
    }

    private void open(long completeUntil) {
        keeper.open(completeUntil);
        long period = completeUntil - KEPT_NANOS;
        notBefore = Math.max(period, keeper.firstDay().orElse(completeUntil));
        opened = true;
    }

    private boolean isNews(long completeUntil) {
        return view.isEmpty() || view.get().toNanos() != completeUntil;
    }

    private long again() {
        Set<LateMinutes.Hour> hours = late.take();
        if (hours.isEmpty()) {
            return 0;
        }
        try {
            long made = keeper.again(hours);
            counters.addShared(SloCounter.MINUTES_LATE, made);
            hours.stream()
                    .mapToLong(LateMinutes.Hour::startNanos)
                    .min()
                    .ifPresent(first -> notBefore = Math.min(notBefore, first));
            return made;
        } catch (StoreException e) {
            hours.forEach(hour -> late.add(hour.path(), hour.startNanos()));
            throw e;
        }
    }

    private void tell(long wall) {
        long began = monotonic.nanoTime();
        SloView newest = SloReport.now(sources, config, wall);
        view = Optional.of(newest);
        counters.addShared(SloCounter.VIEWS, 1);
        listeners.forEach(listener -> listener.accept(newest));
        long took = monotonic.nanoTime() - began;
        nextViewNanos = began + REST_AFTER_VIEW * took;
    }

    private long goBack() {
        long began = monotonic.nanoTime();
        long made = keeper.backward(Math.max(notBefore, clock.nanoTime() - KEPT_NANOS));
        if (made > 0) {
            long took = monotonic.nanoTime() - began;
            nextStepNanos = began + (1 + REST_AFTER_STEP) * took;
        }
        return made;
    }

    @Override
    public String roleName() {
        return "beibu-slo";
    }
}
