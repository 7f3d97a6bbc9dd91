package org.beibu.analyzer.detect;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The hand-labelled series that lie beside the repository; tests skip without them. */
final class SharedSeries {
    private final RttSeries series;
    private final int[] labelled;

    private SharedSeries(RttSeries series, int[] labelled) {
        this.series = series;
        this.labelled = labelled;
    }

    RttSeries series() {
        return series;
    }

    /** The first row of each regime but the first. */
    int[] labelled() {
        return labelled.clone();
    }

    static List<SharedSeries> orSkip() throws IOException, SeriesFormatException {
        String environment = System.getenv("BEIBU_SHARED");
        Path shared =
                environment != null
                        ? Path.of(environment)
                        : Path.of(System.getProperty("beibu.root", "."), "..", "shared");
        Path folder = shared.resolve("data").resolve("rtt-changepoints");
        assumeTrue(Files.isDirectory(folder), "no labelled series at " + folder);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
        }
        List<SharedSeries> series = new ArrayList<>();
        for (Path file : files) {
            series.add(read(file));
        }
        return series;
    }

    private static SharedSeries read(Path file) throws IOException, SeriesFormatException {
        List<String> rows =
                Files.readAllLines(file).stream().skip(1).filter(row -> !row.isBlank()).toList();
        int[] labelled =
                IntStream.range(0, rows.size())
                        .filter(row -> rows.get(row).strip().endsWith(";1"))
                        .toArray();
        try (InputStream in = Files.newInputStream(file)) {
            return new SharedSeries(SeriesFile.read(in), labelled);
        }
    }
}
