package org.beibu.analyzer.loss;

import org.beibu.model.Window;

/**
 * What became of the packets of one series that were sent in one window.
 *
 * @param series path, method and way
 * @param window when they were sent
 * @param counts what became of them
 */
public record LossWindow(LossSeries series, Window window, LossCounts counts) {}
