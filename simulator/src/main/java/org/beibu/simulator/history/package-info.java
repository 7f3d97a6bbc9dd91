/**
 * A past that never was: a year of traffic and delays of the simulated bureau, with known growth,
 * days, weeks, feasts and incidents, written straight into a store. Reports are shown and tried on
 * it.
 *
 * <p>No packet is made: volumes and timings are drawn from the distributions that the world of
 * packets follows. The same seed and the same end give the same store.
 *
 * <p>Thread rule: everything runs on the thread that asks for a history.
 */
@NullMarked
package org.beibu.simulator.history;

import org.jspecify.annotations.NullMarked;
