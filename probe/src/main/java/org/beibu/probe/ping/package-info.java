/**
 * A STAMP ping: one Session-Sender (RFC 8762 4.2) that an operator runs by hand, with a line for
 * each reply and a summary. TWAMP Light reflectors answer it too.
 *
 * <p>It keeps no journal and serves no schedule of the daemon; figures are those of {@code
 * probe.active.metrics}, so both speak of the same things.
 *
 * <p>Thread rule: packets are sent and read on the thread of one {@link
 * org.beibu.probe.udp.UdpLoop}, which also calls the listener; {@link org.beibu.probe.ping.PingRun}
 * is started and closed by another.
 */
@NullMarked
package org.beibu.probe.ping;

import org.jspecify.annotations.NullMarked;
