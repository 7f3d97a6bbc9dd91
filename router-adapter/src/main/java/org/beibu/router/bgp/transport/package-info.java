/**
 * BGP sessions over TCP: opening and accepting connections, TCP MD5 (RFC 2385), GTSM (RFC 5082),
 * framing, timers, and the thread of each router.
 *
 * <p>{@link org.beibu.router.bgp.transport.BgpTransport} is the way in. What is to be done is
 * decided in {@code router.bgp.session}; here it is done. Netty's epoll transport serves on Linux;
 * elsewhere NIO, which can protect no session and refuses those that want it.
 *
 * <p>Memory is bounded: one read buffer a connection, two connections a router, routes up to the
 * bound of each session, and sends up to a bound. A listener that is slow keeps its router's socket
 * unread.
 *
 * <p>Thread rule: one thread a router owns its connections, its state and its outbound routes; one
 * accepts; the watchdog's closes the sockets of a thread that stalls.
 */
@NullMarked
package org.beibu.router.bgp.transport;

import org.jspecify.annotations.NullMarked;
