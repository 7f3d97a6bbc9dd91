package org.beibu.lab.line;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Decides when a packet leaves a line, or that it never does: first the link's rate and queue, then
 * loss, then delay and jitter. Packets of one class keep their order. For the line's thread.
 */
final class Shaper {
    /** The packet vanished. */
    static final long LOST = Long.MIN_VALUE;

    /** The packet found the queue full. */
    static final long QUEUE_FULL = Long.MIN_VALUE + 1;

    /** A frame on the wire is longer: preamble, check sequence and gap. */
    private static final int WIRE_OCTETS = 24;

    private final SplittableRandom random;
    private LineSetting setting;
    private final long[] lastDue;
    private boolean busy;
    private long freeAt;

    Shaper(LineSetting setting, long seed, long nowNanos) {
        this.setting = setting;
        random = new SplittableRandom(seed);
        lastDue = new long[setting.classes()];
        Arrays.fill(lastDue, nowNanos);
    }

    void set(LineSetting changed) {
        setting = changed;
    }

    LineSetting setting() {
        return setting;
    }

    /** When the packet is due, or {@link #LOST} or {@link #QUEUE_FULL}. */
    long admit(int packetClass, int octets, long nowNanos) {
        if (setting.isDown(packetClass)) {
            return LOST;
        }
        long sent = transmitted(octets, nowNanos);
        if (sent == QUEUE_FULL) {
            return QUEUE_FULL;
        }
        double loss = setting.loss(packetClass);
        if (loss > 0 && random.nextDouble() < loss) {
            return LOST;
        }
        long due = sent + setting.delayNanos(packetClass);
        long jitter = setting.jitterNanos(packetClass);
        if (jitter > 0) {
            due += random.nextLong(jitter);
        }
        if (due - lastDue[packetClass] < 0) {
            due = lastDue[packetClass];
        }
        lastDue[packetClass] = due;
        return due;
    }

    private long transmitted(int octets, long nowNanos) {
        long rate = setting.whole().bitsPerSecond();
        if (rate == 0) {
            busy = false;
            return nowNanos;
        }
        long start = busy && freeAt - nowNanos > 0 ? freeAt : nowNanos;
        if (start - nowNanos > setting.whole().queueNanos()) {
            return QUEUE_FULL;
        }
        busy = true;
        freeAt = start + (octets + WIRE_OCTETS) * 8L * 1_000_000_000L / rate;
        return freeAt;
    }
}
