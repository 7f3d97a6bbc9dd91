package org.beibu.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.probe.capture.CaptureException;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureImportTest {
    /** A hundred handshakes take four seconds over two exits in two directions. */
    private static final int TRAFFIC_OF_100 = 16;

    @TempDir Path directory;

    private final Probes.SteppedClock clock = new Probes.SteppedClock();
    private ProbeConfig config = ProbeConfig.at(Path.of("/"));

    @BeforeEach
    void configure() {
        config = Probes.config(directory.resolve("data"));
    }

    private CaptureImport open(Path file, long stored)
            throws IOException, CaptureException, JournalException {
        CaptureImport opened =
                new CaptureImport(
                        config, CaptureFingerprint.of(file, octets -> {}), clock, new Counters());
        opened.start(stored);
        return opened;
    }

    private ImportSummary importAll(Path file, long stored)
            throws IOException, CaptureException, JournalException {
        try (CaptureImport running = open(file, stored)) {
            while (running.step(7)) {
                // until the end
            }
            return running.summary();
        }
    }

    private Path file(int handshakes, int cut) throws IOException {
        return Frames.pcap(
                directory.resolve(handshakes + "-" + cut + ".pcap"),
                Frames.handshakes(handshakes),
                cut);
    }

    @Test
    void eachTimingIsRecordedWithRouteExitAndPrefix() throws Exception {
        ImportSummary summary = importAll(file(2, 0), 0);

        assertEquals(
                List.of(
                        "1 handshake far 30ms VN-HAN gz-1 ffffcb007100/24 file",
                        "2 handshake near 2ms VN-HAN gz-1 ffffc0000200/24 file",
                        "3 handshake far 30ms VN-HAN hk-3 ffffcb007100/24 file",
                        "4 handshake near 2ms VN-HAN hk-3 ffffc0000200/24 file",
                        "5 0 s VN-HAN/gz-1 outbound: 116 octets, 2 packets",
                        "6 0 s VN-HAN/gz-1 inbound: 58 octets, 1 packets",
                        "7 0 s VN-HAN/hk-3 outbound: 116 octets, 2 packets",
                        "8 0 s VN-HAN/hk-3 inbound: 58 octets, 1 packets",
                        "9 CaptureStatisticsRecord[epochNanos="
                                + (Frames.START_NANOS + 72_000_000)
                                + ", received=6, dropped=0, droppedByInterface=0, used=6,"
                                + " skipped=0, timings=4,"
                                + " behindNanos=-1]"),
                Probes.journal(config));
        assertEquals(
                new ImportSummary(
                        summary.probe(),
                        6,
                        Map.of("handshake", 4L),
                        Map.of("VN-HAN", 4L),
                        Map.of(),
                        0,
                        Optional.empty()),
                summary);
        assertTrue(summary.probe().matches("import-[0-9a-f]{16}"), summary.probe());
    }

    @Test
    void skippedPacketsAreRecordedByReasonAtTheEndAndOnce() throws Exception {
        List<Frames.Frame> frames = new ArrayList<>(Frames.handshakes(1));
        byte[] arp = new byte[42];
        arp[12] = 0x08;
        arp[13] = 0x06;
        frames.add(new Frames.Frame(Frames.START_NANOS, arp));
        frames.add(new Frames.Frame(Frames.START_NANOS, arp));
        Path file = Frames.pcap(directory.resolve("arp.pcap"), frames, 0);
        importAll(file, 0);
        List<String> journal = Probes.journal(config);

        String last = journal.get(journal.size() - 1);
        assertTrue(last.contains("CaptureSkipsRecord"), last);
        assertTrue(last.contains("reason=arp") && last.contains("packets=2"), last);
        assertEquals(1, journal.stream().filter(line -> line.contains("CaptureSkips")).count());

        importAll(file, 0);
        assertEquals(journal, Probes.journal(config));
    }

    @Test
    void aFileThatGrewSinceItWasHashedIsRefused() throws Exception {
        Path file = file(2, 0);
        CaptureFingerprint fingerprint = CaptureFingerprint.of(file, octets -> {});
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);

        try (CaptureImport grown = new CaptureImport(config, fingerprint, clock, new Counters())) {
            CaptureException refused = assertThrows(CaptureException.class, () -> grown.start(0));

            assertEquals(
                    file + ": still being written: import it when it is finished",
                    refused.getMessage());
        }
        assertEquals(List.of(), Probes.journal(config));
    }

    @Test
    void aSecondImportAddsNothing() throws Exception {
        Path file = file(100, 0);
        importAll(file, 0);
        List<String> first = Probes.journal(config);

        ImportSummary second = importAll(Files.copy(file, directory.resolve("copy")), 0);

        assertEquals(first, Probes.journal(config));
        assertEquals(200, second.alreadyImported());
        assertEquals(0, second.added());
    }

    @Test
    void anImportStoppedAnywhereIsMadeGoodByTheNext() throws Exception {
        Path file = file(100, 0);
        importAll(file, 0);
        List<String> whole = Probes.journal(config);

        for (int stop = 0; stop < 45; stop += 4) {
            config = Probes.config(directory.resolve("stopped-" + stop));
            try (CaptureImport stopped = open(file, 0)) {
                for (int i = 0; i < stop; i++) {
                    stopped.step(7);
                }
            }
            importAll(file, 0);
            assertEquals(whole, Probes.journal(config), "stopped after " + stop + " steps");
        }
    }

    @Test
    void whatTheStoreHasIsNotWrittenToANewJournal() throws Exception {
        ImportSummary summary = importAll(file(100, 0), 150);

        assertEquals(50 + TRAFFIC_OF_100 + 1, Probes.journal(config).size());
        assertTrue(Probes.journal(config).get(0).startsWith("151 "));
        assertEquals(150, summary.alreadyImported());
    }

    @Test
    void theTimingsBeforeADamageAreImportedAndTheDamageIsReported() throws Exception {
        ImportSummary summary = importAll(file(3, 60), 0);

        assertEquals(5, summary.found());
        assertTrue(summary.damage().isPresent());
        assertEquals(5 + 4 + 1, Probes.journal(config).size());
    }

    @Test
    void anotherFileIsAnotherProbe() throws Exception {
        ImportSummary one = importAll(file(1, 0), 0);
        ImportSummary two = importAll(file(2, 0), 0);

        assertTrue(!one.probe().equals(two.probe()));
        assertEquals(2 + 2 + 1 + 4 + 4 + 1, Probes.journal(config).size());
    }

    @Test
    void aFileThatIsNoCaptureIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path text = Files.writeString(directory.resolve("notes.txt"), "no packets here, sorry");

        assertThrows(CaptureException.class, () -> open(text, 0));
        assertEquals(List.of(), Probes.journal(config));
    }

    @Test
    void aJournalWithoutSpaceStopsTheImportAndTheNextMakesItGood() throws Exception {
        Path file = file(100, 0);
        ProbeConfig roomy = config;
        try (CaptureImport running = open(file, 0)) {
            running.step(7);
        }
        config =
                roomy.with(
                        roomy.shared()
                                .withJournal(
                                        roomy.shared()
                                                .journal()
                                                .withFreeSpaceFloor(Long.MAX_VALUE / 2)));
        JournalException full = assertThrows(JournalException.class, () -> open(file, 0));
        assertTrue(String.valueOf(full.getMessage()).contains("free some space"));

        config = roomy;
        importAll(file, 0);

        assertEquals(200 + TRAFFIC_OF_100 + 1, Probes.journal(config).size());
    }
}
