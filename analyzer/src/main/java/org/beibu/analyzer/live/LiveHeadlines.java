package org.beibu.analyzer.live;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.delay.TimingKind;

/**
 * The headlines of the last two minutes, kept steady: a kind that heads gives way only when it has
 * no sample left, or when one and the same other kind has been better for a minute without a break.
 * A figure that changes its method twice a minute cannot be read. Owned by the ingest thread.
 */
public final class LiveHeadlines {
    private static final long DWELL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<Headlines.Place, Held> held = new HashMap<>();

    private static final class Held {
        TimingKind kind;
        TimingKind challenger;
        long challengedNanos;

        Held(TimingKind kind) {
            this.kind = kind;
            this.challenger = kind;
        }
    }

    /** The headlines of what is live at this moment. */
    public Headlines update(List<LivePath> paths, long nowNanos) {
        Map<Series, Long> counts = new HashMap<>();
        for (LivePath path : paths) {
            counts.put(path.series(), Math.max(1, Arrays.stream(path.secondCount()).sum()));
        }
        Set<Headlines.Place> asked = new HashSet<>();
        Headlines headlines =
                Headlines.of(
                        counts,
                        (place, wanted, timed) -> {
                            asked.add(place);
                            return choose(place, wanted, timed, nowNanos);
                        });
        held.keySet().retainAll(asked);
        return headlines;
    }

    private TimingKind choose(
            Headlines.Place place, TimingKind wanted, Set<TimingKind> timed, long nowNanos) {
        Held here = held.computeIfAbsent(place, absent -> new Held(wanted));
        boolean challengerIsNew = !wanted.equals(here.challenger);
        if (challengerIsNew || nowNanos < here.challengedNanos) {
            here.challenger = wanted;
            here.challengedNanos = nowNanos;
        }
        if (!timed.contains(here.kind) || nowNanos - here.challengedNanos >= DWELL_NANOS) {
            here.kind = here.challenger;
        }
        return here.kind;
    }
}
