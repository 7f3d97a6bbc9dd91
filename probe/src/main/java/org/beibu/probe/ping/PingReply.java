package org.beibu.probe.ping;

import org.beibu.probe.active.metrics.Arrival;

/**
 * One reply.
 *
 * @param sequence the number of the packet that it answers
 * @param reflectorSequence its own number
 * @param arrival what it was
 * @param octets its UDP payload
 * @param ttl with which it came in, -1 when not known
 * @param senderTtl with which the packet reached the reflector, 255 also when not known
 * @param delayNanos round-trip delay without the time at the reflector; 0 unless timed
 * @param byKernel whether the kernel took both stamps at this end
 * @param tlvs what its TLVs tell, empty without
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
        String tlvs) {}
