package org.beibu.runtime.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writers in processes of their own that are killed without warning. */
@Tag("scenario")
class KilledWriterTest {
    private static final int KILLS = 5;
    private static final int MOST_LINES = 4_000;

    @TempDir Path directory;

    private final Counters counters = new Counters();

    private JournalWriter writer(String probe) throws JournalException {
        JournalWriter writer =
                new JournalWriter(
                        JournalConfig.at(directory), probe, new SystemEpochNanoClock(), counters);
        writer.start();
        return writer;
    }

    /** Kills a writing child after that many acknowledgements; gives the last one. */
    private long killAfter(int lines) throws IOException, InterruptedException {
        Process child = WritingChild.start(directory);
        long acknowledged = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(child.getInputStream(), US_ASCII))) {
            for (int i = 0; i < lines; i++) {
                acknowledged = Long.parseLong(String.valueOf(output.readLine()));
            }
            child.destroyForcibly().waitFor();
        } finally {
            child.destroyForcibly();
        }
        return acknowledged;
    }

    @Test
    @Timeout(120)
    void whatWasAcknowledgedIsThereOnceAndNothingElseIs() throws Exception {
        Random random = new Random(7);
        long acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long last = killAfter(1 + random.nextInt(MOST_LINES));
            assertTrue(last > acknowledged, "the child began anew: " + last);
            acknowledged = last;
        }

        try (JournalWriter writer = writer("child");
                JournalReader reader = new JournalReader(JournalConfig.at(directory), counters)) {
            assertTrue(writer.lastSequence() >= acknowledged);
            reader.start(0);
            List<Long> sequences = Records.sequences(reader, "child");
            assertEquals(writer.lastSequence(), sequences.size());
            for (int i = 0; i < sequences.size(); i++) {
                assertEquals(i + 1, sequences.get(i));
            }
        }
        assertEquals(0, counters.get(JournalCounter.RECORDS_MISSING));
        assertEquals(0, counters.get(JournalCounter.RECORDS_REPEATED));
    }

    @Test
    @Timeout(60)
    void aWriterInAnotherProcessIsNamedAndItsDeathFreesTheJournal() throws Exception {
        Process child = WritingChild.start(directory);
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(child.getInputStream(), US_ASCII))) {
            assertTrue(output.readLine() != null);
            JournalException refused = assertThrows(JournalException.class, () -> writer("me"));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("process " + child.pid()),
                    refused.getMessage());
            child.destroyForcibly().waitFor();
        } finally {
            child.destroyForcibly();
        }

        try (JournalWriter writer = writer("me")) {
            assertTrue(writer.append(Records.timing(new TimingRecord(), 0)));
        }
    }

    @Test
    void anOpenDocumentOfADeadWriterIsDiscarded() throws Exception {
        try (JournalWriter writer = writer("me")) {
            writer.append(Records.timing(new TimingRecord(), 0));
        }
        leaveADocumentOpen();

        try (JournalWriter writer = writer("me")) {
            writer.append(Records.timing(new TimingRecord(), 1));
        }
        try (JournalReader reader = new JournalReader(JournalConfig.at(directory), counters)) {
            reader.start(0);
            assertEquals(List.of(1L, 2L), Records.sequences(reader, "me"));
        }
    }

    /** As after a kill between the begin and the end of a document, without the dead holder. */
    private void leaveADocumentOpen() {
        try (SingleChronicleQueue queue = JournalQueue.open(directory, System::currentTimeMillis);
                ExcerptAppender appender = queue.createAppender();
                DocumentContext document = appender.writingDocument()) {
            document.rollbackOnClose();
        }
    }
}
