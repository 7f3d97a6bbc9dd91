package org.beibu.router.bgp.message;

import org.beibu.model.Address;

/**
 * The name of a candidate path of an SR Policy (RFC 9830 section 2.1).
 *
 * @param distinguisher tells candidate paths of one policy apart, 0 to 4294967295
 * @param color Color, 0 to 4294967295
 * @param endpoint where the policy leads
 */
public record SrPolicyNlri(long distinguisher, long color, Address endpoint) {
    /** The family that it belongs to. */
    public Family family() {
        return endpoint.isIpv4() ? Family.IPV4_SR_POLICY : Family.IPV6_SR_POLICY;
    }
}
