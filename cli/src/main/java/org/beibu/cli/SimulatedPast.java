package org.beibu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.simulator.history.HistoryConfig;
import org.beibu.simulator.history.HistoryFile;
import org.beibu.simulator.history.SimulatedHistory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code beibu simulate} that write a past into a store. */
final class SimulatedPast {
    @Option(
            names = "--history",
            paramLabel = "DIR",
            description =
                    "Writes months of made-up traffic and delays into the store of this data"
                            + " directory, and a configuration beside it.")
    private @Nullable Path directory;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            defaultValue = "2026-11-01",
            description = "Its end: a day, or ISO-8601 with zone (default 2026-11-01).")
    private String until = "2026-11-01";

    @Option(names = "--days", description = "Its length (default 365).", defaultValue = "365")
    private int days = 365;

    @Option(names = "--routes", description = "How many destinations.", defaultValue = "13")
    private int routes = 13;

    boolean isWanted() {
        return directory != null;
    }

    void write(long seed, boolean json) throws IOException {
        Path data = directory;
        if (data == null) {
            throw new IllegalArgumentException("no directory: --history");
        }
        Instant end = ReportSpan.moment(until, HistoryConfig.ZONE);
        HistoryConfig config = HistoryConfig.usual(seed, end, days, routes);
        SimulatedHistory.Written written = SimulatedHistory.write(config, data);
        Path file = data.resolve("beibu.yaml");
        Files.writeString(file, HistoryFile.of(config, data), StandardCharsets.UTF_8);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("schema", "beibu/simulate-history/v1");
        figures.put("data", data.toString());
        figures.put("config", file.toString());
        figures.put("from", written.start().toString());
        figures.put("to", config.until().toString());
        figures.put("seed", seed);
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(figures));
        } else {
            System.err.println(
                    data
                            + ": "
                            + written.start()
                            + " to "
                            + config.until()
                            + "; next: beibu report capacity --config "
                            + file
                            + " --as-of "
                            + config.until());
        }
    }
}
