package org.beibu.router.steer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.beibu.router.guard.OverrideKey;

/**
 * What changed when, for the guardrails of pace. A withdrawal counts as a change too, so that an
 * override that comes and goes uses the budget up; but no budget keeps a withdrawal back.
 *
 * <p>Bounded: an hour of changes at most {@link #MOST_CHANGES}, and the prefix longest untouched
 * makes room for a new one. Owned by the thread of {@link Steering}.
 */
final class PaceLedger {
    private static final long REMEMBERED_NANOS = Duration.ofHours(1).toNanos();
    private static final int MOST_CHANGES = 100_000;
    private static final int MOST_KEYS = 100_000;

    private record Change(OverrideKey key, String recommendation, double share, long nanos) {}

    private record Hold(long untilNanos, String why) {}

    private final Deque<Change> changes = new ArrayDeque<>();
    private final Map<OverrideKey, Long> lastChanges = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<OverrideKey, Hold> holds = new HashMap<>();

    /** A prefix was moved, or was let go when the share is 0. */
    void changed(OverrideKey key, String recommendation, double share, long nanos) {
        forget(nanos);
        changes.add(new Change(key, recommendation, share, nanos));
        lastChanges.put(key, nanos);
        if (lastChanges.size() > MOST_KEYS) {
            lastChanges.remove(lastChanges.keySet().iterator().next());
        }
    }

    /** The change of this moment did not come about. */
    void undo(OverrideKey key, long nanos) {
        changes.removeIf(change -> change.nanos() == nanos && change.key().equals(key));
        lastChanges.remove(key, nanos); // an earlier one is longer ago than dwell time, or none
    }

    private void forget(long nanos) {
        Change first = changes.peek();
        while (first != null
                && (nanos - first.nanos() > REMEMBERED_NANOS || changes.size() >= MOST_CHANGES)) {
            changes.remove();
            first = changes.peek();
        }
        holds.values().removeIf(hold -> nanos - hold.untilNanos() >= 0);
    }

    /** The prefix is left alone until then. */
    void hold(OverrideKey key, long untilNanos, String why) {
        holds.put(key, new Hold(untilNanos, why));
    }

    Optional<String> held(OverrideKey key, long nanos) {
        Hold hold = holds.get(key);
        return hold != null && nanos - hold.untilNanos() < 0
                ? Optional.of(
                        hold.why()
                                + "; left alone for "
                                + Duration.ofNanos(hold.untilNanos() - nanos).toSeconds()
                                + " s more")
                : Optional.empty();
    }

    int changes(String router, long withinNanos, long nanos) {
        int count = 0;
        for (Change change : changes) {
            if (nanos - change.nanos() < withinNanos && change.key().router().equals(router)) {
                count++;
            }
        }
        return count;
    }

    /** A recommendation moves its traffic once, however many prefixes and routers it names. */
    double shareMoved(String recommendation, long withinNanos, long nanos) {
        double sum = 0;
        Set<String> counted = new HashSet<>();
        for (Change change : changes) {
            if (nanos - change.nanos() < withinNanos
                    && change.share() > 0
                    && !change.recommendation().equals(recommendation)
                    && counted.add(change.recommendation())) {
                sum += change.share();
            }
        }
        return sum;
    }

    OptionalLong lastChangeAgo(OverrideKey key, long nanos) {
        Long last = lastChanges.get(key);
        return last == null ? OptionalLong.empty() : OptionalLong.of(nanos - last);
    }
}
