/**
 * The simulated bureau: its three exits, the catalogue's routes with documentation prefixes in
 * place of the real ones, the round-trip delay of each path, and which impairments there are.
 *
 * <p>Figures are invented: floor times a factor for each path, plus queueing. They say nothing
 * about any real link. Nothing here makes packets (that is {@code simulator.tcp}) or writes octets
 * (that is {@code simulator.wire}).
 *
 * <p>Thread rule: all types are immutable but {@link org.beibu.simulator.bureau.AddedDelays}, which
 * any thread may change while the simulation reads it.
 */
@NullMarked
package org.beibu.simulator.bureau;

import org.jspecify.annotations.NullMarked;
