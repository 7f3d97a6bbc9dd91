package org.beibu.probe.udp;

/**
 * Which tag the datagram has that the kernel gave a number: it counts those whose departure is
 * wanted, from 0. Of the newest 4,096 the tags are kept. Owned by the socket's thread.
 */
final class DepartureTags {
    private static final int KEPT = 4_096;

    private final long[] tags = new long[KEPT];
    private int next;
    private int pending;

    DepartureTags() {
        clear();
    }

    /** The next datagram has this tag. */
    void add(long tag) {
        tags[next & (KEPT - 1)] = tag;
        next++;
        pending = Math.min(pending + 1, KEPT);
    }

    /** The tag of a number, once; NO_TAG when it is not known. */
    long take(int number) {
        int age = next - number;
        if (age <= 0 || age > KEPT) {
            return UdpSocket.NO_TAG;
        }
        long tag = tags[number & (KEPT - 1)];
        tags[number & (KEPT - 1)] = UdpSocket.NO_TAG;
        pending = Math.max(0, pending - 1);
        return tag;
    }

    boolean anyPending() {
        return pending > 0;
    }

    /** The kernel counts from 0 again. */
    void clear() {
        java.util.Arrays.fill(tags, UdpSocket.NO_TAG);
        next = 0;
        pending = 0;
    }
}
