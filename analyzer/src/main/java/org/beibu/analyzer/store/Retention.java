package org.beibu.analyzer.store;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.beibu.model.Resolution;

/**
 * How long windows are kept, by resolution, counted from the commit that last changed them.
 * Counting from the window's own time would delete an old capture in the moment it is imported.
 *
 * @param kept how long; a resolution that is not named is kept for ever
 */
public record Retention(Map<Resolution, Duration> kept) {

    /**
     * 10 s windows for 2 days, minutes for 35 days, 5 min and hours for 400 days, days for ever.
     */
    public static final Retention DEFAULT =
            new Retention(
                    Map.of(
                            Resolution.TEN_SECONDS, Duration.ofDays(2),
                            Resolution.MINUTE, Duration.ofDays(35),
                            Resolution.FIVE_MINUTES, Duration.ofDays(400),
                            Resolution.HOUR, Duration.ofDays(400)));

    public Retention {
        kept.forEach(
                (resolution, duration) -> {
                    if (duration.compareTo(resolution.duration()) < 0) {
                        throw new IllegalArgumentException(
                                "windows of "
                                        + resolution
                                        + " must be kept at least as long as they are, not "
                                        + duration);
                    }
                });
        kept = kept.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(kept));
    }

    /** How long windows of this resolution are kept, empty for ever. */
    public Optional<Duration> of(Resolution resolution) {
        return Optional.ofNullable(kept.get(resolution));
    }
}
