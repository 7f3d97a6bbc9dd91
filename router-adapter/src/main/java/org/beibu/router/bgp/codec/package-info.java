/**
 * BGP messages on the wire: octets to values and back, with the reactions of RFC 7606.
 *
 * <p>One file per message and per path attribute. Decoders are functions of octets: no I/O, no
 * clock, no state between two messages; what they need to know of the session comes in as a {@link
 * org.beibu.router.bgp.codec.SessionFormat}. Nothing a peer sends makes them throw: a message is
 * good, perhaps with faults that have been dealt with, or it is bad and comes with the NOTIFICATION
 * that answers it. Encoders write one order only, ascending attribute codes.
 *
 * <p>This package does not negotiate, keeps no routes and judges no policy: an AS_PATH with our own
 * AS in it is well formed.
 *
 * <p>Functions and immutable values; any thread.
 */
@NullMarked
package org.beibu.router.bgp.codec;

import org.jspecify.annotations.NullMarked;
