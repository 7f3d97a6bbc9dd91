package org.beibu.analyzer.detect;

import java.util.Locale;

/** What changed. */
public enum ChangeKind {
    /** The median. */
    LEVEL,
    /** How far round-trip delays scatter about their median. */
    SPREAD,
    /** The share of packets without an answer. */
    LOSS;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
