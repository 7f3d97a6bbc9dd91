package org.beibu.runtime.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.beibu.model.ClockQuality;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Journals of format version 1, written once and kept for ever: {@code journal-v1.zip} holds the
 * files of a journal (sparse, hence packed), {@code journal-v1.txt} what is in it; {@code
 * journal-v1-skips} and {@code journal-v1-paths} have the kinds and fields that came later. With
 * the system property {@code beibu.golden} the test writes the journal anew into the temporary
 * directory that the property names; copy it over only for a new format version, under a new name.
 */
class GoldenJournalTest {
    private static final String NAME = "journal-v1";
    private static final String SKIPS = "journal-v1-skips";
    private static final String NEWEST = "journal-v1-paths";

    @TempDir Path directory;

    private final Records.SteppedClock clock = new Records.SteppedClock();

    private static InputStream resource(String name) {
        return Objects.requireNonNull(
                GoldenJournalTest.class.getResourceAsStream(name), () -> "no resource " + name);
    }

    private void unpack(String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(resource(name + ".zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, directory.resolve(entry.getName()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NAME, SKIPS, NEWEST})
    void aJournalOfVersionOneIsRead(String name) throws Exception {
        unpack(name);
        Counters counters = new Counters();

        List<String> read;
        try (JournalReader reader = new JournalReader(JournalConfig.at(directory), counters)) {
            reader.start(0);
            read = Records.readAll(reader);
        }

        String expected = new String(resource(name + ".txt").readAllBytes(), UTF_8);
        assertEquals(expected, String.join("\n", read) + "\n");
        assertEquals(0, counters.get(JournalCounter.RECORDS_UNKNOWN));
        assertEquals(0, counters.get(JournalCounter.RECORDS_MISSING));
    }

    @Test
    void aWriterGoesOnInAJournalOfVersionOne() throws Exception {
        unpack(NAME);
        try (JournalWriter writer =
                new JournalWriter(
                        JournalConfig.at(directory), "nanning-1", clock, new Counters())) {
            writer.start();
            assertEquals(75, writer.lastSequence());
        }
    }

    @Test
    void theGoldenJournalIsWrittenWhenAskedFor() throws Exception {
        String target = System.getProperty("beibu.golden");
        assumeTrue(target != null, "only with -Dbeibu.golden=DIRECTORY");
        write("nanning-1");
        write("import-0123456789abcdef");
        Path zipped = Files.createDirectories(Path.of(target)).resolve(NEWEST + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zipped));
                Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().contains("cq4")) {
                    zip.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
                    Files.copy(file, zip);
                }
            }
        }
        try (JournalReader reader =
                new JournalReader(JournalConfig.at(directory), new Counters())) {
            reader.start(0);
            Files.write(zipped.resolveSibling(NEWEST + ".txt"), Records.readAll(reader));
        }
    }

    private void write(String probe) throws JournalException {
        PathId path = new PathId("SG-SIN", "exit-of-16-chars");
        TimingRecord timing = new TimingRecord();
        try (JournalWriter writer =
                new JournalWriter(JournalConfig.at(directory), probe, clock, new Counters())) {
            writer.start();
            for (Method method : Method.values()) {
                for (Metric metric : Metric.values()) {
                    Records.timing(timing, writer.lastSequence());
                    writer.append(timing.method(method).metric(metric));
                }
            }
            for (ClockQuality quality : ClockQuality.values()) {
                Records.timing(timing, writer.lastSequence()).clockQuality(quality);
                writer.append(timing.prefix(0x2001_0db8_0001_0000L, 0, 48).flags(0xa55a));
            }
            for (int n = 0; n < 25; n++) {
                writer.append(Records.timing(timing, n).delayNanos(n * 2_500_000_000L));
            }
            writer.append(
                    new LossWindowRecord(
                            Method.STAMP,
                            Metric.BACKWARD_ONE_WAY,
                            path,
                            clock.nanos,
                            10_000_000_000L,
                            new LossWindowRecord.Counts(1000, 7, 0, 3, 2)));
            writer.append(
                    new TrafficRecord(
                            4,
                            TrafficDirection.OUTBOUND,
                            path,
                            clock.nanos,
                            1_000_000_000L,
                            new TrafficRecord.Volume(123_456_789_012L, 98_765_432L)));
            writer.append(new CaptureStatisticsRecord(clock.nanos, 1, 2, 3, 4, 5, 6));
            writer.append(new CaptureStatisticsRecord(clock.nanos, 1, 2, 3, 4, 5, 6, 1_234_567));
            writer.append(new CaptureSkipsRecord(clock.nanos, "not_ip", 7_000_000_000L));
            writer.append(new CaptureSkipsRecord(clock.nanos, "reason_-_".repeat(4) + "long", 1));
            writer.append(new HeartbeatRecord(clock.nanos, clock.nanos - 1, 1_000_000_000L, 9));
            writer.append(PathRecordsTest.EVENT);
            writer.append(PathRecordsTest.TRACE);
            writer.append(PathRecordsTest.HOP);
            writer.append(PathRecordsTest.SILENT);
            writer.append(PathRecordsTest.HOPS);
            clock.nanos += 600_000_000_000L;
        }
    }
}
