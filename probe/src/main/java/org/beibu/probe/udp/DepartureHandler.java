package org.beibu.probe.udp;

/** Takes the times when datagrams left, some time after they were sent. */
@FunctionalInterface
public interface DepartureHandler {
    /** The datagram with this tag left at that time, by the kernel's stamp. */
    void onDeparture(long tag, long epochNanos);
}
