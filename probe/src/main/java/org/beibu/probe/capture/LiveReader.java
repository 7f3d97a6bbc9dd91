package org.beibu.probe.capture;

import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapNativeException;

/** One way of taking packets from an open capture handle. */
sealed interface LiveReader permits NextExReader, ListenerReader {
    /** What {@link #read} gives when the handle has no more packets. */
    int END = -1;

    /** Names the way, for the status page. */
    String method();

    /**
     * Hands over at most {@code limit} packets without waiting.
     *
     * @return how many, or {@link #END}
     */
    int read(PacketHandler handler, int limit) throws PcapNativeException, NotOpenException;
}
