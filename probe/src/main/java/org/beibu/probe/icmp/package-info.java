/**
 * ICMP (RFC 792) and ICMPv6 (RFC 4443) as far as probing needs them: error messages with the packet
 * that they quote.
 *
 * <p>Functions of octets and nothing else: no socket, no capture, no clock. Who sent the quoted
 * packet is for the caller to find out by its numbers; an error is never a timing of its target.
 *
 * <p>Thread rule: an {@link org.beibu.probe.icmp.IcmpError} belongs to one thread. Nothing is
 * allocated per message.
 */
@NullMarked
package org.beibu.probe.icmp;

import org.jspecify.annotations.NullMarked;
