/**
 * Simulated segments as octets: Ethernet frames with an 802.1Q tag, IPv4 or IPv6, and TCP with its
 * options and right checksums.
 *
 * <p>Payload is all zeros. Nothing is allocated per frame. Nothing here reads frames; the tests do,
 * with other people's tools.
 *
 * <p>Thread rule: an encoder belongs to the thread that runs the simulation.
 */
@NullMarked
package org.beibu.simulator.wire;

import org.jspecify.annotations.NullMarked;
