/**
 * Active DNS (RFC 1035) over UDP: queries of our own, and the responses that are theirs by server,
 * port, id and question. NXDOMAIN and REFUSED are answers as good as any: what is timed is the
 * server's reaction, and its search where it has to.
 *
 * <p>Nothing of an answer is read behind its question. It does not time the queries of others: that
 * is {@code probe.datagram}.
 *
 * <p>Thread rule: a port belongs to the thread of its loop. Nothing is allocated per packet but for
 * ICMP errors.
 */
@NullMarked
package org.beibu.probe.dns;

import org.jspecify.annotations.NullMarked;
