package org.beibu.probe.udp;

/** Takes received datagrams. */
@FunctionalInterface
public interface DatagramHandler {
    /** Takes one; the octets of the answer, which lies in its place, or 0 for none. */
    int onDatagram(Datagram datagram);
}
