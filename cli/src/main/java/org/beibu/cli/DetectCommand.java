package org.beibu.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.beibu.analyzer.detect.Detection;
import org.beibu.analyzer.detect.OfflineDetector;
import org.beibu.analyzer.detect.OnlineDetector;
import org.beibu.analyzer.detect.RttSeries;
import org.beibu.analyzer.detect.SeriesFile;
import org.beibu.analyzer.detect.SeriesFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code beibu detect}: where the level, the spread or the loss of a series changed. */
@Command(
        name = "detect",
        description =
                "Finds where the level, the spread or the loss of a series of"
                        + " round-trip delays changed. The file has a header line with the"
                        + " columns time (or epoch) and rtt.",
        mixinStandardHelpOptions = true)
public final class DetectCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            arity = "1",
            paramLabel = "FILE",
            description =
                    "The series: time as seconds or date, rtt in ms, negative where"
                            + " lost; - is standard input.")
    private String file = STANDARD_INPUT;

    @Option(
            names = "--online",
            description = "Decide row by row with the past only, at most six rows late.")
    private boolean online;

    @Option(names = "--json", description = "JSON, schema beibu/detect/v1.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        RttSeries series = read();
        Detection found = online ? OnlineDetector.detect(series) : OfflineDetector.detect(series);
        DetectReport report = new DetectReport(series, found);
        System.out.print(json ? report.json() + System.lineSeparator() : report.text());
        System.out.flush();
        return series.rows() == 0 ? ExitCode.NO_DATA : ExitCode.OK;
    }

    private RttSeries read() throws IOException {
        try (InputStream in =
                file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file))) {
            return SeriesFile.read(in);
        } catch (SeriesFormatException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "not a series of delays: " + file + ": " + e.getMessage(), e);
        }
    }
}
