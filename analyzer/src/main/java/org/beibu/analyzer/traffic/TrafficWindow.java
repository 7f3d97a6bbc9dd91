package org.beibu.analyzer.traffic;

import org.beibu.model.Window;

/**
 * What one series carried in one window.
 *
 * @param series path, direction and class
 * @param window when
 * @param volume how much; what was not captured is not in it
 */
public record TrafficWindow(TrafficSeries series, Window window, TrafficVolume volume) {}
