/**
 * The page, the JSON API, the live events and the Prometheus metrics, served by Vert.x Web on
 * Netty.
 *
 * <p>{@link org.beibu.analyzer.web.RoutesView} turns a live snapshot or the store into the rows
 * that both the page and {@code beibu routes} show, so that both show the same figures. This
 * package measures nothing, stores nothing and changes nothing, but for the simulated exits of the
 * demo. Page sources live in the dashboards module and are read from the class path.
 *
 * <p>Thread rule: one event loop owns requests and streams; the store is read on one worker thread;
 * snapshots arrive from the ingest thread and are handed to the event loop.
 */
@NullMarked
package org.beibu.analyzer.web;

import org.jspecify.annotations.NullMarked;
