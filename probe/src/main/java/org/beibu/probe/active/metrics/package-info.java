/**
 * What the packets and replies of one active session tell: round-trip delay (RFC 2681), one-way
 * delays (RFC 7679) where the clocks permit them, loss (RFC 6673, RFC 7680) with its direction
 * where the reflector numbers its answers, duplicates (RFC 5560), reordering (RFC 4737), IPDV (RFC
 * 3393), PDV (RFC 5481) and loss episodes (RFC 3357). Registered names come from RFC 8912.
 *
 * <p>No socket, no clock, no schedule: functions of numbers and time stamps. A packet is judged
 * once, when the loss threshold after its sending is over; then it is counted as received or lost
 * with all that is known of it, so that in every window {@code sent = received + lost}.
 *
 * <p>Thread rule: everything belongs to the thread of the session.
 */
@NullMarked
package org.beibu.probe.active.metrics;

import org.jspecify.annotations.NullMarked;
