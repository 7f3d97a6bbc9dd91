/**
 * The Session-Reflector of STAMP (RFC 8762 4.3, RFC 8972), which answers TWAMP Light senders too:
 * who is answered, what the answer is, and the STAMP sessions of a stateful reflector.
 *
 * <p>It never sends more than it was sent, but for the base packet that answers a shorter one, and
 * never to anybody but the source. It knows no schedule and keeps no figures but counters.
 *
 * <p>Hot package: nothing is allocated per packet but by {@code javax.crypto} and for a new
 * session.
 *
 * <p>Thread rule: everything belongs to the thread of one {@link org.beibu.probe.udp.UdpLoop}; only
 * {@link org.beibu.probe.reflector.Reflector} is called from others.
 */
@NullMarked
package org.beibu.probe.reflector;

import org.jspecify.annotations.NullMarked;
