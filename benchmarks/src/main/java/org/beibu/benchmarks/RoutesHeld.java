package org.beibu.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.BgpDecoder;
import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.bmp.BmpFramer;
import org.beibu.router.bmp.BmpSession;
import org.beibu.router.rib.AdjRibIn;
import org.beibu.router.rib.ChangeFeed;
import org.beibu.router.rib.DecisionProcess;
import org.beibu.router.rib.Interest;
import org.beibu.router.rib.OwnRoutes;
import org.beibu.router.rib.PeerFacts;
import org.beibu.router.rib.Rib;
import org.beibu.router.rib.RibLimits;
import org.beibu.router.rib.RouterRib;
import org.beibu.runtime.counters.Counters;

/**
 * Full tables of one router with several exits.
 *
 * <p><b>Measured:</b> whether five million paths (a million IPv4 and a quarter of a million IPv6
 * prefixes at four exits, six and four prefixes in a row with the same attributes, no attributes
 * shared by two exits) fit in 2 GiB of heap, and how much of it they take; messages a second of one
 * core for framing, decoding and the tables, by CPU time: BMP with one prefix a message as FRR
 * sends it, and UPDATE messages with path identifiers; how long losing an exit holds the lock.
 *
 * <p><b>Left out:</b> the socket. The octets are made a batch at a time, outside the measured time.
 *
 * <p><b>To run:</b> {@code ./beibu bench routes [--prefixes N]}; runs in a JVM of its own.
 */
final class RoutesHeld {
    private static final int EXITS = 4;
    private static final int BATCH = 50_000;
    private static final Address ROUTER = Address.parse("192.0.2.1");

    private final int prefixes;
    private final Counters counters = new Counters();
    private final Rib rib;

    private RoutesHeld(int prefixes) {
        this.prefixes = prefixes;
        RouterRib.Settings settings =
                new RouterRib.Settings(
                        RibLimits.DEFAULT,
                        new OwnRoutes(64500 << 16, Set.of(), Set.of()),
                        new DecisionProcess(false),
                        counters,
                        () -> 1);
        Interest few = Interest.in(List.of(Prefix.parse("198.51.100.0/24")));
        rib = new Rib(List.of("pe1"), List.of(), settings, new ChangeFeed(1024, few), 1);
    }

    /** Runs the child and shows what it prints. */
    static void run(Workbench bench, int prefixes, PrintStream out) throws IOException {
        Process child =
                new ProcessBuilder(
                                List.of(
                                        System.getProperty("java.home") + "/bin/java",
                                        bench.jvmOptions(),
                                        "-Xmx2g",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        RoutesHeld.class.getName(),
                                        Integer.toString(prefixes)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        child.getInputStream().transferTo(out);
        try {
            if (child.waitFor() != 0) {
                throw new IOException("the tables did not fit, or worse");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    public static void main(String[] args) {
        RoutesHeld routes = new RoutesHeld(Integer.parseInt(args[0]));
        System.out.printf("%nroutes, heap bound 2 GiB:%n%n");
        routes.overBmp();
        routes.overAddPath();
    }

    private void overBmp() {
        BmpSession session =
                new BmpSession(rib.router("pe1"), BmpSession.Monitored.GLOBAL, counters);
        BmpFramer framer = new BmpFramer();
        feed(framer, session, FullTable.initiation());
        for (int exit = 0; exit < EXITS; exit++) {
            feed(framer, session, FullTable.peerUp(exit));
        }
        long nanos = 0;
        long messages = 0;
        for (boolean six : new boolean[] {false, true}) {
            int count = six ? prefixes / 4 : prefixes;
            for (int from = 0; from < count; from += BATCH / EXITS) {
                int to = Math.min(count, from + BATCH / EXITS);
                ByteBuffer batch = FullTable.monitoring(six, from, to, EXITS);
                messages += (long) (to - from) * EXITS;
                long start = cpuNanos();
                feed(framer, session, batch);
                nanos += cpuNanos() - start;
            }
        }
        rate("BMP messages, one prefix each, a second of one core", messages, nanos);
        memory();
        loss(session, framer);
        session.close();
        while (rib.router("pe1").tidy(1 << 20)) {
            // until nothing is left
        }
        System.out.printf("after the session: %s%n", rib.router("pe1").size());
    }

    private static void feed(BmpFramer framer, BmpSession session, ByteBuffer octets) {
        String reason = framer.accept(octets, session);
        if (reason != null) {
            throw new IllegalStateException(reason);
        }
    }

    private void memory() {
        RouterRib.Size size = rib.router("pe1").size();
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                Locale.ROOT,
                "%,d paths, %,d prefixes, %,d attributes: %,d MiB of heap, %d octets a path%n",
                size.paths(),
                size.prefixes(),
                size.attributes(),
                used >> 20,
                used / size.paths());
    }

    private void loss(BmpSession session, BmpFramer framer) {
        long start = System.nanoTime();
        feed(framer, session, FullTable.peerDown(0));
        long down = System.nanoTime() - start;
        long longest = 0;
        boolean more = true;
        while (more) {
            start = System.nanoTime();
            more = rib.router("pe1").tidy(16_384);
            longest = Math.max(longest, System.nanoTime() - start);
        }
        System.out.printf(
                Locale.ROOT,
                "an exit lost: unseen after %.2f ms, longest portion of the sweep %.1f ms%n",
                down / 1e6,
                longest / 1e6);
    }

    private void overAddPath() {
        PeerFacts router = new PeerFacts(ROUTER, 64500, ROUTER, false);
        AdjRibIn in = rib.router("pe1").bgpUp(router, Set.of(Family.IPV4_UNICAST));
        SessionFormat format = new SessionFormat(true, Set.of(Family.IPV4_UNICAST), Set.of(), true);
        for (int together : new int[] {1, 6}) {
            long nanos = 0;
            long paths = 0;
            for (int from = 0; from < prefixes; from += BATCH / EXITS) {
                int to = Math.min(prefixes, from + BATCH / EXITS);
                List<byte[]> updates = FullTable.updates(from, to, EXITS, together);
                paths += (long) (to - from) * EXITS;
                long start = cpuNanos();
                for (byte[] update : updates) {
                    Decoded decoded = BgpDecoder.decode(update, 0, update.length, format);
                    in.update((UpdateMessage) ((Decoded.Good) decoded).message());
                }
                nanos += cpuNanos() - start;
            }
            rate("ADD-PATH paths, " + together + " an UPDATE, a second of one core", paths, nanos);
        }
    }

    private static void rate(String what, long count, long nanos) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        System.out.printf(Locale.ROOT, "%s: %,.0f (load %.1f)%n", what, count * 1e9 / nanos, load);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
