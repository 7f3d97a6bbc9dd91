package org.beibu.probe.record;

import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.model.TimingSample;
import org.beibu.runtime.journal.TimingRecord;
import org.jspecify.annotations.Nullable;

/** What leaves the probe of a host's address: its prefix, or the prefix's pseudonym. */
final class HostPrefixes {
    private static final int IPV4_MAPPED_BITS = 96;

    private final RecordingConfig config;
    private final @Nullable Pseudonyms pseudonyms;

    HostPrefixes(RecordingConfig config) {
        this.config = config;
        pseudonyms =
                config.pseudonyms()
                        .map(
                                key ->
                                        new Pseudonyms(
                                                key,
                                                config.ipv4PrefixLength(),
                                                config.ipv6PrefixLength()))
                        .orElse(null);
    }

    /** Puts it into the record, and says by the flag which of the two it is. */
    void put(long high, long low, TimingRecord record) {
        record.flags(pseudonyms == null ? 0 : TimingSample.PSEUDONYM);
        boolean ipv4 = Address.isIpv4(high, low);
        int length = ipv4 ? config.ipv4PrefixLength() : config.ipv6PrefixLength();
        if (pseudonyms == null) {
            int bits = ipv4 ? length + IPV4_MAPPED_BITS : length;
            record.prefix(Prefix.maskHigh(high, bits), Prefix.maskLow(low, bits), length);
        } else if (ipv4) {
            record.prefix(0, Address.ipv4Low(pseudonyms.ipv4((int) low)), length);
        } else {
            record.prefix(pseudonyms.ipv6High(high), 0, length);
        }
    }
}
