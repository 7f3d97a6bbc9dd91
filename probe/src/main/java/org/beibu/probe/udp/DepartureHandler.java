package org.beibu.probe.udp;

/** Takes the times when datagrams left, some time after they were sent, and what went wrong. */
@FunctionalInterface
public interface DepartureHandler {
    /** The datagram with this tag left at that time, by the kernel's stamp. */
    void onDeparture(long tag, long epochNanos);

    /** An ICMP error came back, to a socket that was opened {@code withErrors}. */
    default void onError(ErrorReport report) {
        // most do not want to know
    }
}
