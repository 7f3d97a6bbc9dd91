package org.beibu.analyzer.ingest;

import org.beibu.analyzer.delay.PrefixHasher;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.runtime.journal.TimingRecord;

/**
 * Counts the networks of each window up to a limit, for the publication rule. A network is a prefix
 * as the probe wrote it (/24 and /48 by default).
 */
final class PrefixCounting {
    private final PrefixHasher hasher = PrefixHasher.random();
    private final int limit;

    /** Counting up to a limit, 0 for no counting at all. */
    PrefixCounting(int limit) {
        this.limit = limit;
    }

    /** The set of a new window. */
    PrefixSet newSet() {
        return limit == 0 ? PrefixSet.unknown() : new PrefixSet(limit, hasher.keyId());
    }

    /** Counts a timing in; costs nothing once the limit is reached. */
    void count(TimingRecord timing, PrefixSet set) {
        if (!set.isFull()) {
            set.add(hasher.hash(timing.prefixHigh(), timing.prefixLow(), timing.prefixLength()));
        }
    }
}
