package org.beibu.analyzer.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.beibu.model.Resolution;

/**
 * What waits for the next commit, added up by series and 10 s window. The number of series is
 * bounded: what belongs to further ones is kept all the same, under a series that they share.
 *
 * @param <S> a series
 * @param <V> what is added up
 */
final class SumCells<S, V> {
    /** Some megabytes; only a journal that is caught up with has as many. */
    private static final int MOST_CELLS = 65_536;

    private final int maxSeries;
    private final UnaryOperator<S> shared;
    private final BinaryOperator<V> plus;
    private final Runnable onBeyond;
    private final Set<S> known = new HashSet<>();
    private final Map<Cell<S>, V> cells = new HashMap<>();

    private record Cell<S>(S series, long startNanos) {}

    /** Makes one addition of a cell. */
    interface Addition<S, V, A> {
        A of(S series, long startNanos, V value);
    }

    /**
     * Without any cell.
     *
     * @param maxSeries how many series are kept apart
     * @param shared the series under which a further one is kept
     * @param plus adds up
     * @param onBeyond hears of each value of a further one
     */
    SumCells(int maxSeries, UnaryOperator<S> shared, BinaryOperator<V> plus, Runnable onBeyond) {
        this.maxSeries = maxSeries;
        this.shared = shared;
        this.plus = plus;
        this.onBeyond = onBeyond;
    }

    void add(S series, long epochNanos, V value) {
        long start = Resolution.TEN_SECONDS.startOf(epochNanos);
        cells.merge(new Cell<>(bounded(series), start), value, plus);
    }

    private S bounded(S series) {
        if (known.contains(series)) {
            return series;
        }
        if (known.size() < maxSeries) {
            known.add(series);
            return series;
        }
        onBeyond.run();
        return shared.apply(series);
    }

    boolean isFull() {
        return cells.size() >= MOST_CELLS;
    }

    /** Hands all over and begins anew. */
    <A> List<A> take(Addition<S, V, A> addition) {
        List<A> additions = new ArrayList<>(cells.size());
        cells.forEach(
                (cell, value) -> additions.add(addition.of(cell.series, cell.startNanos, value)));
        cells.clear();
        return additions;
    }
}
