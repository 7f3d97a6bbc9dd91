package org.beibu.router.rib;

/**
 * How much one router's tables may hold. What comes beyond a bound is refused and counted, and the
 * router does not count as completely learned until it starts again.
 *
 * @param maxPaths paths of all peers and sources together
 * @param maxPathsPerPeer paths of one peer, source and family
 * @param maxPathsPerPrefix paths of one prefix, over all peers and sources
 * @param maxAttributeOctets estimated heap of all distinct path attributes, octets
 */
public record RibLimits(
        int maxPaths, int maxPathsPerPeer, int maxPathsPerPrefix, long maxAttributeOctets) {
    /** Six million paths, 1.5 GB of attributes: more than four full tables of a router need. */
    public static final RibLimits DEFAULT = new RibLimits(6_000_000, 2_000_000, 256, 1_500_000_000);

    public RibLimits {
        if (maxPaths < 1
                || maxPathsPerPeer < 1
                || maxPathsPerPrefix < 1
                || maxAttributeOctets < 1) {
            throw new IllegalArgumentException(
                    "bounds of a RIB are positive: %d, %d, %d, %d"
                            .formatted(
                                    maxPaths,
                                    maxPathsPerPeer,
                                    maxPathsPerPrefix,
                                    maxAttributeOctets));
        }
    }
}
