/**
 * How much the network carries: octets and packets of each AseanRoute, exit, direction and service
 * class, each second of capture time, exact to the packet.
 *
 * <p>Every IP packet with a usable time is counted once, whether its transport could be read or
 * not. Octets are those of the frame on the wire as the capture states them, link layer included,
 * without the frame check sequence.
 *
 * <p>Hot package: nothing is allocated per packet. Thread rule: a {@link
 * org.beibu.probe.traffic.TrafficMeter} belongs to the one thread that feeds it.
 */
@NullMarked
package org.beibu.probe.traffic;

import org.jspecify.annotations.NullMarked;
