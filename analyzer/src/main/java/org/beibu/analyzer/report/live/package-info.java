/**
 * Reports of a running or a stopped bureau: opens the store for reading, makes documents, and tells
 * the page's Capacity view as JSON.
 *
 * <p>It adds nothing to what reports say. It reads no clock: whoever asks names the moment.
 *
 * <p>Thread rule: an {@link org.beibu.analyzer.report.live.OpenReports} belongs to one thread at a
 * time and has a connection of its own.
 */
@NullMarked
package org.beibu.analyzer.report.live;

import org.jspecify.annotations.NullMarked;
