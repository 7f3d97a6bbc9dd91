package org.beibu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.OfflineAnalyzer;
import org.beibu.analyzer.importing.SeriesFile;
import org.beibu.analyzer.importing.SeriesFormat;
import org.beibu.analyzer.importing.SeriesImport;
import org.beibu.analyzer.importing.SeriesRows;
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
    private final Choice choice;
    private final EpochNanoClock clock;
    private final Counters counters = new Counters();
    private final OfflineAnalyzer analyzer;
    private final ImportProgress progress;
    private volatile boolean stopped;

    ImportRun(
            ProbeConfig probe,
            AnalyzerConfig analyzer,
            EpochNanoClock clock,
            ImportProgress progress,
            Choice choice) {
        this.probe = probe;
        this.choice = choice;
        this.clock = clock;
        this.analyzer = new OfflineAnalyzer(analyzer, clock, counters);
        this.progress = progress;
    }

    /**
     * What the operator says of the files.
     *
     * @param format their format, empty to go by their content
     * @param captures whether they are capture files, whatever their content
     * @param source name of their source, empty for what file or content say
     * @param route AseanRoute of series
     */
    record Choice(
            Optional<SeriesFormat> format,
            boolean captures,
            Optional<String> source,
            String route) {}

    /**
     * What became of one file of series.
     *
     * @param file the file
     * @param format what it is
     * @param rows what it holds
     * @param outcomes what became of each source
     */
    record ImportedSeries(
            Path file, SeriesFormat format, SeriesRows rows, List<SeriesImport.Outcome> outcomes) {}

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
     * @param series the files of series that were read, in their order
     * @param refused one line for each file that could not be read, or not to its end
     * @param complete false when it was stopped before the last file's end
     */
    record Outcome(
            List<Imported> imported,
            List<ImportedSeries> series,
            List<String> refused,
            boolean complete) {}

    /** Ends the run after the current turn; from any thread. */
    void stop() {
        stopped = true;
    }

    Outcome run(List<Path> files) throws IOException, JournalException {
        List<Imported> imported = new ArrayList<>();
        List<ImportedSeries> series = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        try (analyzer) {
            analyzer.start();
            analyzer.drain(); // what a killed import has left in the journal
            for (Path file : files) {
                if (stopped) {
                    break;
                }
                Optional<SeriesFormat> format = format(file);
                if (format.isPresent()) {
                    importSeries(file, format.get(), series, refused);
                    continue;
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
        return new Outcome(imported, series, refused, !stopped);
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

    /** The format of series that the file has; empty for a capture file, or what is not one. */
    private Optional<SeriesFormat> format(Path file) throws IOException {
        if (choice.captures || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return choice.format.isPresent() ? choice.format : SeriesFormat.of(file);
    }

    private void importSeries(
            Path file, SeriesFormat format, List<ImportedSeries> series, List<String> refused)
            throws JournalException {
        progress.begin(file, 0);
        try {
            String hash = CaptureFingerprint.of(file, progress::checked).sha256();
            SeriesRows rows = SeriesFile.read(file, format, choice.source);
            SeriesImport running =
                    new SeriesImport(
                            new SeriesImport.Place(
                                    format,
                                    hash,
                                    choice.route,
                                    probe.shared().data().resolve("store/imports.tsv")),
                            probe.shared().journal(),
                            clock,
                            counters);
            series.add(new ImportedSeries(file, format, rows, running.run(rows, new Taking())));
            refused.addAll(rows.refusals());
            if (rows.refused() > rows.refusals().size()) {
                refused.add(file + ": " + rows.refused() + " such lines in all; the rest is in");
            }
        } catch (IOException e) {
            refused.add(String.valueOf(e.getMessage()));
        } finally {
            analyzer.drain();
            progress.end();
        }
    }

    /** The store as the import of series sees it. */
    private final class Taking implements SeriesImport.Store {
        @Override
        public long lastSequence(String probeName) {
            return analyzer.store().position().lastSequence(probeName);
        }

        @Override
        public void takeIn() {
            ImportRun.this.takeIn();
        }

        @Override
        public boolean stopped() {
            return stopped;
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
