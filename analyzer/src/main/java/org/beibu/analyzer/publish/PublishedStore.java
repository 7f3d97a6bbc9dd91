package org.beibu.analyzer.publish;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.StoreView;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Method;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;
import org.jspecify.annotations.Nullable;

/**
 * A store that gives only what a {@link PublicationRule} allows. Windows of the rule's length are
 * given when they are complete, whole or as withheld; shorter ones never; longer ones as the sum of
 * those that are given, and as withheld when there is none to add. It reads each of them, so a
 * month takes as long as 43,200 windows take.
 *
 * <p>Late samples change a window that was given already, and whoever keeps both sees the
 * difference: docs/limitations.md.
 */
public final class PublishedStore extends StoreView {
    private final PublicationRule rule;
    private final EpochNanoClock clock;

    /** A view of this store; closed with it. */
    public PublishedStore(DelayStore store, PublicationRule rule, EpochNanoClock clock) {
        super(store);
        this.rule = rule;
        this.clock = clock;
    }

    /** The store itself where the rule hides nothing, a view of it otherwise. */
    public static DelayStore of(DelayStore store, PublicationRule rule, EpochNanoClock clock) {
        return rule.isOpen() ? store : new PublishedStore(store, rule, clock);
    }

    @Override
    public Resolution finest() {
        return rule.window();
    }

    @Override
    public boolean showsExtremes(Series series) {
        return rule.isExempt(series.method());
    }

    @Override
    public boolean isComplete(Window window) {
        return window.endNanos() <= rule.completeUntil(clock.nanoTime());
    }

    @Override
    public List<StoredWindow> windows(
            Series series, Resolution resolution, long fromNanos, long toNanos) {
        List<StoredWindow> windows = new ArrayList<>();
        forEachWindow(series, resolution, fromNanos, toNanos, windows::add);
        return windows;
    }

    @Override
    public void forEachWindow(
            Series series,
            Resolution resolution,
            long fromNanos,
            long toNanos,
            Consumer<StoredWindow> consumer) {
        if (rule.isExempt(series.method())) {
            store().forEachWindow(series, resolution, fromNanos, toNanos, consumer);
        } else if (resolution.nanos() >= rule.window().nanos()) {
            long until = rule.completeUntil(clock.nanoTime());
            Sums sums = new Sums(resolution, fromNanos, toNanos, consumer);
            store().forEachWindow(
                            series,
                            rule.window(),
                            resolution.startOf(Math.max(fromNanos, Long.MIN_VALUE / 2)),
                            Math.min(until, endOf(resolution, toNanos)),
                            sums::add);
            sums.finish();
        }
    }

    /** The end of the last window that starts before this moment. */
    private static long endOf(Resolution resolution, long toNanos) {
        long last = Math.min(toNanos, Long.MAX_VALUE / 2) - 1;
        return resolution.startOf(last) + resolution.nanos();
    }

    /** Adds the windows that may be given, in order of time, into longer ones. */
    private final class Sums {
        private final Resolution resolution;
        private final long fromNanos;
        private final long toNanos;
        private final Consumer<StoredWindow> consumer;
        private @Nullable Window window;
        private @Nullable DelayHistogram sum;

        Sums(Resolution resolution, long fromNanos, long toNanos, Consumer<StoredWindow> consumer) {
            this.resolution = resolution;
            this.fromNanos = fromNanos;
            this.toNanos = toNanos;
            this.consumer = consumer;
        }

        void add(StoredWindow part) {
            Window holding = Window.holding(part.window().startNanos(), resolution);
            if (holding.startNanos() < fromNanos || holding.startNanos() >= toNanos) {
                return;
            }
            if (!holding.equals(window)) {
                finish();
                window = holding;
            }
            if (rule.allows(part.prefixes())) {
                if (sum == null) {
                    sum = new DelayHistogram();
                }
                sum.add(part.encoded());
            }
        }

        void finish() {
            if (window != null) {
                consumer.accept(
                        sum == null
                                ? StoredWindow.withheld(window)
                                : new StoredWindow(window, sum));
            }
            window = null;
            sum = null;
        }
    }

    @Override
    public Map<Series, Long> counts() {
        Map<Series, Long> counts = new TreeMap<>();
        for (Series series : series()) {
            counts.put(series, merged(series, Resolution.DAY, 0, Long.MAX_VALUE).count());
        }
        return counts;
    }

    @Override
    public Map<Method, Long> countsByMethod() {
        Map<Method, Long> counts = new EnumMap<>(Method.class);
        counts().forEach((series, n) -> counts.merge(series.method(), n, Long::sum));
        return counts;
    }
}
