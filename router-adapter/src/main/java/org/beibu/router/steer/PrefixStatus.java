package org.beibu.router.steer;

import java.util.Locale;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.Verdict;
import org.beibu.router.recommendation.Mode;

/**
 * How it stands with one prefix of a recommendation on one router.
 *
 * @param recommendation id of the recommendation
 * @param key router and prefix
 * @param exit name of the exit that is moved to
 * @param mode the mode that holds
 * @param state what has become of it
 * @param verdict what the guardrails say
 */
public record PrefixStatus(
        String recommendation,
        OverrideKey key,
        String exit,
        Mode mode,
        State state,
        Verdict verdict) {

    /** What has become of it. */
    public enum State {
        /** A guardrail refuses. */
        REFUSED,
        /** Allowed, and it waits for a person. */
        WAITING,
        /** Allowed, and only logged. */
        SHADOW,
        /** Announced. */
        ACTIVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
