package org.beibu.analyzer.live;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the packets that a probe captured.
 *
 * @param used packets that gave a transport header with a usable time, since the capture began
 * @param skipped packets that did not
 * @param timings timings found
 * @param behindNanos the longest time in the last second from a packet's capture to its being dealt
 *     with; -1 when not known
 * @param skippedByReason of the skipped ones, how many for which reason, as far as the probe has
 *     told since the analyzer started
 */
public record CaptureDetail(
        long used,
        long skipped,
        long timings,
        long behindNanos,
        Map<String, Long> skippedByReason) {
    /** Nothing told. */
    public static final CaptureDetail NONE = new CaptureDetail(0, 0, 0, -1, Map.of());

    public CaptureDetail {
        skippedByReason = Collections.unmodifiableMap(new TreeMap<>(skippedByReason));
    }
}
