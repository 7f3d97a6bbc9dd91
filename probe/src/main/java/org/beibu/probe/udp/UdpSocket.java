package org.beibu.probe.udp;

import java.io.IOException;

/** A UDP socket of one address family that never waits. Owned by one thread. */
public interface UdpSocket extends AutoCloseable {
    /** No time of departure is wanted. */
    long NO_TAG = -1;

    /** The port it is bound to; with echo the identifier of its requests. */
    int localPort();

    /**
     * Takes what has arrived, a batch at most, sends the answers, and gives the number of datagrams
     * taken.
     */
    int receive(DatagramHandler handler);

    /** Prepares datagrams of this length to one destination. */
    Outbound outbound(Destination destination, int length) throws IOException;

    /**
     * The same for datagrams that have a TTL of their own, see {@link Outbound#ttl}.
     *
     * @throws IOException when that cannot be had on this system
     */
    Outbound limited(Destination destination, int length) throws IOException;

    /** Takes all that has come: departures first, since a reply is timed by the one known then. */
    default void drain(DepartureHandler departures, DatagramHandler arrivals) {
        while (departures(departures) > 0) {
            // until the kernel knows no more
        }
        while (receive(arrivals) > 0) {
            // until the kernel has none
        }
    }

    /** Has ICMP errors reported from now on, or no longer, however it was opened. */
    void reportErrors(boolean wanted);

    /**
     * Sends what the outbound holds now. False when the kernel did not take it; then it is lost.
     *
     * @param tag reported with the time of departure, {@link #NO_TAG} for none
     */
    boolean send(Outbound outbound, long tag);

    /** Takes times of departure and errors that are known by now, and gives their number. */
    int departures(DepartureHandler handler);

    /** Answers and datagrams that the kernel did not take. */
    long sendFailures();

    /** What the system said of the last of them, empty without any. */
    String sendFailure();

    /** Datagrams that arrived while the kernel's buffer was full. */
    long dropped();

    /**
     * By what: {@code epoll}, {@code ping} or {@code raw_echo} with kernel times, or {@code nio}.
     */
    String method();

    @Override
    void close();
}
