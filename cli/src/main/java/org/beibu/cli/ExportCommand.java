package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.export.WindowChoice;
import org.beibu.analyzer.export.WindowFile;
import org.beibu.analyzer.publish.PublishedStore;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.web.ClockCheckedStore;
import org.beibu.analyzer.web.Moments;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu export}: windows of the store as a file; works while the analyzer runs. */
@Command(
        name = "export",
        description =
                "Writes the windows of the store as CSV, or as an interval log of"
                        + " HdrHistogram. Without any window the exit code is 3.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    private static final String MOMENT = "give ISO-8601 with zone, epoch seconds, now or -1h";

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--format", defaultValue = "csv", description = "csv (default) or hdr.")
    private String format = "csv";

    @Option(names = "--out", paramLabel = "FILE", description = "File instead of standard output.")
    private @Nullable Path file;

    @Option(names = "--from", paramLabel = "TIME", description = "From this time on, such as -1d.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "Up to this time.")
    private String to = "";

    @Option(
            names = "--resolution",
            defaultValue = "1m",
            description = "Length of the windows: 10s, 1m (default), 1h or 1d.")
    private String resolution = "1m";

    @Option(names = "--path", paramLabel = "ROUTE/EXIT", description = "Only this path.")
    private String path = "";

    @Option(names = "--method", description = "Only this method.")
    private String method = "";

    @Option(names = "--metric", description = "Only this metric.")
    private String metric = "";

    @Option(names = "--class", paramLabel = "CLASS", description = "Only this quality class.")
    private String qualityClass = "";

    @Override
    public Integer call() throws ConfigException, IOException {
        ConfigFile configuration = options.file();
        SharedConfig shared = SharedConfig.from(configuration);
        AnalyzerConfig config = AnalyzerConfig.from(configuration, shared);
        boolean csv = csv();
        WindowChoice choice = choice(new SystemEpochNanoClock().nanoTime());
        SqliteDelayStore whole = SqliteDelayStore.openReadOnly(config.storeFile());
        try (DelayStore store =
                        new ClockCheckedStore(
                                PublishedStore.of(
                                        whole, config.publication(), new SystemEpochNanoClock()),
                                whole);
                PrintStream out = out()) {
            WindowFile windows = new WindowFile(store, choice);
            if (csv) {
                windows.csv(out);
            } else {
                windows.hdrLog(out);
            }
            report(windows, out, config);
        }
        return ExitCode.OK;
    }

    private void report(WindowFile windows, PrintStream out, AnalyzerConfig config) {
        if (out.checkError()) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "cannot write: " + (file == null ? "output" : file));
        }
        if (windows.withheld() > 0) {
            System.err.println(
                    "beibu: "
                            + windows.withheld()
                            + " windows withheld: analyzer.publish, or clocks in doubt");
        }
        if (windows.written() == 0) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "no windows: " + config.storeFile() + ": try a longer range, or another path");
        }
    }

    private PrintStream out() throws IOException {
        Path to = file;
        OutputStream stream = to == null ? new Kept() : Files.newOutputStream(to);
        return new PrintStream(new BufferedOutputStream(stream, 1 << 16), false, UTF_8);
    }

    /** Standard output that is flushed but not closed. */
    private static final class Kept extends OutputStream {
        @Override
        public void write(int octet) {
            System.out.write(octet);
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            System.out.write(octets, offset, length);
        }

        @Override
        public void flush() {
            System.out.flush();
        }
    }

    private boolean csv() {
        if (!format.equals("csv") && !format.equals("hdr")) {
            throw new CommandFailure(
                    ExitCode.USAGE, "not a format: '" + format + "': --format: give csv or hdr");
        }
        return format.equals("csv");
    }

    private WindowChoice choice(long now) {
        long begin = parsed("--from", from, t -> Moments.parse(t, now), MOMENT).orElse(0L);
        long end =
                parsed("--to", to, t -> Moments.parse(t, now), MOMENT).orElse(Moments.LATEST_NANOS);
        if (begin >= end) {
            throw new CommandFailure(
                    ExitCode.USAGE, "the range is empty: --from: give one before --to");
        }
        return new WindowChoice(
                begin,
                end,
                parsed("--resolution", resolution, Resolution::parse, "see --help").orElseThrow(),
                parsed("--path", path, PathId::parse, "give ROUTE/EXIT, such as SG-SIN/hk-3"),
                parsed("--method", method, Method::parse, "see beibu routes --rows all"),
                parsed("--metric", metric, Metric::parse, "give far, near or end-to-end"),
                parsed(
                        "--class",
                        qualityClass,
                        QualityClass::parse,
                        "see beibu routes --rows all"));
    }

    private static <T> Optional<T> parsed(
            String option, String text, Function<String, T> parse, String fix) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": " + option + ": " + fix, e);
        }
    }
}
