package org.beibu.analyzer.publish;

import java.util.concurrent.TimeUnit;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.model.Method;
import org.beibu.model.Resolution;

/**
 * Which windows of passive timings may be published: those of one length, once they are over, with
 * samples of at least so many different prefixes. Longer windows and ranges are sums of these
 * windows and nothing else, so that no difference of two published figures can be of fewer
 * prefixes. Active methods time the bureau's own packets and are exempt.
 *
 * @param minPrefixes fewest prefixes; 1 = everything may be published, at once
 * @param window length of the windows that are published or withheld as one: 10 s or 1 min
 */
public record PublicationRule(int minPrefixes, Resolution window) {
    /** Everything may be published. */
    public static final PublicationRule ALL = new PublicationRule(1, Resolution.MINUTE);

    /** How many samples must lie beyond what is shown of a window's ends. */
    public static final int SAMPLES_BEYOND = 10;

    /** So long after its end a window is taken as complete. */
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(45);

    public PublicationRule {
        if (minPrefixes < 1 || minPrefixes > PrefixSet.HIGHEST_LIMIT) {
            throw new IllegalArgumentException(
                    "must be 1 to " + PrefixSet.HIGHEST_LIMIT + ": " + minPrefixes);
        }
        if (window.nanos() > Resolution.MINUTE.nanos()) {
            throw new IllegalArgumentException("must be 10s or 1m: " + window);
        }
    }

    /** Whether it hides nothing. */
    public boolean isOpen() {
        return minPrefixes == 1;
    }

    /** Whether timings of this method may be published without regard to their number. */
    public boolean isExempt(Method method) {
        return method.isActive() || method.isImported() || isOpen();
    }

    /** Whether a window has enough prefixes. */
    public boolean allows(PrefixSet prefixes) {
        return prefixes.atLeast() >= minPrefixes;
    }

    /** Windows that end by this moment are complete. */
    public long completeUntil(long nowNanos) {
        return window.startOf(nowNanos - SETTLING_NANOS);
    }
}
