/**
 * The wire formats of STAMP (RFC 8762, RFC 8972) and TWAMP Light: test packets of both roles, open
 * and authenticated, time stamps, Error Estimate, TLVs, keys and their HMAC.
 *
 * <p>Functions of octets: no socket, no schedule, no session. What a Session-Reflector answers is
 * decided in {@code probe.reflector}, what a Session-Sender makes of it in {@code probe.active}.
 *
 * <p>Hot package: flyweights over a buffer in network order, nothing is allocated per packet but
 * what {@code javax.crypto} allocates for an HMAC and what a record says it does.
 *
 * <p>Thread rule: each flyweight belongs to the thread that made it; records and keys are
 * immutable.
 */
@NullMarked
package org.beibu.probe.stamp;

import org.jspecify.annotations.NullMarked;
