package org.beibu.probe.capture;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Functions of libpcap, mapped with primitive longs only: no Structure, no allocation. Calling it
 * so costs 3 times a C loop, where the library's own packet methods cost 15 to 110 times.
 */
final class NativePcap {
    static {
        Native.register(NativePcap.class, NativeLibrary.getInstance("pcap"));
    }

    private NativePcap() {}

    /** Maps the function now rather than at the first packet; LinkageError when that fails. */
    static void ready() {}

    /**
     * Takes one packet: 1 = taken, 0 = none now, -1 = error, -2 = no more.
     *
     * @param handle the pcap_t
     * @param headerOut where the address of the pcap_pkthdr is written
     * @param dataOut where the address of the octets is written
     */
    static native int pcap_next_ex(long handle, long headerOut, long dataOut);

    /** The socket of a handle. */
    static native int pcap_fileno(long handle);
}
