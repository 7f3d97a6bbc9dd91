package org.beibu.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;
import org.junit.jupiter.api.Test;

/** The fuzzer's corpus of journal documents, replayed; the probe's tests run the fuzzer itself. */
class JournalDocumentFuzzTest {
    private static final Path CORPUS =
            Path.of(System.getProperty("beibu.root", ".."))
                    .resolve("runtime/src/test/resources/fuzz/journaldocument");

    @Test
    void noInputOfTheCorpusBreaksAPromise() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            List<Path> inputs = files.sorted().toList();
            assertFalse(inputs.isEmpty());
            for (Path input : inputs) {
                JournalDocumentFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
            }
        }
    }

    /** {@code ./beibu refs} writes it. */
    @Test
    void theSeedHasARecordOfEachKind() throws IOException {
        Path file = CORPUS.resolve("seed-every-kind");
        if (Boolean.getBoolean("beibu.refs")) {
            Files.createDirectories(CORPUS);
            Files.write(file, seed());
        } else {
            assertArrayEquals(seed(), Files.readAllBytes(file));
        }
    }

    private static byte[] seed() {
        int count = 9;
        byte[] document = new byte[JournalFormat.documentLength(count)];
        ByteBuffer view = ByteBuffer.wrap(document);
        PathId path = new PathId("VN-HAN", "gz-1");
        JournalFormat.putHeader(view, count, 1, Records.START_NANOS);
        JournalFormat.putProbe(view, "a");
        Records.timing(new TimingRecord(), 1).encode(view, JournalFormat.recordAt(0));
        new LossWindowRecord(
                        Method.STAMP,
                        Metric.FORWARD_ONE_WAY,
                        path,
                        Records.START_NANOS,
                        10_000_000_000L,
                        new LossWindowRecord.Counts(100, 3, 1, 2, 1))
                .encode(view, JournalFormat.recordAt(1));
        new TrafficRecord(
                        1,
                        TrafficDirection.INBOUND,
                        path,
                        Records.START_NANOS,
                        1_000_000_000L,
                        new TrafficRecord.Volume(1000, 7))
                .encode(view, JournalFormat.recordAt(2));
        new CaptureStatisticsRecord(Records.START_NANOS, 2, 3, 4, 5, 6, 7)
                .encode(view, JournalFormat.recordAt(3));
        new HeartbeatRecord(Records.START_NANOS, 1, 2, 3).encode(view, JournalFormat.recordAt(4));
        PathRecordsTest.EVENT.encode(view, JournalFormat.recordAt(5));
        PathRecordsTest.TRACE.encode(view, JournalFormat.recordAt(6));
        PathRecordsTest.HOP.encode(view, JournalFormat.recordAt(7));
        PathRecordsTest.HOPS.encode(view, JournalFormat.recordAt(8));
        view.putInt(
                JournalFormat.CHECKSUM_AT,
                JournalFormat.checksum(new CRC32C(), document, document.length));
        return document;
    }
}
