package org.beibu.probe.udp;

import org.beibu.model.Address;
import org.jspecify.annotations.Nullable;

/**
 * Where datagrams go and how.
 *
 * @param address where to
 * @param port the port there, 0 with ICMP echo
 * @param source the address they come from, null for what the system chooses
 * @param trafficClass DSCP and ECN
 */
public record Destination(Address address, int port, @Nullable Address source, int trafficClass) {
    private static final int HIGHEST_PORT = 65_535;

    public Destination {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is 0 to " + HIGHEST_PORT + ", not " + port);
        }
        if (source != null && source.isIpv4() != address.isIpv4()) {
            throw new IllegalArgumentException(
                    "not of one address family: " + source + " to " + address);
        }
        if (trafficClass < 0 || trafficClass > 0xff) {
            throw new IllegalArgumentException("a traffic class is 0 to 255: " + trafficClass);
        }
    }
}
