package org.beibu.analyzer.web;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * The histograms of {@code /metrics}: all samples of each series in the store, so that they go on
 * over a restart and count nothing twice. Days before today are added up once and kept, as long as
 * no late sample changes them; what is kept is 26 numbers a series.
 *
 * <p>Belongs to the store's worker thread.
 */
final class RttTotals implements Totals {
    /** Upper bounds, microseconds: 1 ms to 10 s. */
    static final long[] BOUNDS_MICROS = {
        1_000,
        2_000,
        3_000,
        5_000,
        7_500,
        10_000,
        15_000,
        20_000,
        25_000,
        30_000,
        40_000,
        50_000,
        60_000,
        75_000,
        100_000,
        125_000,
        150_000,
        200_000,
        300_000,
        500_000,
        1_000_000,
        2_000_000,
        5_000_000,
        10_000_000
    };

    private static final long[] BOUNDS_NANOS =
            Arrays.stream(BOUNDS_MICROS).map(micros -> micros * 1_000).toArray();

    /** All samples of a series: counts by bucket (not cumulative), and their sum. */
    @SuppressWarnings("ArrayRecordComponent")
    record Total(Series series, long[] counts, long count, BigInteger sumNanos) {
        Total plus(Total other) {
            long[] sum = counts.clone();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other.counts[i];
            }
            return new Total(series, sum, count + other.count, sumNanos.add(other.sumNanos));
        }
    }

    /** The days before {@code today}, when the store told that they hold {@code storeCount}. */
    private record Closed(long today, long storeCount, Total total) {}

    private final DelayStore store;
    private final Map<Series, Closed> closed = new HashMap<>();

    RttTotals(DelayStore store) {
        this.store = store;
    }

    @Override
    public List<Total> read(long nowNanos) {
        long today = Resolution.DAY.startOf(nowNanos);
        Map<Series, Long> counts = store.counts();
        List<Total> totals = new ArrayList<>();
        for (Series series : store.series()) {
            Total open = total(series, today, Long.MAX_VALUE);
            long before = counts.getOrDefault(series, 0L) - open.count();
            Closed known = closed.get(series);
            if (known == null || known.today() != today || known.storeCount() != before) {
                known = new Closed(today, before, total(series, 0, today));
                closed.put(series, known);
            }
            totals.add(known.total().plus(open));
        }
        return totals;
    }

    private Total total(Series series, long fromNanos, long toNanos) {
        DelayHistogram merged = store.merged(series, Resolution.DAY, fromNanos, toNanos);
        return of(series, merged);
    }

    /** All samples of a histogram. */
    static Total of(Series series, DelayHistogram all) {
        return new Total(series, all.bucketCounts(BOUNDS_NANOS), all.count(), all.sumNanos());
    }
}
