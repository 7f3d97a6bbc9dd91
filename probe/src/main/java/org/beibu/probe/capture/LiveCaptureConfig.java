package org.beibu.probe.capture;

/**
 * How a live interface is captured.
 *
 * @param interfaceName the interface, or {@code any} for all of them
 * @param filter a filter in libpcap's language (pcap-filter(7)), run by the kernel; empty = all.
 *     Note that {@code tcp} alone leaves out packets with VLAN tags
 * @param snapLength octets kept of each packet; 128 hold all headers of the usual encapsulations
 * @param bufferLength octets of the kernel's buffer; it absorbs pauses of the process
 * @param promiscuous whether packets for other hosts are taken too (a mirror port needs it)
 * @param threads capture threads among which the kernel divides the packets; each has a buffer
 */
public record LiveCaptureConfig(
        String interfaceName,
        String filter,
        int snapLength,
        int bufferLength,
        boolean promiscuous,
        int threads) {
    private static final int DEFAULT_SNAP_LENGTH = 128;
    private static final int DEFAULT_BUFFER_LENGTH = 64 << 20;
    private static final int SMALLEST_SNAP_LENGTH = 64;
    private static final int LARGEST_SNAP_LENGTH = 262_144;
    private static final int SMALLEST_BUFFER_LENGTH = 1 << 20;

    public LiveCaptureConfig {
        if (interfaceName.isBlank()) {
            throw new IllegalArgumentException("the interface's name is empty");
        }
        if (snapLength < SMALLEST_SNAP_LENGTH || snapLength > LARGEST_SNAP_LENGTH) {
            throw new IllegalArgumentException(
                    "snap length %d: must be %d to %d"
                            .formatted(snapLength, SMALLEST_SNAP_LENGTH, LARGEST_SNAP_LENGTH));
        }
        if (threads < 1 || threads > Fanout.MOST_MEMBERS) {
            throw new IllegalArgumentException(
                    "capture threads must be 1 to " + Fanout.MOST_MEMBERS + ", not " + threads);
        }
        if (bufferLength < SMALLEST_BUFFER_LENGTH) {
            throw new IllegalArgumentException(
                    "buffer of %d octets: must be at least %d"
                            .formatted(bufferLength, SMALLEST_BUFFER_LENGTH));
        }
    }

    /** The defaults: everything, 128 octets of each packet, 64 MiB, promiscuous. */
    public static LiveCaptureConfig of(String interfaceName) {
        return new LiveCaptureConfig(
                interfaceName, "", DEFAULT_SNAP_LENGTH, DEFAULT_BUFFER_LENGTH, true, 1);
    }

    /** The same with so many threads. */
    public LiveCaptureConfig withThreads(int newThreads) {
        return new LiveCaptureConfig(
                interfaceName, filter, snapLength, bufferLength, promiscuous, newThreads);
    }

    /** The same with this filter. */
    public LiveCaptureConfig withFilter(String newFilter) {
        return new LiveCaptureConfig(
                interfaceName, newFilter, snapLength, bufferLength, promiscuous, threads);
    }
}
