package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a writer finds at its start after pages of a cycle file have not reached the disk. */
class JournalRepairTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_795_132_800L * SECOND;
    private static final int PAGE = 4096;

    /** So many that their words lie in several chunks. */
    private static final int DOCUMENTS = 2_000;

    @TempDir Path directory;
    private final Counters counters = new Counters();
    private JournalConfig config = JournalConfig.at(Path.of("journal"));

    @BeforeEach
    void write() throws JournalException {
        config =
                JournalConfig.at(directory.resolve("journal"))
                        .withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
        try (JournalWriter writer = writer()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                append(writer);
            }
        }
    }

    private JournalWriter writer() throws JournalException {
        JournalWriter writer = new JournalWriter(config, "p", () -> NOW, counters);
        writer.start();
        return writer;
    }

    private static void append(JournalWriter writer) {
        writer.append(new HeartbeatRecord(NOW, NOW, SECOND, 0));
        writer.flush();
    }

    private Path cycle() throws IOException {
        try (Stream<Path> files = Files.list(config.directory())) {
            return files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }

    /** Where the words of the documents are that hold our batches. */
    private static List<Integer> words(Path cycle) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(cycle));
        List<Integer> words = new ArrayList<>();
        for (int at = 4; at + 4 <= octets.limit(); at += 4) {
            if (octets.getInt(at) == JournalFormat.MAGIC) {
                words.add(at - 4);
            }
        }
        return words;
    }

    private List<Long> read() throws JournalException {
        List<Long> numbers = new ArrayList<>();
        try (JournalReader reader = new JournalReader(config, new Counters())) {
            reader.start(0);
            while (reader.poll(batch -> numbers.add(batch.firstSequence()), 64) > 0) {
                // to the end
            }
        }
        return numbers;
    }

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private void goOn() throws JournalException {
        try (JournalWriter writer = writer()) {
            append(writer);
        }
    }

    @Test
    void soundDocumentsBehindAHoleAreReadInOrderAndTheWriterGoesOnBehindThem() throws Exception {
        Path cycle = cycle();
        List<Integer> words = words(cycle);
        assertEquals(DOCUMENTS, words.size());
        int hole = words.get(1_000);
        try (FileChannel file = FileChannel.open(cycle, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(PAGE), hole);
        }
        long behind = words.stream().filter(word -> word < hole + PAGE).count() + 1;
        assertEquals(numbers(1, 1_000), read(), "a reader waits at the hole");

        goOn();

        List<Long> expected = new ArrayList<>(numbers(1, 1_000));
        expected.addAll(numbers(behind, DOCUMENTS + 1));
        assertEquals(expected, read());
        assertEquals(1, counters.get(JournalCounter.CYCLES_REPAIRED));
        assertFalse(Files.exists(config.directory().resolve("repair")));
    }

    @Test
    void aWholeFileStaysAsItIs() throws Exception {
        goOn();

        assertEquals(numbers(1, DOCUMENTS + 1), read());
        assertEquals(0, counters.get(JournalCounter.CYCLES_REPAIRED));
    }

    @Test
    void afterAStartOfTheMachineTheNewestFileIsWrittenAnewInAnyCase() throws Exception {
        Path boot = config.directory().resolve(JournalRepair.BOOT_FILE);
        assertTrue(Files.exists(boot));
        Files.writeString(boot, "another start\n");

        goOn();
        goOn();

        assertEquals(numbers(1, DOCUMENTS + 2), read());
        assertEquals(1, counters.get(JournalCounter.CYCLES_REPAIRED), "once");
    }
}
