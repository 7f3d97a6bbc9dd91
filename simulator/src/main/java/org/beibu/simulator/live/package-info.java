/**
 * The simulated bureau in real time, as a packet source for a probe.
 *
 * <p>The same connections, frames and delays as in a file; only the clock decides when each packet
 * is due. Delays are those of the world, not of this process: a pause here delays the hand-over,
 * not the capture times.
 *
 * <p>Thread rule: the source belongs to the thread that polls it; the added delays may be changed
 * by any thread.
 */
@NullMarked
package org.beibu.simulator.live;

import org.jspecify.annotations.NullMarked;
