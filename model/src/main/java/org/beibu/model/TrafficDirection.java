package org.beibu.model;

/** Which way traffic goes, seen from the bureau. */
public enum TrafficDirection {
    /** Towards a host of the AseanRoute. */
    OUTBOUND(1, "outbound"),
    /** From a host of the AseanRoute. */
    INBOUND(2, "inbound"),
    /** Between hosts that no AseanRoute holds. */
    UNKNOWN(3, "unknown");

    private final int code;
    private final String text;

    TrafficDirection(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The code on disk, 1 to 127; a published code is never given to another direction. */
    public int code() {
        return code;
    }

    /**
     * The direction with this name.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static TrafficDirection parse(String text) {
        for (TrafficDirection direction : values()) {
            if (direction.text.equals(text)) {
                return direction;
            }
        }
        throw new IllegalArgumentException("not a direction of traffic: '" + text + "'");
    }

    /** The name in outputs, JSON and labels, for example {@code outbound}. */
    @Override
    public String toString() {
        return text;
    }
}
