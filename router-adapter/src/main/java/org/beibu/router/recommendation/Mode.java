package org.beibu.router.recommendation;

import java.util.Locale;

/** How far a recommendation may go by itself; the more cautious comes first. */
public enum Mode {
    /** Everything is computed and logged, nothing is sent. */
    SHADOW,
    /** A person releases each recommendation. */
    APPROVE,
    /** Sent as soon as the guardrails allow it. */
    AUTO;

    /**
     * The mode with this name in lower case.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static Mode parse(String text) {
        for (Mode mode : values()) {
            if (mode.toString().equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "mode must be shadow, approve or auto, not '" + text + "'");
    }

    /** The more cautious of the two. */
    public Mode orMoreCautious(Mode other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
