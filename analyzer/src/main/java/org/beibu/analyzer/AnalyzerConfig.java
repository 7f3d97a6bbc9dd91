package org.beibu.analyzer;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.analyzer.export.ExportPace;
import org.beibu.analyzer.export.InfluxApi;
import org.beibu.analyzer.export.InfluxConfig;
import org.beibu.analyzer.export.InfluxTarget;
import org.beibu.analyzer.ingest.IngestConfig;
import org.beibu.analyzer.store.Retention;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.web.WebConfig;
import org.beibu.model.Resolution;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
import org.beibu.runtime.config.SharedConfig;

/**
 * The analyzer's configuration: sections {@code shared} and {@code analyzer}.
 *
 * @param shared data directory, catalogue, journal
 * @param web page and API
 * @param influx the export, empty when there is none
 * @param retention how long windows are kept
 * @param ingest how the journal is taken in
 * @param liveSeries how many series the live view holds
 */
public record AnalyzerConfig(
        SharedConfig shared,
        WebConfig web,
        Optional<InfluxConfig> influx,
        Retention retention,
        IngestConfig ingest,
        int liveSeries) {

    /** All keys of section {@code analyzer}. */
    public static final List<ConfigKey> KEYS = AnalyzerKeys.ALL;

    private static final int MOST_SERIES = 1 << 20;
    private static final long MOST_MEMORY_BYTES = 16L << 30;

    /**
     * The configuration of a file.
     *
     * @throws ConfigException naming line and column
     */
    public static AnalyzerConfig from(ConfigFile file, SharedConfig shared) throws ConfigException {
        ConfigSection section = file.section("analyzer", KEYS);
        return new AnalyzerConfig(
                shared,
                web(section),
                influx(section, shared.data()),
                retention(section),
                ingest(section),
                (int) section.integer(AnalyzerKeys.LIVE_SERIES, 1, MOST_SERIES));
    }

    /** Everything at its default, without export. */
    public static AnalyzerConfig of(SharedConfig shared) {
        return new AnalyzerConfig(
                shared,
                WebConfig.defaults(),
                Optional.empty(),
                Retention.DEFAULT,
                IngestConfig.DEFAULT,
                2048);
    }

    /** The same with another page. */
    public AnalyzerConfig withWeb(WebConfig other) {
        return new AnalyzerConfig(shared, other, influx, retention, ingest, liveSeries);
    }

    /** The store's file. */
    public Path storeFile() {
        return shared.data().resolve(SqliteDelayStore.FILE_NAME);
    }

    private static WebConfig web(ConfigSection section) throws ConfigException {
        Duration maxLag = positive(section, AnalyzerKeys.WEB_MAX_LAG);
        Duration maxSilence = positive(section, AnalyzerKeys.WEB_MAX_PROBE_SILENCE);
        int port = (int) section.integer(AnalyzerKeys.WEB_PORT, 0, 65_535);
        int streams = (int) section.integer(AnalyzerKeys.WEB_MAX_STREAMS, 1, 10_000);
        return section.parsed(
                AnalyzerKeys.WEB_ADDRESS,
                address -> new WebConfig(address, port, maxLag, maxSilence, streams));
    }

    private static Duration positive(ConfigSection section, ConfigKey key) throws ConfigException {
        Duration duration = section.duration(key);
        if (duration.isZero()) {
            throw section.error(key, "must be more than nothing");
        }
        return duration;
    }

    private static Optional<InfluxConfig> influx(ConfigSection section, Path data)
            throws ConfigException {
        InfluxApi api = section.parsed(AnalyzerKeys.INFLUX_API, InfluxApi::parse);
        String bucket =
                section.text(
                        api == InfluxApi.V1
                                ? AnalyzerKeys.INFLUX_DATABASE
                                : AnalyzerKeys.INFLUX_BUCKET);
        String org = section.text(AnalyzerKeys.INFLUX_ORG);
        Optional<Path> token =
                section.optionalParsed(AnalyzerKeys.INFLUX_TOKEN_FILE, text -> Path.of(text));
        Optional<InfluxTarget> target =
                section.optionalParsed(
                        AnalyzerKeys.INFLUX_URL,
                        url -> new InfluxTarget(URI.create(url), api, bucket, org, token));
        ExportPace pace = pace(section);
        Path mark = data.resolve("store").resolve("influxdb.mark");
        return target.map(to -> new InfluxConfig(to, pace, mark));
    }

    private static ExportPace pace(ConfigSection section) throws ConfigException {
        Duration interval = positive(section, AnalyzerKeys.INFLUX_INTERVAL);
        Duration timeout = positive(section, AnalyzerKeys.INFLUX_TIMEOUT);
        Duration backfill = section.duration(AnalyzerKeys.INFLUX_BACKFILL);
        int batch = (int) section.integer(AnalyzerKeys.INFLUX_BATCH, 1, 100_000);
        int queue = (int) section.integer(AnalyzerKeys.INFLUX_QUEUE, 1, 10_000_000);
        Duration longestWait = section.duration(AnalyzerKeys.INFLUX_LONGEST_WAIT);
        try {
            return new ExportPace(interval, timeout, longestWait, backfill, batch, queue);
        } catch (IllegalArgumentException e) {
            throw section.error(AnalyzerKeys.INFLUX_LONGEST_WAIT, String.valueOf(e.getMessage()));
        }
    }

    private static Retention retention(ConfigSection section) throws ConfigException {
        Map<Resolution, ConfigKey> keys =
                Map.of(
                        Resolution.TEN_SECONDS, AnalyzerKeys.KEEP_TEN_SECONDS,
                        Resolution.MINUTE, AnalyzerKeys.KEEP_MINUTE,
                        Resolution.HOUR, AnalyzerKeys.KEEP_HOUR,
                        Resolution.DAY, AnalyzerKeys.KEEP_DAY);
        Map<Resolution, Duration> kept = new EnumMap<>(Resolution.class);
        for (Resolution resolution : Resolution.values()) {
            ConfigKey key = keys.getOrDefault(resolution, AnalyzerKeys.KEEP_DAY);
            if (section.optionalText(key).isPresent()) {
                kept.put(resolution, section.duration(key));
                try {
                    new Retention(kept);
                } catch (IllegalArgumentException e) {
                    throw section.error(key, String.valueOf(e.getMessage()));
                }
            }
        }
        return new Retention(kept);
    }

    private static IngestConfig ingest(ConfigSection section) throws ConfigException {
        long memory = section.octets(AnalyzerKeys.MEMORY);
        if (memory < 1 << 20 || memory > MOST_MEMORY_BYTES) {
            throw section.error(AnalyzerKeys.MEMORY, "must be 1MiB to 16GiB");
        }
        Duration interval = section.duration(AnalyzerKeys.COMMIT_INTERVAL);
        if (interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw section.error(AnalyzerKeys.COMMIT_INTERVAL, "must be at most 1m");
        }
        return new IngestConfig(
                interval, memory, (int) section.integer(AnalyzerKeys.MAX_SERIES, 1, MOST_SERIES));
    }
}
