package org.beibu.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.HopCountsRecord;
import org.beibu.runtime.journal.JournalBatch;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.PathEventKind;
import org.beibu.runtime.journal.PathEventRecord;
import org.beibu.runtime.journal.TraceHopRecord;
import org.beibu.runtime.journal.TraceOutcome;
import org.beibu.runtime.journal.TraceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces and changes of paths over real routers: those of Linux in network namespaces. */
@Tag("interop")
class PathChangeTest {
    private static final String MAIN = "org.beibu.cli.Beibu";
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(90);

    @TempDir Path directory;
    private RouterChain chain;
    private ChildJvm reflector;

    @BeforeEach
    void wire() throws IOException {
        chain = new RouterChain();
        Path log = directory.resolve("reflector.log");
        reflector =
                ChildJvm.start(
                        chain.wrapper("b"),
                        log,
                        MAIN,
                        List.of("reflector", "--listen", RouterChain.FAR + ":862"));
        awaitThat("the reflector listens", () -> Files.readString(log).contains("listens to"));
    }

    @AfterEach
    void unwire() throws IOException {
        reflector.close();
        chain.close();
    }

    /** Something that may fail until it is so. */
    private interface Check {
        boolean holds() throws IOException, JournalException;
    }

    private static void awaitThat(String what, Check check) throws IOException {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (System.nanoTime() - end < 0) {
            try {
                if (check.holds()) {
                    return;
                }
            } catch (JournalException e) {
                // not there yet
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        throw new AssertionError("never: " + what);
    }

    private List<String> trace(int sourcePort, String... options) throws IOException {
        Path out = Files.createTempFile(directory, "trace", ".txt");
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "trace",
                                RouterChain.FAR,
                                "--source-port",
                                Integer.toString(sourcePort)));
        arguments.addAll(List.of(options));
        try (ChildJvm child = ChildJvm.start(chain.wrapper("a"), out, MAIN, arguments)) {
            assertEquals(0, child.exitCode(), Files.readString(out));
        }
        return Files.readAllLines(out, UTF_8);
    }

    /** The address in a line of a trace. */
    private static String address(String line) {
        return line.trim().split(" +")[1];
    }

    @Test
    void aTraceShowsTheRoutersAndAFlowKeepsToOneOfTwoEqualWays() throws IOException {
        Set<String> middles = new HashSet<>();
        for (int port = 40_000; port < 40_008 && middles.size() < 2; port++) {
            List<String> lines = trace(port);

            assertEquals(6, lines.size(), () -> String.join("\n", lines));
            assertEquals("192.0.2.2", address(lines.get(1)));
            assertEquals(RouterChain.FAR, address(lines.get(4)));
            assertTrue(lines.get(4).endsWith("reply"), lines.get(4));
            assertTrue(lines.get(5).startsWith("reached: 4 hops, 12 packets, 12 answered"));
            middles.add(address(lines.get(2)));
        }
        assertEquals(Set.of("192.0.2.18", "192.0.2.34"), middles, "one a flow, both in use");
    }

    @Test
    void aRouteReplacedIsOneEventWithTheNewTrace() throws Exception {
        Path config = directory.resolve("beibu.yaml");
        Files.writeString(
                config,
                """
                shared:
                  data: %s
                  journal: {free_space_floor: 64MiB}
                probe:
                  active: {allow: 192.0.2.0/24}
                  sessions:
                    - {route: SG-SIN, target: %s, interval: 50ms}
                """
                        .formatted(directory, RouterChain.FAR));
        Path log = directory.resolve("probe.log");
        try (ChildJvm probe =
                ChildJvm.start(
                        chain.wrapper("a"),
                        log,
                        MAIN,
                        List.of("probe", "--config", config.toString()))) {
            awaitThat("hop counts are known", () -> read().knows(3));
            assertTrue(chain.useShortWay());
            awaitThat("a trace is made", () -> !read().traces.isEmpty());
            awaitThat("the new hop count is told", () -> read().knows(2));
            probe.terminate();
        }

        Found found = read();
        List<PathEventRecord> hops =
                found.events.stream()
                        .filter(e -> e.kind() == PathEventKind.HOP_COUNT_CHANGE)
                        .toList();
        assertEquals(1, hops.size(), () -> found.events.toString());
        assertEquals(3, hops.get(0).change().before());
        assertEquals(2, hops.get(0).change().after());
        TraceRecord trace = found.traces.get(0);
        assertEquals(hops.get(0).epochNanos(), trace.eventEpochNanos());
        assertEquals(TraceOutcome.REACHED, trace.result().outcome());
        assertTrue(trace.result().flow().ofSession());
        assertEquals(3, trace.result().hops());
        assertEquals(List.of("192.0.2.2", RouterChain.FAR), found.ends(trace.epochNanos()));
    }

    /** What the journal holds of paths. */
    private static final class Found {
        final List<PathEventRecord> events = new ArrayList<>();
        final List<TraceRecord> traces = new ArrayList<>();
        final List<TraceHopRecord> hops = new ArrayList<>();
        int forward = HopCountsRecord.UNKNOWN;

        boolean knows(int hopCount) {
            return forward == hopCount;
        }

        void add(JournalBatch batch) {
            for (int i = 0; i < batch.count(); i++) {
                switch (batch.kind(i)) {
                    case PATH_EVENT -> events.add(batch.pathEvent(i));
                    case TRACE -> traces.add(batch.trace(i));
                    case TRACE_HOP -> hops.add(batch.traceHop(i));
                    case HOP_COUNTS -> forward = batch.hopCounts(i).forward().hops();
                    default -> {} // not of paths
                }
            }
        }

        /** The first and the last address of a trace. */
        List<String> ends(long traceNanos) {
            Predicate<TraceHopRecord> ofTrace = hop -> hop.traceEpochNanos() == traceNanos;
            List<String> addresses =
                    hops.stream()
                            .filter(ofTrace)
                            .map(hop -> hop.answer().orElseThrow().address().toString())
                            .toList();
            return List.of(addresses.get(0), addresses.get(addresses.size() - 1));
        }
    }

    private Found read() throws JournalException {
        Found found = new Found();
        JournalConfig journal = JournalConfig.at(directory.resolve("journal"));
        try (JournalReader reader = new JournalReader(journal, new Counters())) {
            reader.start(0);
            while (reader.poll(found::add, 64) > 0) {
                // to the end of what is there now
            }
        }
        return found;
    }
}
