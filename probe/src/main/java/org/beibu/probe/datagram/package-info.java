/**
 * Passive timing without TCP: QUIC (spin bit and handshake), DNS over UDP, ICMP and ICMPv6 echo,
 * and STAMP or TWAMP test packets that pass the capture point.
 *
 * <p>Hot package: nothing is allocated per packet. Time is capture time only. It knows nothing of
 * AseanRoutes, exits or the journal: it hands each timing to an {@link
 * org.beibu.probe.passive.Emitter}.
 *
 * <p>Thread rule: everything here belongs to the one thread that feeds it.
 */
@NullMarked
package org.beibu.probe.datagram;

import org.jspecify.annotations.NullMarked;
