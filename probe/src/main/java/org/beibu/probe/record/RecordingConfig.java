package org.beibu.probe.record;

import java.util.Optional;
import org.beibu.model.ClockQuality;

/**
 * How timings become records. No more of an address leaves the probe than these prefixes, whatever
 * the configuration says.
 *
 * @param ipv4PrefixLength how much of an IPv4 host's address leaves the probe, at most /24
 * @param ipv6PrefixLength how much of an IPv6 host's address leaves the probe, at most /48
 * @param pseudonyms the key of the pseudonyms that stand in for the prefixes; empty for the
 *     prefixes themselves
 * @param clockQuality where the capture's time stamps come from
 */
public record RecordingConfig(
        int ipv4PrefixLength,
        int ipv6PrefixLength,
        Optional<PseudonymKey> pseudonyms,
        ClockQuality clockQuality) {
    /** The longest prefix of an IPv4 host that may leave the probe. */
    public static final int LONGEST_IPV4 = 24;

    /** The longest prefix of an IPv6 host that may leave the probe. */
    public static final int LONGEST_IPV6 = 48;

    /** /24 and /48, truncated, stamps of the kernel. */
    public static final RecordingConfig DEFAULT =
            new RecordingConfig(LONGEST_IPV4, LONGEST_IPV6, Optional.empty(), ClockQuality.KERNEL);

    public RecordingConfig {
        if (ipv4PrefixLength < 0 || ipv4PrefixLength > LONGEST_IPV4) {
            throw new IllegalArgumentException(
                    "an IPv4 host is recorded as a prefix of at most /24: " + ipv4PrefixLength);
        }
        if (ipv6PrefixLength < 0 || ipv6PrefixLength > LONGEST_IPV6) {
            throw new IllegalArgumentException(
                    "an IPv6 host is recorded as a prefix of at most /48: " + ipv6PrefixLength);
        }
    }

    /** The same with another origin of the time stamps. */
    public RecordingConfig with(ClockQuality quality) {
        return new RecordingConfig(ipv4PrefixLength, ipv6PrefixLength, pseudonyms, quality);
    }

    /** The same with pseudonyms of this key. */
    public RecordingConfig with(PseudonymKey key) {
        return new RecordingConfig(
                ipv4PrefixLength, ipv6PrefixLength, Optional.of(key), clockQuality);
    }
}
