package org.beibu.analyzer.detect;

import java.time.Duration;
import java.util.List;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;

/**
 * The keys {@code analyzer.detect}.
 *
 * @param enabled whether paths are watched
 * @param leastShift smaller shifts are learned and not said
 * @param maxSessions so many active sessions are watched
 */
public record DetectConfig(boolean enabled, Duration leastShift, int maxSessions) {
    /** Everything at its default. */
    public static final DetectConfig DEFAULT =
            new DetectConfig(true, Duration.ofNanos(600_000), 4_096);

    /** Nothing is watched. */
    public static final DetectConfig OFF = new DetectConfig(false, DEFAULT.leastShift, 1);

    private static final ConfigKey ENABLED =
            ConfigKey.of(
                    "analyzer.detect.enabled",
                    "true",
                    "Whether shifts, outages and losses of probed paths become events within"
                            + " seconds.");
    private static final ConfigKey LEAST_SHIFT =
            ConfigKey.of(
                    "analyzer.detect.least_shift",
                    "600us",
                    "Smaller shifts of a path's delay are learned and not said, 100us to 1s.");
    private static final ConfigKey MAX_SESSIONS =
            ConfigKey.of(
                    "analyzer.detect.max_sessions",
                    "4096",
                    "Active sessions that are watched, some 25 KB each; further ones are counted.");

    /** All of them. */
    public static final List<ConfigKey> KEYS = List.of(ENABLED, LEAST_SHIFT, MAX_SESSIONS);

    private static final Duration SHORTEST = Duration.ofNanos(100_000);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /**
     * The configuration of a file.
     *
     * @throws ConfigException naming line and column
     */
    public static DetectConfig from(ConfigSection section) throws ConfigException {
        Duration least = section.duration(LEAST_SHIFT);
        if (least.compareTo(SHORTEST) < 0 || least.compareTo(LONGEST) > 0) {
            throw section.error(LEAST_SHIFT, "must be 100us to 1s");
        }
        return new DetectConfig(
                section.flag(ENABLED), least, (int) section.integer(MAX_SESSIONS, 1, 1 << 20));
    }

    double leastMs() {
        return leastShift.toNanos() / 1e6;
    }
}
