/**
 * BMP (RFC 7854, Adj-RIB-Out by RFC 8671, Loc-RIB by RFC 9069, Peer Up TLVs by RFC 9736): octets to
 * messages, and messages to the tables of {@code router.rib}. It sends nothing: BMP has no messages
 * to a router.
 *
 * <p>What is out of order: anything before Initiation, another version and an impossible length end
 * the session. A message of a peer that is not up is counted and ignored, since routers send some
 * around a Peer Down; a malformed message that the tables do not need is counted and ignored, since
 * the next one is found. An UPDATE that would reset a BGP session, or a malformed Peer Up, gives up
 * its peer until the next Peer Up: a withdrawal may be lost, and a path that is not there is worse
 * than one too few.
 *
 * <p>Thread rule: decoders are functions; a {@link org.beibu.router.bmp.BmpSession} belongs to the
 * thread of its connection.
 */
@NullMarked
package org.beibu.router.bmp;

import org.jspecify.annotations.NullMarked;
