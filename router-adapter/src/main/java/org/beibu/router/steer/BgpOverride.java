package org.beibu.router.steer;

import org.beibu.model.Address;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.guard.OverrideKey;

/**
 * A route that we announce so that a router takes another exit.
 *
 * @param key router and prefix
 * @param exit name of the exit
 * @param recommendation id of the recommendation that it follows
 * @param nextHop the exit's next hop
 * @param attributes all path attributes, NEXT_HOP among them for IPv4
 */
public record BgpOverride(
        OverrideKey key,
        String exit,
        String recommendation,
        Address nextHop,
        PathAttributes attributes) {

    /** Its family. */
    public Family family() {
        return key.prefix().isIpv4() ? Family.IPV4_UNICAST : Family.IPV6_UNICAST;
    }

    /** For logs and lists: exit, next hop and path. */
    public String summary() {
        return "by "
                + exit
                + ", next hop "
                + nextHop
                + ", AS_PATH "
                + attributes.asPath()
                + ", LOCAL_PREF "
                + attributes.localPref();
    }
}
