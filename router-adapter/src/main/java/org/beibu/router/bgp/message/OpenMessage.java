package org.beibu.router.bgp.message;

import java.util.List;
import org.beibu.model.Address;

/**
 * OPEN (RFC 4271 section 4.2, RFC 5492, RFC 9072).
 *
 * @param asNumber the speaker's AS, from the capability of four octets where that was sent
 * @param holdSeconds Hold Time proposed, 0 or 3 to 65535
 * @param bgpId BGP Identifier, written as an IPv4 address
 * @param capabilities in the order received
 */
public record OpenMessage(
        long asNumber, int holdSeconds, Address bgpId, List<Capability> capabilities)
        implements BgpMessage {

    /** The AS number that stands in two octets for one that needs four (RFC 6793). */
    public static final int AS_TRANS = 23456;

    public OpenMessage {
        capabilities = List.copyOf(capabilities);
    }
}
