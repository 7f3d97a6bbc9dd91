package org.beibu.model;

import java.util.Optional;

/**
 * What a delay spans. A passive method times the capture point to one host and back: <i>far</i>
 * when the host is the ASEAN one, which is what counts for an {@link AseanRoute}, <i>near</i> when
 * it is the host on the bureau's side.
 */
public enum Metric {
    /** Round-trip delay (RFC 2681) from the capture point to the ASEAN host and back. */
    FAR_ROUND_TRIP(1, "far"),
    /** Round-trip delay from the capture point to the host on the bureau's side and back. */
    NEAR_ROUND_TRIP(2, "near"),
    /** One-way delay (RFC 7679) from Session-Sender to Session-Reflector. */
    FORWARD_ONE_WAY(3, "forward"),
    /** One-way delay from Session-Reflector to Session-Sender. */
    BACKWARD_ONE_WAY(4, "backward"),
    /**
     * IPDV (RFC 3393) of the round trip: by how much the delay of a packet differs from that of the
     * packet sent just before it, whichever way.
     */
    ROUND_TRIP_VARIATION(5, "ipdv"),
    /** By how much both clocks together may be wrong, and with them the one-way delays. */
    CLOCK_ERROR(6, "clock-error"),
    /** Round-trip delay from a source elsewhere to its destination and back, past our capture. */
    END_TO_END_ROUND_TRIP(7, "end-to-end");

    private final int code;
    private final String text;

    Metric(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** Whether it is a round-trip delay, which the fibre floor bounds. */
    public boolean isRoundTrip() {
        return this == FAR_ROUND_TRIP || this == NEAR_ROUND_TRIP;
    }

    /** Whether it belongs to the one-way delays of a path. */
    public boolean isOneWay() {
        return this == FORWARD_ONE_WAY || this == BACKWARD_ONE_WAY || this == CLOCK_ERROR;
    }

    /** The code on disk, 1 to 127; a published code is never given to another metric. */
    public int code() {
        return code;
    }

    /** The metric of a code on disk, empty when a newer writer knows one that we do not. */
    public static Optional<Metric> ofCode(int code) {
        return code > 0 && code <= values().length
                ? Optional.of(values()[code - 1])
                : Optional.empty();
    }

    /**
     * The metric with this name.
     *
     * @throws IllegalArgumentException when no metric has it
     */
    public static Metric parse(String text) {
        for (Metric metric : values()) {
            if (metric.text.equals(text)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("not a metric: '" + text + "'");
    }

    /** The name in outputs, JSON and labels, for example {@code far}. */
    @Override
    public String toString() {
        return text;
    }
}
