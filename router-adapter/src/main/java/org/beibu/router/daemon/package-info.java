/**
 * The router adapter as a daemon: its configuration, what runs on which thread, and its control
 * endpoint.
 *
 * <p>It ties sessions, tables, guardrails and steering together and decides nothing itself. The
 * steering agent alone owns {@link org.beibu.router.steer.Steering}; sessions and HTTP hand it work
 * through a bounded queue.
 *
 * <p>Thread rule: start and close by one thread; each class says the rest.
 */
@NullMarked
package org.beibu.router.daemon;

import org.jspecify.annotations.NullMarked;
