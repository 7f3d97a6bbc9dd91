/**
 * Sends latency windows to InfluxDB through its Java client: a summary (count, percentiles) of each
 * 10 s and 1 min window, and the counts of log-spaced delay bands of each 1 min window.
 *
 * <p>Only the names of changed windows are queued; their histograms are read from the store when
 * they are sent. So the queue is small, a window that changes again is sent again with its final
 * value, and whatever did not fit or was not confirmed before a stop is found in the store and sent
 * later. A point is named by measurement, tags and window start: sending it twice changes nothing.
 *
 * <p>It does not create databases, does not export hour and day windows (InfluxDB can group them),
 * and is never on the way of a timing: it has a thread of its own, named {@code influx-export}, and
 * the ingest thread only hands it names.
 */
@NullMarked
package org.beibu.analyzer.export;

import org.jspecify.annotations.NullMarked;
