package org.beibu.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code beibu ping} in one network namespace and {@code beibu reflector} in another: packets leave
 * by the exit that policy routing gives them, as a capture on each exit sees.
 */
@Tag("interop")
class SteeringTest {
    private static final String BEIBU = "org.beibu.cli.Beibu";
    private static final String IPV4 = "203.0.113.1";
    private static final String IPV6 = "2001:db8:f::1";
    private static final int COUNT = 3;
    private static final long LONGEST_SECONDS = 60;

    @TempDir Path folder = Path.of("");

    /** What a ping printed, and what left by each exit meanwhile. */
    private record Seen(String printed, String exitA, String exitB) {
        boolean isAnswered() {
            return printed.contains("%d packets sent, %d received".formatted(COUNT, COUNT));
        }

        /** Packets to this target by one exit. */
        static long packets(String exit, String target) {
            return exit.lines().filter(line -> line.contains(" > " + target + ".862: ")).count();
        }
    }

    private Seen ping(TwoExits exits, String target, String... options) throws Exception {
        Path log = folder.resolve("ping.txt");
        Files.deleteIfExists(log);
        List<String> arguments = new ArrayList<>(List.of("ping", target));
        arguments.addAll(List.of("--count", "" + COUNT, "--interval", "5ms"));
        arguments.addAll(List.of(options));
        try (TwoExits.Watch a = exits.new Watch("exa", folder);
                TwoExits.Watch b = exits.new Watch("exb", folder)) {
            try (ChildJvm ping = ChildJvm.start(exits.near(), log, BEIBU, arguments)) {
                ping.exitCode();
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (a.packets() + b.packets() < COUNT && System.nanoTime() < end) {
                a.pause();
            }
            return new Seen(Files.readString(log), a.text(), b.text());
        }
    }

    private ChildJvm reflector(TwoExits exits) throws IOException, InterruptedException {
        Path log = folder.resolve("reflector.txt");
        List<String> words =
                List.of("reflector", "--listen", "0.0.0.0:862", "--listen", "[::]:862");
        ChildJvm reflector = ChildJvm.start(exits.far(), log, BEIBU, words);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!Files.readString(log).contains("reflector listens to")) {
            assertTrue(System.nanoTime() < end && reflector.isAlive(), reflector.lastWords());
            reflector.endsWithin(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return reflector;
    }

    @Test
    void packetsLeaveByTheExitThatTheirSourceMarkOrDscpSays() throws Exception {
        try (TwoExits exits = new TwoExits();
                ChildJvm reflector = reflector(exits)) {
            for (String target : List.of(IPV4, IPV6)) {
                String source = target.equals(IPV4) ? "198.51.100.1" : "2001:db8:b::1";
                for (String[] options :
                        new String[][] {
                            {}, {"--source", source}, {"--mark", "7"}, {"--dscp", "4"},
                        }) {
                    Seen seen = ping(exits, target, options);

                    String what = target + " " + String.join(" ", options) + ": " + seen;
                    boolean steered = options.length > 0;
                    assertTrue(seen.isAnswered(), what);
                    assertEquals(steered ? 0 : COUNT, Seen.packets(seen.exitA(), target), what);
                    assertEquals(steered ? COUNT : 0, Seen.packets(seen.exitB(), target), what);
                }
            }
            assertEquals(0, reflector.terminate());
        }
    }

    @Test
    void aLinkLocalReflectorIsReachedOverItsInterfaceOnly() throws Exception {
        try (TwoExits exits = new TwoExits();
                ChildJvm reflector = reflector(exits)) {
            Seen right = ping(exits, "[fe80::2%exb]:862", "--tlv", "location");
            assertTrue(right.isAnswered(), right.toString());
            assertTrue(right.printed().contains("octets from [fe80::2%exb]:862: seq=0 ttl=255"));
            assertTrue(right.printed().contains("seen as fe80::"), right.toString());
            assertEquals(COUNT, Seen.packets(right.exitB(), "fe80::2"), right.toString());

            Seen wrong = ping(exits, "[fe80::2%exa]:862", "--timeout", "100ms");
            assertTrue(wrong.printed().contains("3 lost = 100%"), wrong.toString());
            assertEquals(0, reflector.terminate());
        }
    }
}
