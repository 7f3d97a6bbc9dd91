package org.beibu.probe.record;

import org.beibu.model.ClockQuality;

/**
 * How timings become records.
 *
 * @param ipv4PrefixLength how much of an IPv4 host's address leaves the probe
 * @param ipv6PrefixLength how much of an IPv6 host's address leaves the probe
 * @param clockQuality where the capture's time stamps come from
 */
public record RecordingConfig(
        int ipv4PrefixLength, int ipv6PrefixLength, ClockQuality clockQuality) {
    private static final int LONGEST_IPV4 = 32;
    private static final int LONGEST_IPV6 = 128;

    /** /24 and /48, stamps of the kernel. */
    public static final RecordingConfig DEFAULT = new RecordingConfig(24, 48, ClockQuality.KERNEL);

    public RecordingConfig {
        if (ipv4PrefixLength < 0 || ipv4PrefixLength > LONGEST_IPV4) {
            throw new IllegalArgumentException("not an IPv4 prefix length: " + ipv4PrefixLength);
        }
        if (ipv6PrefixLength < 0 || ipv6PrefixLength > LONGEST_IPV6) {
            throw new IllegalArgumentException("not an IPv6 prefix length: " + ipv6PrefixLength);
        }
    }

    /** The same with another origin of the time stamps. */
    public RecordingConfig with(ClockQuality quality) {
        return new RecordingConfig(ipv4PrefixLength, ipv6PrefixLength, quality);
    }
}
