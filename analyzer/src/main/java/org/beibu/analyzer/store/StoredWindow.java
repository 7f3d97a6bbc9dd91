package org.beibu.analyzer.store;

import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;
import org.beibu.runtime.histogram.EncodedHistogram;

/**
 * One window as the store holds it. The histogram stays encoded until somebody asks for it, since a
 * month of minutes is 43,200 of them.
 *
 * @param window when
 * @param encoded what was measured, as octets
 * @param prefixes of how many networks, as far as it was counted
 * @param withheld there are samples, of too few networks to be shown; the histogram is empty
 */
public record StoredWindow(
        Window window, EncodedHistogram encoded, PrefixSet prefixes, boolean withheld) {

    /** A window of which nothing is hidden. */
    public StoredWindow(Window window, EncodedHistogram encoded, PrefixSet prefixes) {
        this(window, encoded, prefixes, false);
    }

    /** A window whose prefixes were not counted. */
    public StoredWindow(Window window, EncodedHistogram encoded) {
        this(window, encoded, PrefixSet.unknown());
    }

    public StoredWindow(Window window, DelayHistogram histogram) {
        this(window, histogram.toEncoded());
    }

    /** A window of which nothing may be shown but that it is there. */
    public static StoredWindow withheld(Window window) {
        return new StoredWindow(
                window, new DelayHistogram().toEncoded(), PrefixSet.unknown(), true);
    }

    /** The histogram, decoded anew at each call: keep it. */
    public DelayHistogram histogram() {
        return encoded.decode();
    }

    /** Number of samples. */
    public long count() {
        return encoded.count();
    }
}
