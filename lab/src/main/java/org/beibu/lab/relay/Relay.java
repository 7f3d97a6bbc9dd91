package org.beibu.lab.relay;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Carries frames between two TAP interfaces until it is told to stop. One thread runs it. */
final class Relay {
    private static final int SLOTS = 65_536;
    private static final int FRAMES_A_ROUND = 64;
    private static final long LONGEST_WAIT_NANOS = 10_000_000;
    private static final int POLLFD_SIZE = 8;
    private static final int TIMESPEC_SIZE = 16;

    private final Tap[] taps;
    private final FrameStore store = new FrameStore(SLOTS);
    private final Direction[] directions;
    private final LongSupplier clock;
    private final Memory pollfds = new Memory(2 * POLLFD_SIZE);
    private final Memory timespec = new Memory(TIMESPEC_SIZE);

    /** Frames from {@code a} go to {@code b} and back; the clock is monotonic, in nanoseconds. */
    Relay(Tap a, Tap b, int lostOfTenThousand, LongSupplier clock) {
        taps = new Tap[] {a, b};
        directions =
                new Direction[] {
                    new Direction(store, new Loss(lostOfTenThousand, 0x2545f491)),
                    new Direction(store, new Loss(lostOfTenThousand, 0x9e3779b9))
                };
        this.clock = clock;
        pollfds.clear();
        for (int side = 0; side < taps.length; side++) {
            pollfds.setInt((long) side * POLLFD_SIZE, taps[side].fd());
            pollfds.setShort((long) side * POLLFD_SIZE + 4, LinuxCalls.POLLIN);
        }
    }

    void run(BooleanSupplier stop) {
        LinuxCalls.prctl(LinuxCalls.PR_SET_TIMERSLACK, 1, 0, 0, 0);
        while (!stop.getAsBoolean()) {
            directions[0].depart(clock.getAsLong(), taps[1]::write);
            directions[1].depart(clock.getAsLong(), taps[0]::write);
            waitForFrames();
            for (int side = 0; side < taps.length; side++) {
                readRound(taps[side], directions[side]);
            }
        }
    }

    private void waitForFrames() {
        long now = clock.getAsLong();
        long wait = directions[0].nanosToNext(now, LONGEST_WAIT_NANOS);
        wait = Math.max(0, directions[1].nanosToNext(now, wait));
        timespec.setLong(0, 0);
        timespec.setLong(8, wait);
        LinuxCalls.ppoll(Pointer.nativeValue(pollfds), 2, Pointer.nativeValue(timespec), 0);
    }

    private void readRound(Tap tap, Direction direction) {
        for (int i = 0; i < FRAMES_A_ROUND; i++) {
            int slot = store.take();
            if (slot == FrameStore.NONE) {
                direction.overrun();
                return; // the rest waits in the queue of the interface
            }
            int length = tap.read(store.address(slot), FrameStore.SLOT_OCTETS);
            if (length <= 0) {
                store.giveBack(slot);
                return;
            }
            direction.arrive(slot, length, clock.getAsLong());
        }
    }

    /** What happened, for people. */
    String report() {
        return "a to b: " + directions[0].report() + "\nb to a: " + directions[1].report();
    }
}
