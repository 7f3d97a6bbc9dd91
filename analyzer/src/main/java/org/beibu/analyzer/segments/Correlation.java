package org.beibu.analyzer.segments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Whether two segments' delays rise and fall together, told from their common windows: the largest
 * rank correlation (Spearman) among three statistics of paired windows. These are the mean rank of
 * the window's delays among all of the segment (which no heavy tail upsets), the median, and the
 * 90th percentile (where only the queue moves and the rest of the path has several modes).
 *
 * <p>Windows that follow one another are alike, so {@code n} pairs count as {@code n / (1 + 2
 * sum(ra(k) rb(k)))} independent ones, with the autocorrelations of both at lag {@code k}.
 * Correlation within windows, of single packets, cannot be seen in histograms.
 *
 * @param verdict what it comes to
 * @param rho the correlation, empty when there are too few common windows
 * @param pairs common windows
 */
public record Correlation(Verdict verdict, OptionalDouble rho, int pairs) {
    /** Fewer common windows tell nothing. */
    public static final int FEWEST_PAIRS = 30;

    /** A smaller one does not matter: the composed P99.9 is then less than 0.1 ms too low. */
    private static final double MATTERS = 0.25;

    /** How far above chance it must be: 97.5 % one-sided. */
    private static final double Z = 1.96;

    private static final double FEWEST_INDEPENDENT_PAIRS = 8;

    /** What the correlation means for a composition. */
    public enum Verdict {
        /** None was found. */
        INDEPENDENT("independent"),
        /** They rise and fall together: the composed tail is too low. */
        CORRELATED("correlated"),
        /** Too few common windows. */
        UNKNOWN("unknown");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The correlation of the windows that both have. */
    static Correlation of(WindowedDelays first, WindowedDelays second) {
        Map<Long, DelayDistribution> others = new HashMap<>();
        second.windows().forEach(part -> others.put(part.window().startNanos(), part.delays()));
        List<DelayDistribution> a = new ArrayList<>();
        List<DelayDistribution> b = new ArrayList<>();
        for (WindowedDelays.Part part : first.windows()) {
            DelayDistribution other = others.get(part.window().startNanos());
            if (other != null) {
                a.add(part.delays());
                b.add(other);
            }
        }
        if (a.size() < FEWEST_PAIRS) {
            return new Correlation(Verdict.UNKNOWN, OptionalDouble.empty(), a.size());
        }
        Evidence best =
                evidence(a, b, modeRank(first), modeRank(second))
                        .orMore(evidence(a, b, percentile(90), percentile(90)));
        return new Correlation(best.verdict(), OptionalDouble.of(best.rho), a.size());
    }

    private static ToDoubleFunction<DelayDistribution> modeRank(WindowedDelays all) {
        ModeRanks ranks = new ModeRanks(all.whole());
        return window -> window.sum(ranks::of) / window.count();
    }

    private static ToDoubleFunction<DelayDistribution> percentile(double percentile) {
        return window -> window.histogram().percentileNanos(percentile);
    }

    private static Evidence evidence(
            List<DelayDistribution> a,
            List<DelayDistribution> b,
            ToDoubleFunction<DelayDistribution> ofFirst,
            ToDoubleFunction<DelayDistribution> ofSecond) {
        double[] x = Ranks.of(a.stream().mapToDouble(ofFirst).toArray());
        double[] y = Ranks.of(b.stream().mapToDouble(ofSecond).toArray());
        Evidence levels = evidence(x, y);
        return levels.orMore(evidence(Ranks.of(innovations(x)), Ranks.of(innovations(y))));
    }

    /** What each window brings that the one before did not let expect. */
    private static double[] innovations(double[] x) {
        double kept = Ranks.product(x, x, 1);
        double[] fresh = new double[x.length - 1];
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = x[i + 1] - kept * x[i];
        }
        return fresh;
    }

    private static Evidence evidence(double[] x, double[] y) {
        double alike = 0;
        for (int lag = 1; lag <= x.length / 4; lag++) {
            double product = Ranks.product(x, x, lag) * Ranks.product(y, y, lag);
            if (product <= 0) {
                break;
            }
            alike += product;
        }
        return new Evidence(Ranks.product(x, y, 0), x.length / (1 + 2 * alike));
    }

    /** A correlation and the number of independent pairs that speak for it. */
    private record Evidence(double rho, double pairs) {

        /** How many standard errors it is above none, by Fisher's transformation. */
        double score() {
            double bounded = Math.max(-0.999_999, Math.min(0.999_999, rho));
            double atanh = Math.log((1 + bounded) / (1 - bounded)) / 2;
            return atanh * Math.sqrt(Math.max(1, pairs - 3));
        }

        Evidence orMore(Evidence other) {
            return other.score() > score() ? other : this;
        }

        Verdict verdict() {
            if (pairs < FEWEST_INDEPENDENT_PAIRS) {
                return Verdict.UNKNOWN;
            }
            return rho >= MATTERS && score() >= Z ? Verdict.CORRELATED : Verdict.INDEPENDENT;
        }
    }
}
