package org.beibu.lab.line;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.beibu.lab.relay.FrameStore;
import org.beibu.lab.relay.LinuxCalls;
import org.beibu.lab.relay.Tap;

/** Carries the frames of all lines. One thread runs it; others hand it work by {@link #submit}. */
final class Lines {
    private static final int SLOTS = 32_768;
    private static final int FRAMES_A_ROUND = 64;
    private static final long LONGEST_WAIT_NANOS = 10_000_000;
    private static final int POLLFD_SIZE = 8;
    private static final int TIMESPEC_SIZE = 16;

    private final FrameStore store = new FrameStore(SLOTS);
    private final List<String> names = new ArrayList<>();
    private final List<LineDirection> directions = new ArrayList<>();
    private final Lateness lateness = new Lateness();
    private final ConcurrentLinkedQueue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final DestinationClasses classes;
    private final LongSupplier clock;
    private final Memory timespec = new Memory(TIMESPEC_SIZE);

    Lines(List<String> networks, LongSupplier clock) {
        classes = new DestinationClasses(networks);
        this.clock = clock;
    }

    /** Adds a line between interfaces of that name in two namespaces. */
    void add(String name, String networkInterface, String namespaceA, String namespaceB)
            throws IOException {
        Tap a = Tap.make(namespaceA, networkInterface);
        Tap b = Tap.make(namespaceB, networkInterface);
        names.add(name);
        directions.add(direction(new LineDirection.Ends(a, b)));
        directions.add(direction(new LineDirection.Ends(b, a)));
    }

    private LineDirection direction(LineDirection.Ends ends) {
        LineSetting clear = LineSetting.clear(classes.size());
        Shaper shaper = new Shaper(clear, 0x2545f491L + directions.size(), clock.getAsLong());
        return new LineDirection(store, ends, shaper, classes, lateness);
    }

    /** Has the line's thread do something between two rounds. */
    void submit(Runnable task) {
        work.add(task);
    }

    /** Changes both directions of a line; on the line's thread. */
    void change(String name, int packetClass, List<String> changes) {
        if (packetClass < 0 || packetClass > classes.size()) {
            throw new IllegalArgumentException("no such destination: " + packetClass);
        }
        int line = index(name);
        LineSetting setting = directions.get(2 * line).shaper().setting();
        for (String change : changes) {
            setting = setting.with(packetClass, change);
        }
        directions.get(2 * line).shaper().set(setting);
        directions.get(2 * line + 1).shaper().set(setting);
    }

    private int index(String name) {
        int line = names.indexOf(name);
        if (line < 0) {
            throw new IllegalArgumentException("no line '" + name + "': " + names);
        }
        return line;
    }

    /** What each line does and did; on the line's thread. */
    String report() {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < names.size(); line++) {
            LineSetting setting = directions.get(2 * line).shaper().setting();
            text.append(names.get(line)).append(": ").append(setting.whole()).append('\n');
            for (int i = 0; i < setting.destinations().size(); i++) {
                text.append("  destination ").append(i + 1).append(": ");
                text.append(setting.destinations().get(i)).append('\n');
            }
            text.append("  out: ").append(directions.get(2 * line).report()).append('\n');
            text.append("  back: ").append(directions.get(2 * line + 1).report()).append('\n');
        }
        return text.append(lateness.reportAndClear()).append('\n').toString();
    }

    void run(BooleanSupplier stop) {
        LinuxCalls.prctl(LinuxCalls.PR_SET_TIMERSLACK, 1, 0, 0, 0);
        Memory pollfds = pollfds();
        while (!stop.getAsBoolean()) {
            for (LineDirection direction : directions) {
                direction.depart(clock.getAsLong());
            }
            waitForFrames(pollfds);
            for (LineDirection direction : directions) {
                int frames = 0;
                while (frames < FRAMES_A_ROUND && direction.readOne(clock.getAsLong())) {
                    frames++;
                }
            }
            for (Runnable task = work.poll(); task != null; task = work.poll()) {
                task.run();
            }
        }
    }

    private Memory pollfds() {
        Memory pollfds = new Memory((long) directions.size() * POLLFD_SIZE);
        pollfds.clear();
        for (int i = 0; i < directions.size(); i++) {
            pollfds.setInt((long) i * POLLFD_SIZE, directions.get(i).source().fd());
            pollfds.setShort((long) i * POLLFD_SIZE + 4, LinuxCalls.POLLIN);
        }
        return pollfds;
    }

    private void waitForFrames(Memory pollfds) {
        long now = clock.getAsLong();
        long wait = LONGEST_WAIT_NANOS;
        for (LineDirection direction : directions) {
            wait = direction.nanosToNext(now, wait);
        }
        timespec.setLong(0, 0);
        timespec.setLong(8, Math.max(0, wait));
        LinuxCalls.ppoll(
                Pointer.nativeValue(pollfds), directions.size(), Pointer.nativeValue(timespec), 0);
    }
}
