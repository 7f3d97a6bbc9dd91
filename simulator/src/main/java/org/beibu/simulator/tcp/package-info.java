/**
 * TCP connections through the simulated bureau, segment by segment (RFC 9293, RFC 7323, RFC 2018),
 * and the truth about their delays as the capture point between the two hosts must see it.
 *
 * <p>Hosts here do what matters for timing: handshake, data both ways, delayed ACKs, SACK,
 * retransmission by timeout and by three duplicate ACKs, keep-alive, FIN and RST. Congestion
 * control is a growing window and nothing more. Sequence numbers and timestamps are unwrapped
 * longs; only the octets on the wire wrap. Nothing here knows octets or files, and nothing here
 * uses the probe: {@link org.beibu.simulator.tcp.Truth} follows the objects that were made, not
 * what was decoded.
 *
 * <p>Thread rule: everything belongs to the one thread that runs the timeline.
 */
@NullMarked
package org.beibu.simulator.tcp;

import org.jspecify.annotations.NullMarked;
