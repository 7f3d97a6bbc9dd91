package org.beibu.probe.ping;

import org.beibu.probe.active.Asking;
import org.beibu.probe.udp.Destination;

/**
 * A ping of a host that runs no Session-Reflector.
 *
 * @param asking what it is asked
 * @param target the host, and how packets get there
 * @param way what else decides about their way; connects know no interface
 * @param octets of ICMP data, 0 for as many as needed
 * @param pace how many, and when
 */
public record QuestionPing(
        Asking asking, Destination target, PingConfig.Way way, int octets, PingConfig.Pace pace) {}
