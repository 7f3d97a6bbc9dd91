/**
 * What happened to paths and when: events of any kind and source, and the traces that were made for
 * them. Values only; {@code analyzer.store} keeps them, {@code analyzer.ingest} makes them from the
 * journal and {@code analyzer.web} shows them.
 *
 * <p>Details are a JSON object as text, since each kind has its own and nobody searches in them.
 * Whoever makes an event escapes what needs it.
 *
 * <p>Thread rule: records, immutable.
 */
@NullMarked
package org.beibu.analyzer.events;

import org.jspecify.annotations.NullMarked;
