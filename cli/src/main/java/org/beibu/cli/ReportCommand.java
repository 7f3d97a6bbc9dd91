package org.beibu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.ReportKind;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.Reports;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.live.OpenReports;
import org.beibu.analyzer.report.render.RenderedFile;
import org.beibu.analyzer.report.render.ReportFormat;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.config.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code beibu report}: reports for planners; works while the analyzer runs. */
@Command(
        name = "report",
        description =
                "Writes a report for planners from the store. Equal data and --as-of give equal"
                        + " files. What cannot be said for lack of data, the report says.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ReportCommand implements Callable<Integer> {
    private static final String SCHEDULED = "scheduled";

    @Mixin private ConfigOptions options = new ConfigOptions();

    @Parameters(
            paramLabel = "REPORT",
            description =
                    "capacity, latency, slo or gateway; or scheduled: all of"
                            + " analyzer.report.write, as of the start of today.")
    private String report = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "",
            description = "Start: a day or ISO-8601 with zone; default: a year before the end.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "TIME",
            defaultValue = "",
            description = "End, exclusive; default and latest: --as-of.")
    private String to = "";

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            defaultValue = "",
            description = "The report's 'now'; default: now.")
    private String asOf = "";

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "html (default), pdf, csv, xlsx; several with commas.")
    private List<String> formats = new ArrayList<>();

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            description = "en (default) or zh.")
    private String language = "en";

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where to (default: here); CSV is a file for each table.")
    private Path output = Path.of("");

    @Option(
            names = "--growth",
            paramLabel = "SHARE",
            defaultValue = "0%",
            description = "What if: so much more traffic, such as 30%%.")
    private String growth = "0%";

    @Option(
            names = "--capacity",
            paramLabel = "EXIT=GBIT",
            description = "What if: a link carried so much; repeat.")
    private Map<String, Double> capacities = new LinkedHashMap<>();

    @Override
    public Integer call() throws ConfigException, IOException {
        ConfigFile file = options.file();
        AnalyzerConfig config = AnalyzerConfig.from(file, SharedConfig.from(file));
        SystemEpochNanoClock clock = new SystemEpochNanoClock();
        ZoneId zone = config.report().zone();
        Instant today = Instant.ofEpochSecond(clock.nanoTime() / 1_000_000_000L);
        try (OpenReports reports = OpenReports.of(config, clock)) {
            if (report.equals(SCHEDULED)) {
                return scheduled(reports, config, startOfDay(today, zone));
            }
            Instant moment = asOf.isEmpty() ? today : ReportSpan.moment(asOf, zone);
            Reports.Request request =
                    new Reports.Request(
                            ReportKind.parse(report),
                            ReportSpan.of(from, to, moment, zone),
                            ReportLanguage.parse(language),
                            whatIf());
            write(reports.make(request), formats, output, "");
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": see beibu report --help", e);
        }
    }

    private static Instant startOfDay(Instant now, ZoneId zone) {
        return now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    private CapacityFacts.WhatIf whatIf() {
        double share = Units.share(growth);
        capacities.forEach(
                (exit, gbit) -> {
                    if (!(gbit > 0)) {
                        throw new IllegalArgumentException(
                                "--capacity: " + exit + " needs more than 0 Gbit/s");
                    }
                });
        return new CapacityFacts.WhatIf(1 + share, new TreeMap<>(capacities));
    }

    private static int scheduled(OpenReports reports, AnalyzerConfig config, Instant asOf)
            throws IOException {
        if (config.report().written().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "nothing is scheduled: analyzer.report.write: name the reports to write");
        }
        ReportSpan span = ReportSpan.of("", "", asOf, config.report().zone());
        String day = span.dayOf(asOf).toString();
        for (ReportConfig.Written each : config.report().written()) {
            ReportDocument document =
                    reports.make(
                            new Reports.Request(
                                    each.kind(),
                                    span,
                                    ReportLanguage.parse(each.language()),
                                    CapacityFacts.WhatIf.NOTHING));
            Path directory = each.directory().orElse(config.shared().data().resolve("reports"));
            write(document, each.formats(), directory, day + "-" + each.language() + "-");
        }
        return ExitCode.OK;
    }

    private static void write(
            ReportDocument document, List<String> formats, Path directory, String prefix)
            throws IOException {
        List<ReportFormat> known = formats.stream().map(ReportFormat::parse).toList();
        Files.createDirectories(directory.toAbsolutePath());
        for (ReportFormat format : known) {
            for (RenderedFile file : format.render(document)) {
                Path path = directory.resolve(prefix + file.name());
                Files.write(path, file.bytes());
                System.out.println(path);
            }
        }
    }
}
