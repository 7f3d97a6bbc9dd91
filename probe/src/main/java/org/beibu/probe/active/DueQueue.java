package org.beibu.probe.active;

/**
 * Which of a fixed number of streams is due next: a binary heap of times, the stream's number
 * beside each. A wheel was rejected: its ticks would round the times, and the logarithm of some
 * thousand streams is small. Owned by one thread; allocates nothing.
 */
final class DueQueue {
    private final long[] due;
    private final int[] stream;

    /** With the first due time of each stream. */
    DueQueue(long[] firstDue) {
        due = firstDue.clone();
        stream = new int[due.length];
        for (int i = 0; i < due.length; i++) {
            stream[i] = i;
        }
        for (int i = due.length / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    boolean isEmpty() {
        return due.length == 0;
    }

    /** When the next stream is due. */
    long nextNanos() {
        return due[0];
    }

    /** The number of that stream. */
    int next() {
        return stream[0];
    }

    /** The stream that was due next is due again then. */
    void again(long nanos) {
        due[0] = nanos;
        sink(0);
    }

    private void sink(int from) {
        int at = from;
        long time = due[at];
        int number = stream[at];
        for (int child = 2 * at + 1; child < due.length; child = 2 * at + 1) {
            if (child + 1 < due.length && due[child + 1] - due[child] < 0) {
                child++;
            }
            if (time - due[child] <= 0) {
                break;
            }
            due[at] = due[child];
            stream[at] = stream[child];
            at = child;
        }
        due[at] = time;
        stream[at] = number;
    }
}
