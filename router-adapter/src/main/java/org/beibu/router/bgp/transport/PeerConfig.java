package org.beibu.router.bgp.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.beibu.model.Address;
import org.beibu.router.bgp.session.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * A router and how it is reached.
 *
 * @param router its name
 * @param address its address, of which its own connections come too
 * @param port where it listens, 179 by custom
 * @param local the address to connect from, null for the kernel's choice
 * @param protection what packets have to show
 * @param session what the session is made of
 */
public record PeerConfig(
        String router,
        Address address,
        int port,
        @Nullable Address local,
        Protection protection,
        SessionConfig session) {

    public PeerConfig {
        if (local != null && local.isIpv4() != address.isIpv4()) {
            throw new IllegalArgumentException(router + ": " + local + " cannot reach " + address);
        }
    }

    /**
     * What the packets of a session have to show.
     *
     * @param md5 key of the TCP MD5 option, null without
     * @param gtsm whether they must come from the next hop, by a TTL of 255 (RFC 5082)
     */
    public record Protection(@Nullable Md5Key md5, boolean gtsm) {
        /** Nothing. */
        public static final Protection NONE = new Protection(null, false);

        boolean isAny() {
            return md5 != null || gtsm;
        }
    }

    InetSocketAddress remote() {
        return new InetSocketAddress(inet(address), port);
    }

    @Nullable InetSocketAddress from() {
        return local == null ? null : new InetSocketAddress(inet(local), 0);
    }

    /** The same address for the sockets of the JDK and of Netty. */
    static InetAddress inet(Address address) {
        byte[] octets = new byte[address.isIpv4() ? 4 : 16];
        for (int i = 0; i < octets.length; i++) {
            int fromEnd = octets.length - 1 - i;
            long half = fromEnd < 8 ? address.low() : address.high();
            octets[i] = (byte) (half >>> ((fromEnd % 8) * 8));
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 4 and 16 octets are addresses
        }
    }
}
