package org.beibu.probe.active;

import org.beibu.model.Address;
import org.beibu.model.Method;
import org.beibu.model.PathId;
import org.beibu.probe.echo.EchoPort;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;

/**
 * One active session.
 *
 * @param path the AseanRoute and exit that it measures
 * @param target address of whom it asks
 * @param port UDP or TCP port there, 0 with ICMP
 * @param steering what puts its packets onto the exit
 * @param stream when packets leave and how long they are
 * @param asking what it asks
 */
public record SessionConfig(
        PathId path, Address target, int port, Steering steering, Stream stream, Asking asking) {
    private static final int HIGHEST_PORT = 65_535;

    public SessionConfig {
        boolean portless = asking.method() == SessionMethod.ICMP_ECHO;
        if (portless != (port == 0) || port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    portless
                            ? "ICMP has no ports: " + port
                            : "a port is 1 to " + HIGHEST_PORT + ", not " + port);
        }
        if (isMulticast(target)) {
            throw new IllegalArgumentException("not one host but a group: " + target);
        }
        Address source = steering.source().orElse(target);
        if (source.isIpv4() != target.isIpv4()) {
            throw new IllegalArgumentException(
                    "not of one address family: " + source + " to " + target);
        }
        checkOctets(asking, stream.octets());
    }

    /** A session of STAMP test packets. */
    public SessionConfig(
            PathId path, Address target, int port, Steering steering, Stream stream, KeyRing keys) {
        this(path, target, port, steering, stream, new Asking.Stamp(keys));
    }

    /** 224.0.0.0/4 or ff00::/8: one packet would be answered by many. */
    private static boolean isMulticast(Address address) {
        return address.isIpv4()
                ? (address.low() & 0xf000_0000L) == 0xe000_0000L
                : address.high() >>> 56 == 0xff;
    }

    private static void checkOctets(Asking asking, int octets) {
        if (octets == 0) {
            return;
        }
        switch (asking.method()) {
            case STAMP -> {
                int least = mode(asking.keys()).length();
                if (octets != least && octets < least + 4) {
                    throw new IllegalArgumentException(
                            "packets have %d octets, or %d and more".formatted(least, least + 4));
                }
            }
            case ICMP_ECHO -> {
                if (octets < EchoPort.LEAST_DATA) {
                    throw new IllegalArgumentException(
                            "echo requests have %d octets of data and more"
                                    .formatted(EchoPort.LEAST_DATA));
                }
            }
            case DNS, TCP_CONNECT ->
                    throw new IllegalArgumentException(
                            "the length of " + asking.method() + " packets cannot be chosen");
        }
    }

    private static PacketMode mode(KeyRing keys) {
        return keys.isEmpty() ? PacketMode.OPEN : PacketMode.AUTHENTICATED;
    }

    /** Open or authenticated. */
    public PacketMode mode() {
        return mode(asking.keys());
    }

    /** The keys of authenticated packets. */
    public KeyRing keys() {
        return asking.keys();
    }

    /** Whether it sends test packets of STAMP. */
    public boolean isStamp() {
        return asking.method() == SessionMethod.STAMP;
    }

    /** The method of its timings. */
    public Method method() {
        return asking.method().timing(target.isIpv4());
    }

    /** The target as it is written. */
    public String targetText() {
        if (port == 0) {
            return target.toString();
        }
        return target.isIpv4() ? target + ":" + port : "[" + target + "]:" + port;
    }
}
