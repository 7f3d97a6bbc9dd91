package org.beibu.runtime.journal;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Records on their way from a capture thread to the thread that owns the {@link JournalWriter}.
 *
 * <p>Assumes one offering and one draining thread. Guarantees order; never blocks; a record that is
 * refused because the queue is full is the offering thread's to count. Allocates nothing but when
 * it is made.
 */
public final class RecordQueue {
    private static final int TYPE = 1;

    private final ByteBuffer octets;
    private final OneToOneRingBuffer ring;

    /**
     * A queue.
     *
     * @param capacity octets, a power of two; a record takes 72
     */
    public RecordQueue(int capacity) {
        octets = ByteBuffer.allocateDirect(capacity + RingBufferDescriptor.TRAILER_LENGTH);
        ring = new OneToOneRingBuffer(new UnsafeBuffer(octets));
    }

    /** Offers a copy of a timing; false when the queue is full. */
    public boolean offer(TimingRecord timing) {
        int at = ring.tryClaim(TYPE, JournalFormat.RECORD_LENGTH);
        if (at < 0) {
            return false;
        }
        timing.encode(octets, at);
        ring.commit(at);
        return true;
    }

    /** Offers a loss window; false when the queue is full. */
    public boolean offer(LossWindowRecord window) {
        int at = ring.tryClaim(TYPE, JournalFormat.RECORD_LENGTH);
        if (at < 0) {
            return false;
        }
        window.encode(octets, at);
        ring.commit(at);
        return true;
    }

    /** Offers the runs of losses of a window; false when the queue is full. */
    public boolean offer(LossEpisodesRecord episodes) {
        int at = ring.tryClaim(TYPE, JournalFormat.RECORD_LENGTH);
        if (at < 0) {
            return false;
        }
        episodes.encode(octets, at);
        ring.commit(at);
        return true;
    }

    /** Offers a traffic count; false when the queue is full. */
    public boolean offer(TrafficRecord traffic) {
        int at = ring.tryClaim(TYPE, JournalFormat.RECORD_LENGTH);
        if (at < 0) {
            return false;
        }
        traffic.encode(octets, at);
        ring.commit(at);
        return true;
    }

    /** Offers what happened to a path, or a part of its trace; false when the queue is full. */
    public boolean offer(PathRecord record) {
        int at = ring.tryClaim(TYPE, JournalFormat.RECORD_LENGTH);
        if (at < 0) {
            return false;
        }
        record.encode(octets, at);
        ring.commit(at);
        return true;
    }

    /** Appends at most so many records to the journal; gives how many were taken. */
    public int drain(JournalWriter journal, int limit) {
        return ring.read((type, buffer, at, length) -> journal.append(octets, at), limit);
    }
}
