package org.beibu.model;

import java.time.Duration;
import java.util.List;

/** The lengths of the windows in which histograms are kept. */
public enum Resolution {
    TEN_SECONDS(1, "10s", 10),
    MINUTE(2, "1m", 60),
    /** What planners keep of traffic for thirteen months; delays are added up from minutes. */
    FIVE_MINUTES(5, "5m", 300),
    HOUR(3, "1h", 3_600),
    DAY(4, "1d", 86_400);

    /** Those in which histograms of delays are stored, the shortest first. */
    public static final List<Resolution> OF_DELAYS = List.of(TEN_SECONDS, MINUTE, HOUR, DAY);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int code;
    private final String text;
    private final long seconds;

    Resolution(int code, String text, long seconds) {
        this.code = code;
        this.text = text;
        this.seconds = seconds;
    }

    /** The code in the store; a published code is never given to another resolution. */
    public int code() {
        return code;
    }

    /** Length of a window, nanoseconds. */
    public long nanos() {
        return seconds * NANOS_PER_SECOND;
    }

    /** Length of a window. */
    public Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    /** Start of the window (UTC-aligned) that holds this moment, epoch nanoseconds. */
    public long startOf(long epochNanos) {
        return Math.floorDiv(epochNanos, nanos()) * nanos();
    }

    /**
     * The resolution with this name: {@code 10s}, {@code 1m}, {@code 5m}, {@code 1h} or {@code 1d}.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static Resolution parse(String text) {
        for (Resolution resolution : values()) {
            if (resolution.text.equals(text)) {
                return resolution;
            }
        }
        throw new IllegalArgumentException(
                "not a resolution (10s, 1m, 5m, 1h or 1d): '" + text + "'");
    }

    @Override
    public String toString() {
        return text;
    }
}
