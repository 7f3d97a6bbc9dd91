package org.beibu.router.bgp.message;

/**
 * An address family with its subsequent address family (RFC 4760).
 *
 * @param afi Address Family Identifier, 0 to 65535
 * @param safi Subsequent Address Family Identifier, 0 to 255
 */
public record Family(int afi, int safi) implements Comparable<Family> {
    /** IPv4 unicast. */
    public static final Family IPV4_UNICAST = new Family(1, 1);

    /** IPv6 unicast. */
    public static final Family IPV6_UNICAST = new Family(2, 1);

    /** SR Policy for IPv4 endpoints (RFC 9830). */
    public static final Family IPV4_SR_POLICY = new Family(1, 73);

    /** SR Policy for IPv6 endpoints (RFC 9830). */
    public static final Family IPV6_SR_POLICY = new Family(2, 73);

    public Family {
        if (afi < 0 || afi > 0xffff || safi < 0 || safi > 0xff) {
            throw new IllegalArgumentException("no such family: " + afi + "/" + safi);
        }
    }

    /** Whether the NLRI of this family are plain prefixes that this project handles. */
    public boolean isUnicast() {
        return safi == 1 && (afi == 1 || afi == 2);
    }

    @Override
    public int compareTo(Family other) {
        return afi != other.afi
                ? Integer.compare(afi, other.afi)
                : Integer.compare(safi, other.safi);
    }

    @Override
    public String toString() {
        return afi + "/" + safi;
    }
}
