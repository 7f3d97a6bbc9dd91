package org.beibu.router.bmp.station;

import java.net.InetSocketAddress;
import java.util.Map;
import org.beibu.model.Address;
import org.beibu.router.bmp.BmpSession.Monitored;

/**
 * Where the station listens, and whom it listens to.
 *
 * @param listen address and port; port 0 lets the kernel choose
 * @param routers the routers by the address that they connect from
 */
public record StationConfig(InetSocketAddress listen, Map<Address, Router> routers) {
    public StationConfig {
        routers = Map.copyOf(routers);
    }

    /**
     * A router that may connect.
     *
     * @param name its name, as in the tables
     * @param monitored what is learned from it
     */
    public record Router(String name, Monitored monitored) {}
}
