/**
 * The embedded store: histograms of every {@link org.beibu.analyzer.delay.Series} in windows of 10
 * s, 1 min, 1 h and 1 day, and how far the journal has been read, committed together so that a
 * crash neither loses nor doubles a sample.
 *
 * <p>SQLite stays inside this package. One process writes; any number may read the file at the same
 * time, each through a store of its own.
 *
 * <p>Thread rule: a store belongs to one thread at a time, except that its methods are synchronized
 * when the class says so; to read while ingest writes, open a second store read-only.
 */
@NullMarked
package org.beibu.analyzer.store;

import org.jspecify.annotations.NullMarked;
