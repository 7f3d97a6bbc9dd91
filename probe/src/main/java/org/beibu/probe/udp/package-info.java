/**
 * UDP sockets that tell what a timing needs: the kernel's time of arrival and departure, TTL,
 * traffic class and the address that a packet came to; and what the kernel says of its clock.
 *
 * <p>On Linux many packets are received and sent by one call of the C library, through JNA, and
 * Netty's epoll event loop wakes the thread (docs/adr/0021-udp-by-the-c-library.md). Elsewhere a
 * NIO channel does it, with stamps of user space and without TTL.
 *
 * <p>It knows nothing of STAMP. Nothing is allocated per packet on Linux.
 *
 * <p>Thread rule: a socket belongs to one thread; that of its {@link org.beibu.probe.udp.UdpLoop}
 * once it is given to one.
 */
@NullMarked
package org.beibu.probe.udp;

import org.jspecify.annotations.NullMarked;
