package org.beibu.probe.datagram;

import java.util.Arrays;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.probe.passive.Mixing;

/**
 * Which STAMP packets belong to sessions of this probe: those from or to one of its addresses and
 * UDP ports. The session times them and names its exit; timed by the capture too they would count
 * twice. Told once the ports are known, read by capture threads.
 */
public final class OwnPackets {
    private volatile long[] ends = {};

    /** Packets from these ports of these addresses are ours, and those back to them. */
    public void sentFrom(List<Integer> ports, List<Address> addresses) {
        long[] sorted =
                ports.stream()
                        .flatMapToLong(
                                port ->
                                        addresses.stream()
                                                .mapToLong(a -> end(a.high(), a.low(), port)))
                        .sorted()
                        .toArray();
        ends = sorted;
    }

    private static long end(long high, long low, int port) {
        return Mixing.fold(high, low) ^ Mixing.spread(port);
    }

    /** Whether this address and port are ours. */
    boolean holds(long high, long low, int port) {
        long[] known = ends;
        return known.length > 0 && Arrays.binarySearch(known, end(high, low, port)) >= 0;
    }
}
