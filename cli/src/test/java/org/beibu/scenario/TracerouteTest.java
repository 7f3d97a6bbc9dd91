package org.beibu.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routers that {@code beibu trace} shows are those that Debian's traceroute shows. */
@Tag("interop")
class TracerouteTest {
    private static final String MAIN = "org.beibu.cli.Beibu";
    private static final List<String> LONG_WAY =
            List.of("192.0.2.2", "192.0.2.18", "192.0.2.50", RouterChain.FAR);

    /** The way back is the long one, and routers answer with the address that they send from. */
    private static final List<String> SHORT_WAY =
            List.of("192.0.2.2", "192.0.2.50", RouterChain.FAR);

    @TempDir Path directory;
    private RouterChain chain;

    @BeforeEach
    void wire() throws IOException {
        assumeTrue(
                Stream.of("/usr/sbin/traceroute", "/usr/bin/traceroute")
                        .anyMatch(place -> Files.isExecutable(Path.of(place))),
                "not installed: traceroute");
        chain = new RouterChain();
    }

    @AfterEach
    void unwire() throws IOException {
        if (chain != null) {
            chain.close();
        }
    }

    private List<String> beibu(String... options) throws IOException {
        Path out = Files.createTempFile(directory, "trace", ".txt");
        List<String> arguments = new ArrayList<>(List.of("trace", RouterChain.FAR));
        arguments.addAll(List.of(options));
        try (ChildJvm child = ChildJvm.start(chain.wrapper("a"), out, MAIN, arguments)) {
            assertEquals(0, child.exitCode(), Files.readString(out));
        }
        return hops(Files.readAllLines(out));
    }

    private List<String> debian(String... options) throws Exception {
        Path out = Files.createTempFile(directory, "traceroute", ".txt");
        List<String> command = new ArrayList<>(List.of(chain.inside("a", "traceroute", "-n")));
        command.addAll(List.of(options));
        command.add(RouterChain.FAR);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, Files.readString(out));
        return hops(Files.readAllLines(out));
    }

    /** The address of each line that begins with a number. */
    private static List<String> hops(List<String> lines) {
        return lines.stream()
                .map(line -> line.trim().split(" +"))
                .filter(words -> words.length > 1 && words[0].matches("\\d+"))
                .map(words -> words[1])
                .toList();
    }

    @Test
    void bothShowTheSameRoutersByUdpAndByIcmp() throws Exception {
        assertTrue(chain.useOneLongWay());
        assertEquals(LONG_WAY, debian("-U", "-p", "862"));
        assertEquals(LONG_WAY, debian("-I"));
        assertEquals(LONG_WAY, beibu());
        assertEquals(LONG_WAY, beibu("--protocol", "icmp"));

        assertTrue(chain.useShortWay());
        assertEquals(SHORT_WAY, debian("-I"));
        assertEquals(SHORT_WAY, beibu());
        assertEquals(SHORT_WAY, beibu("--protocol", "icmp", "--attempts", "1"));
    }

    /** Routers in namespaces choose by addresses and protocol alone where there are no ports. */
    @Test
    void icmpKeepsToOneOfTwoEqualWaysAsTracerouteDoes() throws Exception {
        List<String> first = beibu("--protocol", "icmp", "--source-port", "4711");

        assertEquals(4, first.size(), first::toString);
        assertEquals(first, beibu("--protocol", "icmp", "--source-port", "4712"));
        assertEquals(first, debian("-I"));
    }
}
