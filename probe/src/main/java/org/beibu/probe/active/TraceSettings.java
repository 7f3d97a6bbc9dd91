package org.beibu.probe.active;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.beibu.probe.trace.TraceLimits;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;

/**
 * When traces of sessions' paths are made, and what is kept of them.
 *
 * @param perMinute of all paths together in a minute at most; 0 for none
 * @param pathInterval between two of one path
 * @param limits how far they go
 * @param wholeAddresses whether routers' addresses are kept whole, else as hosts' prefixes
 */
public record TraceSettings(
        int perMinute, Duration pathInterval, TraceLimits limits, boolean wholeAddresses) {
    private static final String WHOLE = "whole";
    private static final String PREFIX = "prefix";
    private static final int HIGHEST_RATE = 60;
    private static final int HIGHEST_TTL = 64;

    private static final ConfigKey PER_MINUTE =
            ConfigKey.of(
                    "probe.trace.per_minute",
                    "6",
                    "Traces of all paths in a minute at most, made when a path changes, 0 to 60; 0"
                            + " for none.");
    private static final ConfigKey PATH_INTERVAL =
            ConfigKey.of(
                    "probe.trace.path_interval",
                    "1m",
                    "Least time between two traces of one path, 1s to 1d.");
    private static final ConfigKey TTL =
            ConfigKey.of("probe.trace.highest_ttl", "30", "Hops of a trace at most, 1 to 64.");
    private static final ConfigKey ADDRESSES =
            ConfigKey.of(
                    "probe.trace.addresses",
                    WHOLE,
                    "What the journal holds of routers on the way: their addresses (whole), or"
                            + " prefixes of the length of hosts' (prefix).");

    /** All keys of traces. */
    public static final List<ConfigKey> KEYS = List.of(PER_MINUTE, PATH_INTERVAL, TTL, ADDRESSES);

    /** Everything at its default. */
    public static final TraceSettings DEFAULT =
            new TraceSettings(6, Duration.ofMinutes(1), TraceLimits.DEFAULT, true);

    /**
     * What the file says.
     *
     * @throws ConfigException naming line and column
     */
    public static TraceSettings from(ConfigSection section) throws ConfigException {
        Duration interval = section.duration(PATH_INTERVAL);
        if (interval.toSeconds() < 1 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw section.error(PATH_INTERVAL, "is not 1s to 1d");
        }
        return new TraceSettings(
                (int) section.integer(PER_MINUTE, 0, HIGHEST_RATE),
                interval,
                TraceLimits.DEFAULT.upTo((int) section.integer(TTL, 1, HIGHEST_TTL)),
                section.oneOf(ADDRESSES, Set.of(WHOLE, PREFIX)).equals(WHOLE));
    }
}
