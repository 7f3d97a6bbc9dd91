package org.beibu.probe.active;

import org.beibu.model.Address;
import org.beibu.model.PathId;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;

/**
 * One active session.
 *
 * @param path the AseanRoute and exit that it measures
 * @param target address of the Session-Reflector
 * @param port its UDP port
 * @param steering what puts its packets onto the exit
 * @param stream when packets leave and how long they are
 * @param keys with any, packets are authenticated
 */
public record SessionConfig(
        PathId path, Address target, int port, Steering steering, Stream stream, KeyRing keys) {
    private static final int HIGHEST_PORT = 65_535;

    public SessionConfig {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is 1 to " + HIGHEST_PORT + ", not " + port);
        }
        Address source = steering.source().orElse(target);
        if (source.isIpv4() != target.isIpv4()) {
            throw new IllegalArgumentException(
                    "not of one address family: " + source + " to " + target);
        }
        int least = mode(keys).length();
        if (stream.octets() != 0 && stream.octets() != least && stream.octets() < least + 4) {
            throw new IllegalArgumentException(
                    "packets have %d octets, or %d and more".formatted(least, least + 4));
        }
    }

    private static PacketMode mode(KeyRing keys) {
        return keys.isEmpty() ? PacketMode.OPEN : PacketMode.AUTHENTICATED;
    }

    /** Open or authenticated. */
    public PacketMode mode() {
        return mode(keys);
    }

    /** The target as it is written. */
    public String targetText() {
        return target.isIpv4() ? target + ":" + port : "[" + target + "]:" + port;
    }
}
