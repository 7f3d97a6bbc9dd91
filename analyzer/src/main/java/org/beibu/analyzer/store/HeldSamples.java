package org.beibu.analyzer.store;

import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.runtime.histogram.DelayHistogram;
import org.beibu.runtime.histogram.EncodedHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What a row holds of its samples.
 *
 * @param histogram their delays
 * @param prefixes of how many networks they are
 */
record HeldSamples(EncodedHistogram histogram, PrefixSet prefixes) {

    /** A sum that samples are added to. */
    static final class Sum {
        private final DelayHistogram histogram = new DelayHistogram();
        private final PrefixSet prefixes = PrefixSet.unknown();

        Sum add(DelayHistogram more, PrefixSet morePrefixes) {
            histogram.add(more);
            prefixes.add(morePrefixes);
            return this;
        }

        Sum add(@Nullable HeldSamples more) {
            if (more != null) {
                histogram.add(more.histogram);
                prefixes.add(more.prefixes);
            }
            return this;
        }

        HeldSamples toHeld() {
            return new HeldSamples(histogram.toEncoded(), prefixes);
        }
    }
}
