package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    @TempDir Path directory;

    private final Records.SteppedClock clock = new Records.SteppedClock();
    private final Counters counters = new Counters();

    private JournalWriter writer(String probe) throws JournalException {
        JournalWriter writer =
                new JournalWriter(JournalConfig.at(directory), probe, clock, counters);
        writer.start();
        return writer;
    }

    private void write(String probe, int count) throws JournalException {
        TimingRecord timing = new TimingRecord();
        try (JournalWriter writer = writer(probe)) {
            for (int n = 0; n < count; n++) {
                writer.append(Records.timing(timing, n));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "beibu journal sequences 1\nindex zzz\n",
                "beibu journal sequences 1\nindex 0\nx a\n",
                "beibu journal sequences 1\nindex 0\n5\n",
                "beibu journal sequences 1\nindex 7fffffffffffffff\n70 a\n30 b\n",
                "beibu journal sequences 1\nindex 0\n"
            })
    void aDamagedOrOldCheckpointIsMadeGoodByReadingTheJournal(String text) throws Exception {
        write("a", 70);
        write("b", 30);
        Files.writeString(directory.resolve("sequences"), text);

        try (JournalWriter writer = writer("a")) {
            assertEquals(70, writer.lastSequence());
        }
    }

    @Test
    void aCheckpointThatCannotBeSavedIsCounted() throws Exception {
        Files.createDirectory(directory.resolve("sequences.new"));

        write("a", 70);

        assertEquals(1, counters.snapshot().get("journal_checkpoint_failures"));
        assertEquals(0, counters.get(JournalCounter.RETENTION_FAILURES));
        try (JournalWriter writer = writer("a")) {
            assertEquals(70, writer.lastSequence());
        }
    }

    @Test
    void aJournalWithoutCheckpointIsReadWhole() throws Exception {
        write("a", 70);
        write("b", 30);
        assertTrue(Files.deleteIfExists(directory.resolve("sequences")));

        try (JournalWriter writer = writer("b")) {
            assertEquals(30, writer.lastSequence());
        }
    }

    @Test
    void theCheckpointNamesEachProbeAndIsFoundAgain() throws Exception {
        write("a", 70);
        write("b", 30);
        SequenceCheckpoint checkpoint = new SequenceCheckpoint(directory);

        checkpoint.load();

        assertEquals(70, checkpoint.last("a"));
        assertEquals(30, checkpoint.last("b"));
        assertEquals(0, checkpoint.last("c"));
    }
}
