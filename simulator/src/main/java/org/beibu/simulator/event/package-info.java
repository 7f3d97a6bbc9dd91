/**
 * The ground of the simulation: a queue of events ordered by time, timers over it, and chance that
 * depends on the seed only.
 *
 * <p>Times are epoch nanoseconds of the simulated world; no clock is read here. The same seed gives
 * the same events on every machine and JDK, therefore nothing here uses the JDK's random
 * generators, whose algorithms may change.
 *
 * <p>Thread rule: all objects belong to the one thread that runs the timeline.
 */
@NullMarked
package org.beibu.simulator.event;

import org.jspecify.annotations.NullMarked;
