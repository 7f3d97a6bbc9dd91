package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock is set back to before the newest cycle file began. */
class ClockStepTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** 2026-11-20 00:00:00 UTC. */
    private static final long START = 1_795_132_800_000_000_000L;

    @TempDir private Path directory;
    private JournalConfig config;
    private long nowNanos = START;

    @BeforeEach
    void prepare() {
        config =
                JournalConfig.at(directory.resolve("journal"))
                        .withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
    }

    private JournalWriter writer() throws JournalException {
        JournalWriter writer = new JournalWriter(config, "p", () -> nowNanos, new Counters());
        writer.start();
        return writer;
    }

    private void append(JournalWriter writer) {
        writer.append(new HeartbeatRecord(nowNanos, START, MINUTE, 0));
        writer.flush();
    }

    private static void read(JournalReader reader, List<Long> numbers) throws JournalException {
        while (reader.poll(batch -> numbers.add(batch.firstSequence()), 64) > 0) {
            // to the end
        }
    }

    private static List<Long> numbers(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void aWriterThatIsStartedAfterwardsIsReadInOrderAndNothingIsPassedOver()
            throws JournalException {
        List<Long> read = new ArrayList<>();
        try (JournalReader reader = new JournalReader(config, new Counters())) {
            try (JournalWriter writer = writer()) {
                append(writer);
                nowNanos += 25 * MINUTE;
                append(writer);
            }
            reader.start(0);
            read(reader, read);

            nowNanos -= 60 * MINUTE;
            try (JournalWriter writer = writer()) {
                append(writer);
                nowNanos += 90 * MINUTE;
                append(writer);
            }
            read(reader, read);
        }

        assertEquals(numbers(4), read);
    }

    @Test
    void aWriterThatGoesOnIsReadInOrderAndNothingIsPassedOver() throws JournalException {
        List<Long> read = new ArrayList<>();
        try (JournalReader reader = new JournalReader(config, new Counters());
                JournalWriter writer = writer()) {
            append(writer);
            reader.start(0);
            read(reader, read);
            nowNanos -= 60 * MINUTE;
            append(writer);
            writer.housekeep(nowNanos);
            append(writer);
            nowNanos += 3_600 * MINUTE;
            append(writer);
            read(reader, read);
        }

        assertEquals(numbers(4), read);
    }
}
