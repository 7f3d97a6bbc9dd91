/**
 * UDP sockets that tell what a timing needs: the kernel's time of arrival and departure, TTL,
 * traffic class and the address that a packet came to; and what the kernel says of its clock.
 *
 * <p>On Linux many packets are received and sent by one call of the C library, through JNA, and
 * Netty's epoll event loop wakes the thread (docs/adr/0021-udp-by-the-c-library.md). Elsewhere a
 * NIO channel does it, with stamps of user space and without TTL.
 *
 * <p>ICMP echo goes over the same calls, with ping or raw sockets; ICMP errors come from the error
 * queue. TCP connects are made by the C library too: a Netty channel for each would give neither a
 * mark nor TCP_INFO, and cost ten objects. Netty's loop tells what became of each.
 *
 * <p>It knows nothing of STAMP. Nothing is allocated per packet on Linux, but for connects.
 *
 * <p>Thread rule: a socket belongs to one thread; that of its {@link org.beibu.probe.udp.UdpLoop}
 * once it is given to one.
 */
@NullMarked
package org.beibu.probe.udp;

import org.jspecify.annotations.NullMarked;
