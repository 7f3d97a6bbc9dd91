/**
 * Active ICMP echo (RFC 792) and ICMPv6 echo (RFC 4443 4): requests of our own, and the replies
 * that are theirs beyond doubt.
 *
 * <p>Through the kernel's ping sockets, or raw sockets where those are not permitted; departure and
 * arrival are the kernel's times at the socket. It does not time the echoes of others: that is
 * {@code probe.datagram}.
 *
 * <p>Thread rule: a port belongs to the thread of its loop. Nothing is allocated per packet but for
 * ICMP errors.
 */
@NullMarked
package org.beibu.probe.echo;

import org.jspecify.annotations.NullMarked;
