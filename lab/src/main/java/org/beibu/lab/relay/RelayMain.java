package org.beibu.lab.relay;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The relay as a process: {@code RelayMain NAMESPACE-A NAMESPACE-B SECONDS LOST-OF-10000}. Says
 * {@code ready} once the interfaces {@value #INTERFACE} are there. Ends after those seconds, or as
 * soon as its standard input does, so that it never outlives whoever started it; then reports.
 */
public final class RelayMain {
    /** The interface in each namespace. */
    public static final String INTERFACE = "wire";

    /** What it prints when the interfaces are there. */
    public static final String READY = "ready";

    private RelayMain() {}

    /** Runs the relay. */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException("wanted: NAMESPACE-A NAMESPACE-B SECONDS LOST");
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[2]));
        AtomicBoolean orphaned = new AtomicBoolean();
        Thread watch = new Thread(() -> waitForEndOfInput(orphaned), "parent-watch");
        watch.setDaemon(true);
        try (Tap a = Tap.make(args[0], INTERFACE);
                Tap b = Tap.make(args[1], INTERFACE)) {
            Relay relay = new Relay(a, b, Integer.parseInt(args[3]), System::nanoTime);
            System.out.println(READY);
            watch.start();
            relay.run(() -> orphaned.get() || System.nanoTime() - end > 0);
            System.out.println(relay.report());
        }
    }

    private static void waitForEndOfInput(AtomicBoolean orphaned) {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // A broken input means the same as its end.
        }
        orphaned.set(true);
    }
}
