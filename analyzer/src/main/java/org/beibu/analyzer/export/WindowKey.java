package org.beibu.analyzer.export;

import org.beibu.analyzer.delay.Series;
import org.beibu.model.Window;

/**
 * The name of one window: what is queued, and what its points are named by.
 *
 * @param subject the series, or traffic
 * @param window interval and resolution
 */
record WindowKey(Subject subject, Window window) {

    /** A window of a series of delays. */
    WindowKey(Series series, Window window) {
        this(new Subject.Delays(series), window);
    }
}
