package org.beibu.analyzer.store;

import org.beibu.analyzer.delay.Series;

/**
 * A window that a commit has changed, as it stands after the commit (the whole window, not what the
 * commit added).
 *
 * @param series whose window it is
 * @param stored window and histogram
 */
public record CommittedWindow(Series series, StoredWindow stored) {}
