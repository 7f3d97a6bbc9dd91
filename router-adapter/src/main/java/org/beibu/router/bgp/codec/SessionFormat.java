package org.beibu.router.bgp.codec;

import java.util.Set;
import org.beibu.router.bgp.message.Family;

/**
 * What two speakers have agreed on that changes how octets are read.
 *
 * @param fourOctetAs whether AS numbers take four octets in AS_PATH and AGGREGATOR (RFC 6793)
 * @param addPathReceive families whose NLRI come to us with path identifiers (RFC 7911)
 * @param addPathSend families whose NLRI leave us with path identifiers
 * @param extendedMessages whether UPDATE, NOTIFICATION and ROUTE-REFRESH may have up to 65,535
 *     octets (RFC 8654)
 */
public record SessionFormat(
        boolean fourOctetAs,
        Set<Family> addPathReceive,
        Set<Family> addPathSend,
        boolean extendedMessages) {
    /** Before the OPEN messages are known; they and what may come before them read the same. */
    public static final SessionFormat UNKNOWN = new SessionFormat(false, Set.of(), Set.of(), false);

    /** Four-octet AS numbers and nothing else: what routers of today agree on at least. */
    public static final SessionFormat FOUR_OCTET_AS =
            new SessionFormat(true, Set.of(), Set.of(), false);

    public SessionFormat {
        addPathReceive = Set.copyOf(addPathReceive);
        addPathSend = Set.copyOf(addPathSend);
    }

    /** The longest message of this session, in octets. */
    public int longestMessage() {
        return extendedMessages ? BgpHeader.LONGEST_EXTENDED : BgpHeader.LONGEST;
    }
}
