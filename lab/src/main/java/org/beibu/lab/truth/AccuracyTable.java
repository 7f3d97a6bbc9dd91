package org.beibu.lab.truth;

import java.util.Locale;

/** A judgement as rows of Markdown. */
final class AccuracyTable {
    static final String HEADER =
            """
            | samples | count | below truth | median us | p90 us | p99 ms | p99.9 ms | max ms | > 35 ms |
            |---|---|---|---|---|---|---|---|---|
            """;

    private static final long LATE_NANOS = 35_000_000;

    private AccuracyTable() {}

    /** One row; nothing for no samples. */
    static String row(String name, Errors errors) {
        if (errors.count() == 0) {
            return "";
        }
        String below =
                errors.belowTruth() == 0
                        ? "0"
                        : String.format(
                                Locale.ROOT,
                                "%.3f %% (min %.1f ms)",
                                100.0 * errors.belowTruth() / errors.count(),
                                errors.minimum() / 1e6);
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %.0f | %.0f | %.2f | %.2f | %.1f | %.3f %% |%n",
                name,
                errors.count(),
                below,
                errors.quantile(0.5) / 1e3,
                errors.quantile(0.9) / 1e3,
                errors.quantile(0.99) / 1e6,
                errors.quantile(0.999) / 1e6,
                errors.maximum() / 1e6,
                100.0 * errors.above(LATE_NANOS) / errors.count());
    }
}
