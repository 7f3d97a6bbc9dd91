package org.beibu.router.bgp.message;

/**
 * A large community (RFC 8092), three numbers of 32 bits.
 *
 * @param global Global Administrator, an AS number
 * @param first Local Data Part 1
 * @param second Local Data Part 2
 */
public record LargeCommunity(long global, long first, long second) {
    @Override
    public String toString() {
        return global + ":" + first + ":" + second;
    }
}
