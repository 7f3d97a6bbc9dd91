package org.beibu.analyzer.export;

import org.beibu.analyzer.delay.Series;
import org.beibu.model.Window;

/**
 * The name of one window of one series: what is queued, and what its points are named by.
 *
 * @param series path, method and metric
 * @param window interval and resolution
 */
record WindowKey(Series series, Window window) {}
