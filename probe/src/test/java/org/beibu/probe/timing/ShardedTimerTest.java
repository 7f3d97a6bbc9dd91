package org.beibu.probe.timing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.FileCapture;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.capture.RandomCapture;
import org.beibu.probe.capture.SharedCaptures;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.TimingSink;
import org.beibu.probe.rtt.RttOptions;
import org.beibu.probe.rtt.RttRun;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads time what one times. */
class ShardedTimerTest {
    private static final int[] WORKERS = {2, 3, 5};

    /** All that a run gives. */
    private record Outcome(String lines, String summary, Map<String, Long> counters) {
        long count() {
            return lines.lines().count();
        }
    }

    private static Outcome time(Supplier<PacketSource> source, int workers) throws IOException {
        Counters counters = new Counters();
        String lines = print(source.get(), false, workers, counters);
        return new Outcome(
                lines,
                print(source.get(), true, workers, new Counters()),
                new TreeMap<>(counters.snapshot()));
    }

    private static String print(
            PacketSource packets, boolean summary, int workers, Counters counters)
            throws IOException {
        return print(
                packets,
                new RttOptions(summary, false, false, 10, Long.MAX_VALUE, workers),
                counters);
    }

    private static String print(PacketSource packets, RttOptions options, Counters counters)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RttRun run = new RttRun(options, PassiveConfig.DEFAULT, out, counters);
        String damage = "";
        try (PacketSource source = packets) {
            source.start();
            run.read(source, () -> false);
        } catch (CaptureException e) {
            damage = String.valueOf(e.getMessage());
        }
        run.finish();
        return out.toString(US_ASCII) + damage;
    }

    private static long compare(String name, Supplier<PacketSource> source) throws IOException {
        Outcome one = time(source, 1);
        for (int workers : WORKERS) {
            Outcome several = time(source, workers);

            String what = name + " with " + workers;
            assertEquals(one.counters(), several.counters(), what);
            assertEquals(one.lines(), several.lines(), what);
            assertEquals(one.summary(), several.summary(), what);
        }
        return one.count();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aMadeUpCaptureGivesTheSameWithAnyNumberOfWorkers(long seed) throws Exception {
        long count = compare("seed " + seed, () -> new RandomCapture(seed, 60_000));

        assertTrue(count > 5000, "too little to compare: " + count);
    }

    @Tag("scenario")
    @Test
    void realCapturesGiveTheSameWithAnyNumberOfWorkers() throws Exception {
        long count = 0;
        Path folder = SharedCaptures.orSkip().folder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().contains(".pcap")).sorted().toList()) {
                count += compare(file.toString(), () -> new FileCapture(file));
            }
        }
        assertTrue(count > 50_000, "too little to compare: " + count);
    }

    @Test
    void afterSoManyTimingsTheSameOnesHaveBeenPrinted() throws Exception {
        String one = first(3000, 1);

        assertEquals(3000, one.lines().count());
        assertEquals(one, first(3000, 3));
    }

    private static String first(int count, int workers) throws IOException {
        RttOptions options = new RttOptions(false, false, false, 10, count, workers);
        return print(new RandomCapture(9, 60_000), options, new Counters());
    }

    private static void feed(ShardedTimer timer, int packets) {
        RandomCapture capture = new RandomCapture(9, packets);
        int handed = 0;
        while (handed != PacketSource.END) {
            handed = capture.poll(timer::onPacket, 1000);
        }
        timer.end();
    }

    private static PacketTimer timer(TimingSink sink) {
        return new PacketTimer(PassiveConfig.DEFAULT, sink, new Counters());
    }

    @Test
    @Timeout(60)
    void aWorkerThatFailsEndsTheRunAndSaysWhy() {
        ShardWorker.TimerFactory timers =
                (shard, sink) ->
                        timer(
                                shard == 0
                                        ? sink
                                        : timing -> {
                                            throw new IllegalArgumentException("a bug");
                                        });
        try (ShardedTimer timer = new ShardedTimer(2, timers, timing -> {}, new Counters())) {
            IllegalStateException failure =
                    assertThrows(IllegalStateException.class, () -> feed(timer, 60_000));

            assertEquals(
                    "worker 1 failed: java.lang.IllegalArgumentException: a bug",
                    failure.getMessage());
            timer.end(); // as a finally block does: nothing is waited for
        }
    }

    @Test
    @Timeout(60)
    void aWorkerThatCannotBeginEndsTheRunAtItsEndAtTheLatest() {
        ShardWorker.TimerFactory timers =
                (shard, sink) -> {
                    throw new OutOfMemoryError("no room for flows");
                };
        try (ShardedTimer timer = new ShardedTimer(3, timers, timing -> {}, new Counters())) {
            IllegalStateException failure =
                    assertThrows(IllegalStateException.class, () -> feed(timer, 10));

            assertTrue(String.valueOf(failure.getMessage()).contains("no room for flows"));
        }
    }

    @Test
    @Timeout(60)
    void anOutputThatFailsEndsTheRun() {
        TimingSink closed =
                timing -> {
                    throw new UncheckedIOException(new IOException("Broken pipe"));
                };
        try (ShardedTimer timer =
                new ShardedTimer(2, (shard, sink) -> timer(sink), closed, new Counters())) {
            assertThrows(UncheckedIOException.class, () -> feed(timer, 60_000));
            timer.end();
        }
    }

    /** Memory is bounded by what is on its way. */
    @Test
    @Timeout(60)
    void theReaderWaitsForAWorkerThatIsBehind() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger timings = new AtomicInteger();
        AtomicInteger fed = new AtomicInteger();
        ShardWorker.TimerFactory timers =
                (shard, sink) ->
                        timer(
                                timing -> {
                                    await(goOn);
                                    sink.onTiming(timing);
                                });
        try (ShardedTimer timer =
                new ShardedTimer(2, timers, timing -> timings.incrementAndGet(), new Counters())) {
            RandomCapture capture = new RandomCapture(9, 60_000);
            Thread reader =
                    new Thread(
                            () -> {
                                while (capture.poll(timer::onPacket, 1) != PacketSource.END) {
                                    fed.incrementAndGet();
                                }
                                timer.end();
                            });
            reader.start();
            while (reader.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }

            assertTrue(fed.get() < 4 * 4096, "taken: " + fed);
            assertEquals(0, timings.get());
            goOn.countDown();
            reader.join();
        }
        assertTrue(timings.get() > 5000, "timings: " + timings);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
