package org.beibu.runtime.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final long CYCLE_NANOS =
            TimeUnit.MILLISECONDS.toNanos(JournalQueue.CYCLE.lengthInMillis());
    private static final int A_CYCLE = 100;

    /** Unused pages of a cycle's index lie between used ones and are counted. */
    private static final int A_HOLE = 64 << 10;

    @TempDir Path directory;

    private final Records.SteppedClock clock = new Records.SteppedClock();
    private final Counters counters = new Counters();
    private final TimingRecord timing = new TimingRecord();
    private JournalConfig config = JournalConfig.at(Path.of("/"));

    @BeforeEach
    void configure() {
        config = JournalConfig.at(directory);
    }

    private void write(JournalWriter writer, int cycles) {
        for (int cycle = 0; cycle < cycles; cycle++) {
            for (int n = 0; n < A_CYCLE; n++) {
                assertTrue(writer.append(Records.timing(timing, n)));
            }
            writer.flush();
            clock.nanos += CYCLE_NANOS;
        }
    }

    private JournalWriter started() throws JournalException {
        JournalWriter writer = new JournalWriter(config, "a", clock, counters);
        writer.start();
        return writer;
    }

    private List<String> cycles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(JournalQueue.CYCLE_SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static List<Long> range(int from, int to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void oldCyclesGoByAgeAndTheSequenceGoesOn() throws Exception {
        config = config.withRetention(Duration.ofMinutes(25), 1L << 40);
        try (JournalWriter writer = started()) {
            write(writer, 6);
            assertEquals(6, cycles().size());

            assertEquals(3, writer.housekeep(clock.nanos));

            assertEquals(
                    List.of("20260101-0030X.cq4", "20260101-0040X.cq4", "20260101-0050X.cq4"),
                    cycles());
            assertEquals(3, counters.get(JournalCounter.CYCLES_DELETED));
        }
        try (JournalWriter writer = started()) {
            assertEquals(6 * A_CYCLE, writer.lastSequence());
        }
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheUpkeep() throws Exception {
        config = config.withRetention(Duration.ofDays(30), 1L << 40);
        try (JournalWriter writer = started()) {
            write(writer, 1);
            assertEquals(0, writer.housekeep(clock.nanos));
            Files.createFile(directory.resolve("20250101-0000X.cq4"));
            clock.nanos -= TimeUnit.HOURS.toNanos(1);

            assertEquals(1, writer.housekeep(clock.nanos));
        }
    }

    @Test
    void theNewestCycleStaysHoweverOldAndLarge() throws Exception {
        config = config.withRetention(Duration.ofSeconds(1), 1);
        try (JournalWriter writer = started()) {
            write(writer, 3);
            clock.nanos += TimeUnit.DAYS.toNanos(30);

            writer.housekeep(clock.nanos);

            assertEquals(List.of("20260101-0020X.cq4"), cycles());
            assertTrue(writer.append(Records.timing(timing, 0)));
            assertTrue(writer.flush());
        }
        try (JournalReader reader = new JournalReader(config, counters)) {
            reader.start(0);
            assertEquals(range(201, 301), Records.sequences(reader, "a"));
        }
    }

    @Test
    void theOldestGoWhileTheJournalOccupiesTooMuch() throws Exception {
        try (JournalWriter writer = started()) {
            write(writer, 6);
        }
        long occupied = 0;
        for (String cycle : cycles()) {
            occupied += Retention.occupiedBytes(directory.resolve(cycle));
        }
        config = config.withRetention(Duration.ofDays(365), occupied / 2);

        try (JournalWriter writer = started()) {
            assertEquals(3, writer.housekeep(clock.nanos));
        }

        assertEquals(3, cycles().size());
    }

    @Test
    void aFinishedCycleIsMeasuredOnce() throws Exception {
        try (JournalWriter writer = started()) {
            write(writer, 5);
        }
        List<String> measured = new ArrayList<>();
        Retention retention =
                new Retention(
                        config,
                        counters,
                        file -> {
                            measured.add(String.valueOf(file.getFileName()));
                            return Retention.occupiedBytes(file);
                        });
        retention.apply(clock.nanos);
        assertEquals(cycles(), measured);
        measured.clear();

        retention.apply(clock.nanos);

        assertEquals(cycles().subList(4, 5), measured);
    }

    @Test
    void whatGoesByAgeIsNotMeasured() throws Exception {
        config = config.withRetention(Duration.ofMinutes(25), 1L << 40);
        try (JournalWriter writer = started()) {
            write(writer, 6);
        }
        List<Path> measured = new ArrayList<>();
        Retention retention =
                new Retention(
                        config,
                        counters,
                        file -> {
                            measured.add(file);
                            return 1;
                        });

        assertEquals(3, retention.apply(clock.nanos));

        assertEquals(3, measured.size());
    }

    @Test
    void aLongRowOfUnknownCyclesIsMeasuredAFewATurn() throws Exception {
        for (int cycle = 0; cycle < 144; cycle++) {
            Files.createFile(
                    directory.resolve("20251231-%02d%d0X.cq4".formatted(cycle / 6, cycle % 6)));
        }
        config = config.withRetention(Duration.ofDays(365), 1L << 40);
        int[] measured = {0};
        Retention retention =
                new Retention(
                        config,
                        counters,
                        file -> {
                            measured[0]++;
                            return 1;
                        });

        retention.apply(clock.nanos);
        assertEquals(1 + Retention.MEASURED_A_TURN, measured[0]);

        for (int turn = 0; turn < 10; turn++) {
            retention.apply(clock.nanos);
        }
        assertEquals(143 + 11, measured[0]);
    }

    @Test
    void occupiedIsWhatTheDiskHoldsAndNotWhatTheFileSpans() throws Exception {
        try (JournalWriter writer = started()) {
            write(writer, 1);
            Path cycle = directory.resolve(cycles().get(0));

            long occupied = Retention.occupiedBytes(cycle);

            Process du = new ProcessBuilder("du", "-B1", cycle.toString()).start();
            String output = new String(du.getInputStream().readAllBytes(), US_ASCII);
            long blocks = Long.parseLong(output.split("\t")[0]);
            assertTrue(occupied >= blocks, occupied + " below " + blocks);
            assertTrue(occupied <= blocks + A_HOLE, occupied + " far above " + blocks);
            assertTrue(Files.size(cycle) > JournalQueue.BLOCK_BYTES, "not sparse any more?");
        }
    }

    @Test
    void aReaderThatIsOvertakenReportsTheGapAndGoesOn() throws Exception {
        config = config.withRetention(Duration.ofMinutes(25), 1L << 40);
        try (JournalWriter writer = started();
                JournalReader reader = new JournalReader(config, counters)) {
            write(writer, 1);
            reader.start(0);
            assertEquals(range(1, 100), Records.sequences(reader, "a"));
            write(writer, 5);

            writer.housekeep(clock.nanos);

            assertEquals(range(301, 600), Records.sequences(reader, "a"));
            assertEquals(200, counters.get(JournalCounter.RECORDS_MISSING));
        }
    }

    @Test
    void aReaderWhoseIndexIsGoneGoesOnWithTheOldestLeft() throws Exception {
        config = config.withRetention(Duration.ofMinutes(25), 1L << 40);
        try (JournalWriter writer = started()) {
            write(writer, 1);
            long index;
            try (JournalReader reader = new JournalReader(config, counters)) {
                reader.start(0);
                assertEquals(100, Records.readAll(reader).size());
                index = reader.index();
            }
            write(writer, 5);
            writer.housekeep(clock.nanos);

            try (JournalReader reader = new JournalReader(config, counters)) {
                reader.start(index);
                reader.expectAfter("a", 100);
                assertEquals(range(301, 600), Records.sequences(reader, "a"));
            }
            assertEquals(200, counters.get(JournalCounter.RECORDS_MISSING));
        }
    }
}
