/**
 * The session of BGP-4 (RFC 4271 section 8) as pure functions: from state, event and configuration
 * to the next state and what is to be done. One file for each state, named as in the RFC.
 *
 * <p>A router has two machines, one for the connection that we open and one for the connection that
 * it opens; {@link org.beibu.router.bgp.session.PeerFsm} joins them: collisions (section 6.8, RFC
 * 6286), backoff, damping. What the OPENs agree on is a {@link
 * org.beibu.router.bgp.session.Agreement}. {@link org.beibu.router.bgp.session.Outbound} keeps what
 * is announced on a session, for the order of sending and for ROUTE-REFRESH.
 *
 * <p>There is no socket, clock or thread here; {@code router.bgp.transport} brings them. No route
 * is chosen and no one is kept after a session ends. DelayOpen (section 8.1.1) is absent: its timer
 * never runs.
 *
 * <p>Immutable, any thread, except for {@code Outbound}: owned by the thread of its session.
 */
@NullMarked
package org.beibu.router.bgp.session;

import org.jspecify.annotations.NullMarked;
