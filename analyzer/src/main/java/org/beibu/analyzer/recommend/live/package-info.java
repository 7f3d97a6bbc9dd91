/**
 * Recommendations of a running analyzer: minutes of the store in, offers for the router adapter
 * out.
 *
 * <p>Each complete minute of every path is read once, blocks and evidence are made of them, and the
 * plan of each tick becomes offers that are issued again and again while they hold: the router
 * adapter drops an offer that is not renewed. After a restart the last day is read again, so no
 * evidence is kept in a file of its own. It speaks to no router.
 *
 * <p>Thread rule: one agent; what it publishes are values.
 */
@NullMarked
package org.beibu.analyzer.recommend.live;

import org.jspecify.annotations.NullMarked;
