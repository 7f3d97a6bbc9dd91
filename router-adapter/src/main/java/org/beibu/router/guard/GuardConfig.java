package org.beibu.router.guard;

import java.time.Duration;
import java.util.List;
import org.beibu.model.Prefix;

/**
 * The limits of the guardrails.
 *
 * @param prefixes which prefixes may be touched at all
 * @param recommendations how fresh they have to be
 * @param evidence how much has to be measured and gained
 * @param probes how well the exit has to be watched
 * @param pace how fast changes may be
 * @param windows when changes may be made; at any time when there is none
 */
public record GuardConfig(
        Prefixes prefixes,
        Recommendations recommendations,
        Evidence evidence,
        Probes probes,
        Pace pace,
        List<DailyWindow> windows) {

    public GuardConfig {
        windows = List.copyOf(windows);
    }

    /** Everything at its default: nothing may be touched until the allow-list says so. */
    public static GuardConfig defaults() {
        return new GuardConfig(
                Prefixes.allowing(List.of()),
                new Recommendations(Duration.ofSeconds(30), Duration.ofSeconds(2)),
                new Evidence(100, Duration.ofMillis(2), 0.05),
                new Probes(0.5, 3, Duration.ofSeconds(60)),
                new Pace(20, 200, 0.10, Duration.ofMinutes(1), Duration.ofSeconds(90), 1_000, 500),
                List.of());
    }

    /** The same with other prefixes. */
    public GuardConfig with(Prefixes other) {
        return new GuardConfig(other, recommendations, evidence, probes, pace, windows);
    }

    /** The same with another pace. */
    public GuardConfig with(Pace other) {
        return new GuardConfig(prefixes, recommendations, evidence, probes, other, windows);
    }

    /**
     * Which prefixes may be touched.
     *
     * @param allowed only these, and what lies inside them
     * @param own never these, nor what lies inside or around them
     * @param ipv4 lengths of IPv4 prefixes
     * @param ipv6 lengths of IPv6 prefixes
     */
    public record Prefixes(List<Prefix> allowed, List<Prefix> own, Lengths ipv4, Lengths ipv6) {
        public Prefixes {
            allowed = List.copyOf(allowed);
            own = List.copyOf(own);
        }

        /** The usual lengths, /8 to /24 and /16 to /48. */
        public static Prefixes allowing(List<Prefix> allowed) {
            return new Prefixes(allowed, List.of(), new Lengths(8, 24), new Lengths(16, 48));
        }
    }

    /** Lengths from the shortest to the longest, both allowed. */
    public record Lengths(int shortest, int longest) {}

    /**
     * How fresh a recommendation has to be.
     *
     * @param mostAge the longest time since it was issued
     * @param mostAhead by how much its stamp may be ahead of our clock
     */
    public record Recommendations(Duration mostAge, Duration mostAhead) {}

    /**
     * How much has to be measured and gained before a move; what has moved stays while it is not
     * worse.
     *
     * @param leastCount fewest delays
     * @param leastGain least gain of the median, and
     * @param leastGainShare least gain as a share of the median in use
     */
    public record Evidence(long leastCount, Duration leastGain, double leastGainShare) {}

    /**
     * How well the exit has to be watched.
     *
     * @param quorum least share of probes that answer
     * @param mostIntervals the last answer is no older than so many intervals
     * @param window a full probe window, to wait for after End-of-RIB
     */
    public record Probes(double quorum, int mostIntervals, Duration window) {}

    /**
     * How fast changes may be.
     *
     * @param perMinute most changes a minute and router
     * @param perHour most changes an hour and router
     * @param sharePerStep most traffic moved in one step
     * @param step how long a step is
     * @param dwell shortest time between two changes of a prefix
     * @param mostOverrides most overrides in all
     * @param mostPerExit most overrides to one exit
     */
    public record Pace(
            int perMinute,
            int perHour,
            double sharePerStep,
            Duration step,
            Duration dwell,
            int mostOverrides,
            int mostPerExit) {}
}
