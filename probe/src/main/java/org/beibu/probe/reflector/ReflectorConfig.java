package org.beibu.probe.reflector;

import java.util.List;
import org.beibu.model.Prefix;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;

/**
 * A Session-Reflector.
 *
 * @param listen where it listens; nowhere, and there is none
 * @param keys its keys: authenticated packets need one; in open mode they are for HMAC TLVs only
 * @param allow sources that are answered
 * @param policy how they are answered
 * @param limits its bounds
 */
public record ReflectorConfig(
        List<ListenAddress> listen,
        KeyRing keys,
        List<Prefix> allow,
        ReflectorPolicy policy,
        ReflectorLimits limits) {
    /** All sources. */
    public static final List<Prefix> ANY_SOURCE =
            List.of(Prefix.parse("0.0.0.0/0"), Prefix.parse("::/0"));

    public ReflectorConfig {
        listen = List.copyOf(listen);
        allow = List.copyOf(allow);
        if (policy.mode() == PacketMode.AUTHENTICATED && keys.isEmpty()) {
            throw new IllegalArgumentException("authenticated packets need a key");
        }
    }

    /** An open reflector that answers everybody. */
    public static ReflectorConfig at(ListenAddress... addresses) {
        return new ReflectorConfig(
                List.of(addresses),
                KeyRing.NONE,
                ANY_SOURCE,
                ReflectorPolicy.DEFAULT,
                ReflectorLimits.DEFAULT);
    }

    /** The same for authenticated packets with these keys. */
    public ReflectorConfig authenticated(KeyRing newKeys) {
        ReflectorPolicy signed = policy.with(PacketMode.AUTHENTICATED);
        return new ReflectorConfig(listen, newKeys, allow, signed, limits);
    }

    /** The same for open packets, in which these keys may have signed the TLVs. */
    public ReflectorConfig open(KeyRing newKeys) {
        return new ReflectorConfig(listen, newKeys, allow, policy.with(PacketMode.OPEN), limits);
    }

    /** The same with another policy. */
    public ReflectorConfig with(ReflectorPolicy newPolicy) {
        return new ReflectorConfig(listen, keys, allow, newPolicy, limits);
    }

    /** The same with other bounds. */
    public ReflectorConfig with(ReflectorLimits newLimits) {
        return new ReflectorConfig(listen, keys, allow, policy, newLimits);
    }

    /** The same with other sources. */
    public ReflectorConfig allowing(List<Prefix> sources) {
        return new ReflectorConfig(listen, keys, sources, policy, limits);
    }
}
