/**
 * The analyzer: reads the timing journal at its own pace, keeps the timings as histograms, shows
 * and exports them. AnalyzerMain is the map of the daemon; the packages below hold the parts.
 *
 * <p>It captures no packets and speaks to no router; it can be stopped and restarted at any moment.
 *
 * <p>Thread rule: AnalyzerMain is started and closed by one thread; each part says which thread
 * runs it.
 */
@NullMarked
package org.beibu.analyzer;

import org.jspecify.annotations.NullMarked;
