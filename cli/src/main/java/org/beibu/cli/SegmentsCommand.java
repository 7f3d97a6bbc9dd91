package org.beibu.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.publish.PublishedStore;
import org.beibu.analyzer.segments.SegmentComparison;
import org.beibu.analyzer.segments.SegmentsView;
import org.beibu.analyzer.segments.TimeSpan;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.web.Moments;
import org.beibu.analyzer.web.SegmentsJson;
import org.beibu.analyzer.web.SegmentsText;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu segments}: what Nanning saves; works while the analyzer runs. */
@Command(
        name = "segments",
        description =
                "Predicts the delay from each city of analyzer.segments to the ASEAN"
                        + " destinations through Nanning, beside the ways past it that were"
                        + " measured. Without any figure the exit code is 3.",
        mixinStandardHelpOptions = true)
public final class SegmentsCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--since",
            paramLabel = "SPAN",
            defaultValue = "all",
            description = "Only the last 15m, 1h, 7d; 'all' (default) = everything in the store.")
    private String since = "all";

    @Option(names = "--json", description = "As JSON, schema beibu/segments/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException {
        ConfigFile configuration = options.file();
        SharedConfig shared = SharedConfig.from(configuration);
        AnalyzerConfig config = AnalyzerConfig.from(configuration, shared);
        if (config.segments().domestic().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "no segment from a city to nanning: analyzer.segments: say which series"
                            + " measures it");
        }
        long now = new SystemEpochNanoClock().nanoTime();
        TimeSpan range = range(now);
        Path file = config.storeFile();
        SegmentsView view;
        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(file)) {
            view =
                    SegmentComparison.of(
                            PublishedStore.of(
                                    store, config.publication(), new SystemEpochNanoClock()),
                            store,
                            config.segments(),
                            shared.catalogue(),
                            range);
        }
        System.out.print(
                json
                        ? SegmentsJson.text(view, shared.catalogue(), now) + "\n"
                        : SegmentsText.table(view));
        if (view.rows().stream().allMatch(row -> row.composed().isEmpty())) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "nothing to compose: " + file + ": see the notes for what has no timings");
        }
        return ExitCode.OK;
    }

    private TimeSpan range(long now) {
        try {
            return new TimeSpan(Moments.since(since, now), Moments.LATEST_NANOS);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": --since: give 15m, 1h, 7d or all", e);
        }
    }
}
