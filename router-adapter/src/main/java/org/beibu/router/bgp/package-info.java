/**
 * BGP-4 speaker (RFC 4271) towards named routers, iBGP only.
 *
 * <p>{@code message} holds the values, {@code codec} their octets, {@code session} the state
 * machines as pure functions, {@code transport} sockets, timers and threads. It does not choose
 * routes and does not know why one is announced; a router of another AS is refused.
 *
 * <p>Thread rule: one thread a router owns its session.
 */
@NullMarked
package org.beibu.router.bgp;

import org.jspecify.annotations.NullMarked;
