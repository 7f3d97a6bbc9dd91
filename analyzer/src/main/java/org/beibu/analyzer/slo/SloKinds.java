package org.beibu.analyzer.slo;

import java.util.Comparator;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.model.Method;
import org.beibu.model.Metric;

/**
 * By which timings a service level is judged: active ones before passive ones, since they leave on
 * schedule and on every exit whatever the traffic does; then by the order of {@link TimingKind}.
 * Classes of known bias and DNS, which times a server, never speak for a service level.
 */
final class SloKinds {
    private static final Comparator<TimingKind> ORDER =
            Comparator.comparing((TimingKind kind) -> !kind.method().isActive())
                    .thenComparing(Comparator.naturalOrder());

    private SloKinds() {}

    private static boolean isUsable(Series series) {
        return series.metric() == Metric.FAR_ROUND_TRIP
                && series.method() != Method.DNS
                && series.method() != Method.DNS_QUERY
                && !series.kind().isBiased();
    }

    /** Those that may speak, the best first. */
    static List<Series> usable(List<Series> series) {
        return series.stream()
                .filter(SloKinds::isUsable)
                .sorted(Comparator.comparing(Series::kind, ORDER))
                .toList();
    }
}
