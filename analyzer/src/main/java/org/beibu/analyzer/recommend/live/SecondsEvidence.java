package org.beibu.analyzer.recommend.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a step of delay: seconds, not minutes. The gain lies between the least and the
 * greatest difference of the last ten seconds' medians; of ten, that is wrong in 0.2 % of cases.
 */
final class SecondsEvidence {
    private static final int SECONDS = 10;
    private static final int COUNTED_SECONDS = 20;
    private static final int LEAST_SECONDS = 6;

    private SecondsEvidence() {}

    static Recommendation.Evidence of(Offer offer, Method method, LiveSnapshot snapshot) {
        LivePath from = find(snapshot, offer, offer.move().from(), method);
        LivePath to = find(snapshot, offer, offer.move().to(), method);
        List<Long> gains = from == null || to == null ? List.of() : gains(from, to);
        boolean isKnown = gains.size() >= LEAST_SECONDS;
        return new Recommendation.Evidence(
                "latency",
                method.toString(),
                Math.min(count(from), count(to)),
                COUNTED_SECONDS,
                from == null ? 0 : from.p50Nanos(),
                to == null ? 0 : to.p50Nanos(),
                isKnown ? Collections.min(gains) : 0,
                isKnown ? Collections.max(gains) : 0,
                0,
                0);
    }

    private static @Nullable LivePath find(
            LiveSnapshot snapshot, Offer offer, String exit, Method method) {
        return snapshot.paths().stream()
                .filter(path -> path.series().path().equals(offer.path(exit)))
                .filter(path -> path.series().method() == method)
                .filter(path -> path.series().metric() == Metric.FAR_ROUND_TRIP)
                .filter(path -> !path.series().kind().isBiased())
                .findFirst()
                .orElse(null);
    }

    /** The last second still runs and is left out. */
    private static List<Long> gains(LivePath from, LivePath to) {
        List<Long> gains = new ArrayList<>();
        int last = from.secondP50Nanos().length - 1;
        for (int i = Math.max(0, last - SECONDS); i < last; i++) {
            long slow = from.secondP50Nanos()[i];
            long fast = to.secondP50Nanos()[i];
            if (slow >= 0 && fast >= 0) {
                gains.add(slow - fast);
            }
        }
        return gains;
    }

    private static long count(@Nullable LivePath path) {
        long sum = 0;
        if (path != null) {
            int last = path.secondCount().length - 1;
            for (int i = Math.max(0, last - COUNTED_SECONDS); i < last; i++) {
                sum += path.secondCount()[i];
            }
        }
        return sum;
    }
}
