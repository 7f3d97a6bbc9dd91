package org.beibu.probe.timing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.SymmetricHash;
import org.beibu.probe.passive.PassiveTiming;
import org.jspecify.annotations.Nullable;

/**
 * What one shard gets of a stretch of the capture, and the timings that it makes of it. Each entry
 * and each timing knows its number in the stretch, by which the timings of all shards are put in
 * order again. Grows to the largest stretch and is used again and again.
 *
 * <pre>
 * entry   0 time | 1 number (32), offset of the octets (32)
 *         2 octets captured (32), octets on the wire (32) | 3 link type (32), interface (32)
 * </pre>
 *
 * <p>In place of the octets captured: {@link #STEP}, {@link #TICK} or {@link #END}.
 *
 * <p>Belongs to the reading thread or to the shard's, whoever has it; queues hand it over.
 */
final class ShardBatch {
    /** The clock was set back. */
    private static final int STEP = -1;

    /** What is idle at this time is to be forgotten. */
    private static final int TICK = -2;

    /** The capture ends. */
    private static final int END = -3;

    private static final int WORDS = 4;
    private static final long LOW = 0xffff_ffffL;

    private final CapturedPacket packet = new CapturedPacket();
    private long[] entries = new long[64 * WORDS];
    private ByteBuffer octets = ByteBuffer.allocate(1 << 12);
    private PassiveTiming[] timings = new PassiveTiming[0];
    private int[] timingNumbers = new int[0];
    private int entryWords;
    private int octetCount;
    private int timingCount;
    private int at;
    private @Nullable Throwable failure;

    /** Adds a packet, of which so many octets are looked at. */
    void add(int number, CapturedPacket captured, int octetsOfInterest) {
        if (octets.capacity() - octetCount < octetsOfInterest) {
            int needed = octetCount + octetsOfInterest;
            octets = ByteBuffer.wrap(Arrays.copyOf(octets.array(), Math.max(needed, needed * 2)));
        }
        octets.put(octetCount, captured.buffer(), captured.offset(), octetsOfInterest);
        int lengths = entry(captured.epochNanos(), number, captured.capturedLength());
        entries[lengths] |= captured.originalLength() & LOW;
        entries[lengths + 1] = (long) captured.linkType() << 32 | (captured.interfaceIndex() & LOW);
        octetCount += octetsOfInterest;
    }

    void addStep(int number) {
        entry(0, number, STEP);
    }

    void addTick(int number, long nanos) {
        entry(nanos, number, TICK);
    }

    void addEnd(int number) {
        entry(0, number, END);
    }

    private int entry(long time, int number, int captured) {
        if (entryWords == entries.length) {
            entries = Arrays.copyOf(entries, entryWords * 2);
        }
        entries[entryWords] = time;
        entries[entryWords + 1] = (long) number << 32 | octetCount;
        entries[entryWords + 2] = (long) captured << 32;
        entryWords += WORDS;
        return entryWords - 2;
    }

    /** On the shard's thread: feeds the timer, which hands its timings to {@link #onTiming}. */
    void feed(PacketTimer timer) {
        for (at = 0; at < entryWords; at += WORDS) {
            long time = entries[at];
            int captured = (int) (entries[at + 2] >>> 32);
            if (captured >= 0) {
                long link = entries[at + 3];
                packet.onInterface((int) link, (int) (link >>> 32));
                int offset = (int) entries[at + 1];
                packet.wrap(octets, offset, captured, (int) entries[at + 2], time);
                timer.onShardPacket(packet);
            } else if (captured == STEP) {
                timer.enterNextClockEpoch();
            } else if (captured == TICK) {
                timer.tick(time);
            } else {
                timer.end();
            }
        }
    }

    /** On the shard's thread: keeps a copy. */
    void onTiming(PassiveTiming timing) {
        if (timingCount == timings.length) {
            int more = Math.max(64, timingCount * 2);
            timings = Arrays.copyOf(timings, more);
            timingNumbers = Arrays.copyOf(timingNumbers, more);
            for (int i = timingCount; i < more; i++) {
                timings[i] = new PassiveTiming();
            }
        }
        timingNumbers[timingCount] = (int) (entries[at + 1] >>> 32);
        timings[timingCount++].copy(timing);
    }

    /** On the shard's thread: why there are no more timings. */
    void fail(Throwable reason) {
        failure = reason;
    }

    @Nullable Throwable failure() {
        return failure;
    }

    /** Begins to give the timings back. */
    void rewind() {
        at = 0;
    }

    boolean hasTiming() {
        return at < timingCount;
    }

    /** The next timing, if there is one; it stays the next one until {@link #skip}. */
    PassiveTiming timing() {
        return timings[at];
    }

    void skip() {
        at++;
    }

    /**
     * Whether the next timing comes before that of another shard. Several shards have timings of
     * one number only where all of them forget what is idle, or end: each then gives them in the
     * order in which the connections began.
     */
    boolean isBefore(ShardBatch other) {
        int number = timingNumbers[at];
        int otherNumber = other.timingNumbers[other.at];
        if (number != otherNumber) {
            return number < otherNumber;
        }
        long begun = timing().begunNanos();
        long otherBegun = other.timing().begunNanos();
        return begun != otherBegun
                ? begun < otherBegun
                : endsHash(timing()) < endsHash(other.timing());
    }

    private static long endsHash(PassiveTiming timing) {
        return SymmetricHash.of(
                timing.hostHigh(),
                timing.hostLow(),
                timing.hostPort(),
                timing.peerHigh(),
                timing.peerLow(),
                timing.peerPort());
    }

    /** Empties it for another stretch. */
    void clear() {
        entryWords = 0;
        octetCount = 0;
        timingCount = 0;
    }
}
