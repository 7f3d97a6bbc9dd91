package org.beibu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.OfflineAnalyzer;
import org.beibu.probe.CaptureFingerprint;
import org.beibu.probe.CaptureImport;
import org.beibu.probe.ImportSummary;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.FileCapture;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalException;

/**
 * Takes capture files through probe, journal and analyzer, in turns on one thread: some packets
 * into the journal, then what is in the journal into the store. So memory is bounded, and retention
 * can never overtake the reading.
 */
final class ImportRun {
    private static final int PACKETS_A_TURN = 1 << 14;

    private final ProbeConfig probe;
    private final EpochNanoClock clock;
    private final Counters counters = new Counters();
    private final OfflineAnalyzer analyzer;
    private final ImportProgress progress;
    private volatile boolean stopped;

    ImportRun(
            ProbeConfig probe,
            AnalyzerConfig analyzer,
            EpochNanoClock clock,
            ImportProgress progress) {
        this.probe = probe;
        this.clock = clock;
        this.analyzer = new OfflineAnalyzer(analyzer, clock, counters);
        this.progress = progress;
    }

    /**
     * What became of one file.
     *
     * @param file the file
     * @param summary what its import came to
     */
    record Imported(Path file, ImportSummary summary) {}

    /**
     * What became of all files.
     *
     * @param imported the files that were read, in their order
     * @param refused one line for each file that could not be read, or not to its end
     * @param complete false when it was stopped before the last file's end
     */
    record Outcome(List<Imported> imported, List<String> refused, boolean complete) {}

    /** Ends the run after the current turn; from any thread. */
    void stop() {
        stopped = true;
    }

    Outcome run(List<Path> files) throws IOException, JournalException {
        List<Imported> imported = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        try (analyzer) {
            analyzer.start();
            analyzer.drain(); // what a killed import has left in the journal
            for (Path file : files) {
                if (stopped) {
                    break;
                }
                try {
                    ImportSummary summary = importFile(file);
                    summary.damage().ifPresent(refused::add);
                    imported.add(new Imported(file, summary));
                } catch (CaptureException e) {
                    refused.add(e.getMessage());
                }
            }
        }
        return new Outcome(imported, refused, !stopped);
    }

    private ImportSummary importFile(Path file)
            throws IOException, CaptureException, JournalException {
        refuseWhatIsNoCapture(file);
        long octets = Files.size(file);
        progress.begin(file, octets);
        CaptureFingerprint fingerprint = CaptureFingerprint.of(file, progress::checked);
        try (CaptureImport running = new CaptureImport(probe, fingerprint, clock, counters)) {
            running.start(analyzer.store().position().lastSequence(fingerprint.probeName()));
            boolean more = true;
            while (more && !stopped) {
                more = running.step(PACKETS_A_TURN);
                takeIn();
                progress.read(running.octetsRead());
            }
            return running.summary();
        } finally {
            analyzer.drain();
            progress.end();
        }
    }

    private void takeIn() {
        while (analyzer.work() > 0) {
            // until the reader has caught up with the writer
        }
    }

    /** Before gigabytes are hashed for nothing. */
    private static void refuseWhatIsNoCapture(Path file) throws IOException, CaptureException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CaptureException(
                    "not a regular file: " + file + ": an import needs one that can be read twice");
        }
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
        }
    }
}
