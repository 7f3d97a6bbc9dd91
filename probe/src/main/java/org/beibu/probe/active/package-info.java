/**
 * The Session-Sender of STAMP (RFC 8762 4.2) for many sessions: which packets leave when, and what
 * their replies say. TWAMP Light reflectors answer it too.
 *
 * <p>Packets leave by the schedule alone, periodic with a random phase (RFC 3432) or at random
 * times (RFC 2330 11.1.3); a reply never moves one. Departure and return are timed by the kernel at
 * the socket, with the clock that stamps captured packets, so a pause of this process shows in the
 * lateness of packets and not in their delays.
 *
 * <p>It writes no journal and knows no AseanRoute but by name. The figures are made in {@code
 * probe.active.metrics}.
 *
 * <p>Thread rule: everything belongs to the thread of one {@link org.beibu.probe.udp.UdpLoop}; only
 * {@link org.beibu.probe.active.SessionSender} is called from others. Nothing is allocated per
 * packet but by {@code javax.crypto}.
 */
@NullMarked
package org.beibu.probe.active;

import org.jspecify.annotations.NullMarked;
