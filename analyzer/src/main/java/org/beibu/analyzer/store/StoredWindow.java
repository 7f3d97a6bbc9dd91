package org.beibu.analyzer.store;

import org.beibu.analyzer.delay.DelayHistogram;
import org.beibu.analyzer.delay.EncodedHistogram;
import org.beibu.model.Window;

/**
 * One window as the store holds it. The histogram stays encoded until somebody asks for it, since a
 * month of minutes is 43,200 of them.
 *
 * @param window when
 * @param encoded what was measured, as octets
 */
public record StoredWindow(Window window, EncodedHistogram encoded) {

    public StoredWindow(Window window, DelayHistogram histogram) {
        this(window, histogram.toEncoded());
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
