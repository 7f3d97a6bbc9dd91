package org.beibu.probe.ping;

import org.beibu.probe.active.metrics.Arrival;

/**
 * One reply.
 *
 * @param sequence the number of the packet that it answers
 * @param reflectorSequence its own number
 * @param arrival what it was
 * @param octets its payload, -1 where there is none
 * @param ttl with which it came in, -1 when not known
 * @param senderTtl with which the packet reached the reflector, 255 also when not known, -1 where
 *     the host runs none
 * @param delayNanos round-trip delay without the time at the reflector; 0 unless timed
 * @param byKernel whether the kernel took both stamps at this end
 * @param tlvs what its TLVs tell, or the answer, such as {@code NXDOMAIN}; empty without
 */
public record PingReply(
        int sequence,
        int reflectorSequence,
        Arrival arrival,
        int octets,
        int ttl,
        int senderTtl,
        long delayNanos,
        boolean byKernel,
        String tlvs) {
    /** The TTL at a reflector where there is none. */
    static final int NO_REFLECTOR = -1;
}
