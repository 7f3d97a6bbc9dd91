package org.beibu.runtime.counters;

/** Something that is counted. Implemented by enums only: one for each daemon or shared part. */
public interface Counter {
    /**
     * The name in snake case, without prefix and suffix, for example {@code
     * packets_skipped_truncated}; unique over all enums.
     */
    String label();

    /** One sentence that says what moves the counter. */
    String help();
}
