/**
 * How agents run: each on a thread of its own that parks when there is nothing to do, with an error
 * handler that counts every error and logs each kind once.
 *
 * <p>It does not restart anything and knows no daemon. An agent that cannot go on throws {@link
 * org.agrona.concurrent.AgentTerminationException} and its thread ends.
 *
 * <p>Thread rule: {@code start} and {@code close} are called by the thread that wires the daemon.
 */
@NullMarked
package org.beibu.runtime.agents;

import org.jspecify.annotations.NullMarked;
