/**
 * A statistical world: what a probe of a path would see, drawn from distributions, for replaying
 * weeks of probing in seconds with the truth beside it. Packets, queues and routers themselves are
 * simulated in {@code simulator.tcp}.
 *
 * <p>Owned by the thread that replays; a seed gives the same world everywhere.
 */
@NullMarked
package org.beibu.simulator.world;

import org.jspecify.annotations.NullMarked;
