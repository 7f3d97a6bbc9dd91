package org.beibu.probe.reflector;

import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.model.PrefixTable;
import org.beibu.probe.udp.Datagram;
import org.jspecify.annotations.Nullable;

/** Who is answered at all. A function of addresses and ports. */
final class SourceGuard {
    private static final long MULTICAST_IPV4 = 0xe;
    private static final int MULTICAST_IPV6 = 0xff;
    private static final long BROADCAST = Address.ipv4Low(-1);
    private static final long UNSPECIFIED_IPV4 = Address.ipv4Low(0);

    private final PrefixTable allowed;

    SourceGuard(List<Prefix> allow) {
        allowed = PrefixTable.of(List.of(allow));
    }

    /** Why the source of this datagram is not answered, null when it is. */
    @Nullable ReflectorCounter refusal(Datagram datagram) {
        long high = datagram.sourceHigh();
        long low = datagram.sourceLow();
        if (datagram.sourcePort() == 0
                || isNoHost(high, low)
                || isMulticast(datagram.destinationHigh(), datagram.destinationLow())
                || datagram.destinationLow() == BROADCAST
                || isOurselves(datagram)) {
            return ReflectorCounter.REFUSED_SPOOFED;
        }
        return allowed.lookup(high, low) == PrefixTable.NONE
                ? ReflectorCounter.REFUSED_SOURCE
                : null;
    }

    private static boolean isNoHost(long high, long low) {
        boolean unspecified = high == 0 && (low == 0 || low == UNSPECIFIED_IPV4);
        return unspecified || isMulticast(high, low) || (high == 0 && low == BROADCAST);
    }

    private static boolean isMulticast(long high, long low) {
        return Address.isIpv4(high, low)
                ? (low >>> 28 & 0xf) == MULTICAST_IPV4
                : high >>> 56 == MULTICAST_IPV6;
    }

    private static boolean isOurselves(Datagram datagram) {
        return datagram.sourcePort() == datagram.destinationPort()
                && datagram.sourceLow() == datagram.destinationLow()
                && datagram.sourceHigh() == datagram.destinationHigh();
    }
}
