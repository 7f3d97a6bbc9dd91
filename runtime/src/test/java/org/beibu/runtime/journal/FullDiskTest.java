package org.beibu.runtime.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that really is full: a small tmpfs, which only root may mount. */
@Tag("scenario")
class FullDiskTest {
    private static final int SIZE_MIB = 48;
    private static final long FLOOR = 16L << 20;

    @TempDir Path directory;

    private final Records.SteppedClock clock = new Records.SteppedClock();
    private final Counters counters = new Counters();
    private final TimingRecord timing = new TimingRecord();
    private Path disk = Path.of("/");

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        int code = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE_MIB + "m", "tmpfs", disk);
        if (code != 0) {
            System.err.println("FullDiskTest skipped: this user may not mount a tmpfs");
        }
        assumeTrue(code == 0, "this user may not mount a tmpfs");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk);
    }

    private static int run(Object... words) throws IOException, InterruptedException {
        String[] command = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            command[i] = words[i].toString();
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private JournalConfig config() {
        return JournalConfig.at(disk.resolve("journal")).withFreeSpaceFloor(FLOOR);
    }

    private JournalWriter started() throws JournalException {
        JournalWriter writer = new JournalWriter(config(), "a", clock, counters);
        writer.start();
        return writer;
    }

    /** Takes all space but this much. */
    private Path fillUpTo(long leftBytes) throws IOException {
        Path filler = disk.resolve("filler");
        try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
            byte[] block = new byte[1 << 16];
            while (disk.toFile().getUsableSpace() >= leftBytes + block.length) {
                file.write(block);
            }
        }
        return filler;
    }

    /** Appends until refused or until that many were taken; gives how many were. */
    private long append(JournalWriter writer, long most) {
        long taken = 0;
        while (taken < most && writer.append(Records.timing(timing, taken))) {
            taken++;
            clock.nanos += 10_000;
        }
        return taken;
    }

    private String logOf(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(UTF_8);
    }

    @Test
    void appendingStopsAtTheFloorAndGoesOnWhenThereIsSpace() throws Exception {
        try (JournalWriter writer = started()) {
            Path filler = fillUpTo(FLOOR + (2L << 20));
            String stop =
                    logOf(
                            () -> {
                                assertTrue(append(writer, 1_000_000) < 1_000_000);
                                for (int i = 0; i < 1000; i++) {
                                    assertFalse(writer.append(Records.timing(timing, i)));
                                    clock.nanos += TimeUnit.MILLISECONDS.toNanos(1);
                                }
                            });
            long kept = writer.lastSequence();

            Files.delete(filler);
            clock.nanos += FreeSpace.CHECK_EVERY_NANOS;
            String resume = logOf(() -> assertEquals(500, append(writer, 500)));

            assertTrue(writer.flush());
            assertEquals(kept + 500, writer.lastSequence());
            assertEquals(1, stop.lines().count(), stop);
            assertTrue(stop.contains("appending stops"), stop);
            assertEquals(1, resume.lines().count(), resume);
            assertTrue(resume.contains("appending goes on"), resume);
            assertEquals(1001, counters.get(JournalCounter.RECORDS_NOT_KEPT));
            assertEquals(1, counters.get(JournalCounter.SPACE_STOPS));
            try (JournalReader reader = new JournalReader(config(), counters)) {
                reader.start(0);
                assertEquals(kept + 500, Records.sequences(reader, "a").size());
            }
            assertEquals(0, counters.get(JournalCounter.RECORDS_MISSING));
        }
    }

    @Test
    void aFullDiskIsNotOpenedForWriting() throws Exception {
        try (JournalWriter writer = started()) {
            append(writer, 1000);
        }
        fillUpTo(0);

        JournalException refused = assertThrows(JournalException.class, this::started);

        assertTrue(String.valueOf(refused.getMessage()).contains("below the floor"));
    }

    @Test
    void aRollNeedsSpaceToo() throws Exception {
        try (JournalWriter writer = started()) {
            append(writer, 1000);
            writer.flush();
            fillUpTo(FLOOR - (1L << 20));
            clock.nanos += TimeUnit.MINUTES.toNanos(10);

            assertFalse(writer.append(Records.timing(timing, 0)));
            assertEquals(0, writer.housekeep(clock.nanos));
            assertEquals(1000, writer.lastSequence());
        }
    }

    @Test
    void closingOnAFullDiskLosesNothingThatWasFlushed() throws Exception {
        try (JournalWriter writer = started()) {
            append(writer, 1000);
            writer.flush();
            fillUpTo(0);
            clock.nanos += FreeSpace.CHECK_EVERY_NANOS;
            assertFalse(writer.append(Records.timing(timing, 0)));
        }
        Files.delete(disk.resolve("filler"));

        try (JournalWriter writer = started()) {
            assertEquals(1000, writer.lastSequence());
        }
    }
}
