package org.beibu.router.guard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.beibu.model.Prefix;

/**
 * Address space that is no destination in the Internet (RFC 6890 and the registries that it made).
 * Some of it is in use inside networks and laboratories: an operator who allows exactly such space,
 * and not just a block around it, means it.
 */
final class Bogons {
    /** Not to be routed by anybody. */
    private static final List<Prefix> NEVER =
            prefixes(
                    "0.0.0.0/8 127.0.0.0/8 169.254.0.0/16 224.0.0.0/4 240.0.0.0/4 ::/8 fe80::/10"
                            + " ff00::/8");

    /** Routed inside networks at most. */
    private static final List<Prefix> UNLESS_NAMED =
            prefixes(
                    "10.0.0.0/8 100.64.0.0/10 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24"
                            + " 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24"
                            + " 203.0.113.0/24 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32"
                            + " 2002::/16 3fff::/20 5f00::/16 fc00::/7");

    private static final Prefix GLOBAL_UNICAST = Prefix.parse("2000::/3");

    private Bogons() {}

    private static List<Prefix> prefixes(String text) {
        return Stream.of(text.split(" ")).map(Prefix::parse).toList();
    }

    /** Whether the first prefix lies inside the second or is the same. */
    static boolean isInside(Prefix inner, Prefix outer) {
        return outer.mappedLength() <= inner.mappedLength()
                && outer.contains(inner.high(), inner.low());
    }

    /** What is wrong with a prefix that this entry of the allow-list holds. */
    static Optional<String> check(Prefix prefix, Prefix allowed) {
        for (Prefix never : NEVER) {
            if (isInside(prefix, never) || isInside(never, prefix)) {
                return Optional.of(prefix + " is never routed: " + never);
            }
        }
        for (Prefix special : UNLESS_NAMED) {
            boolean named = isInside(allowed, special);
            if (!named && (isInside(prefix, special) || isInside(special, prefix))) {
                return Optional.of(prefix + " is a bogon: " + special);
            }
            if (named && isInside(prefix, special)) {
                return Optional.empty();
            }
        }
        return prefix.isIpv4() || isInside(prefix, GLOBAL_UNICAST)
                ? Optional.empty()
                : Optional.of(prefix + " is outside of " + GLOBAL_UNICAST);
    }
}
