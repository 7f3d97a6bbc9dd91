package org.beibu.probe.active;

import java.io.IOException;
import org.beibu.probe.trace.StampProbes;
import org.beibu.probe.udp.UdpSocket;

/** How the path of a session is traced: from its own socket. Owned by the sender's thread. */
interface Tracing {
    /** The socket that the session's packets leave from, as those of its traces do. */
    UdpSocket socket();

    /**
     * Packets that differ from the session's in their TTL, their SSID, and in their length where
     * there was no padding.
     *
     * @param tags the tag of a packet's departure is this and its number
     * @param most packets of a trace
     * @throws IOException when the system cannot send packets with a TTL of their own
     */
    StampProbes probes(long tags, int most) throws IOException;
}
