package org.beibu.analyzer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.analyzer.export.InfluxConfig;
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
                InfluxConfig.from(section, shared.data().resolve("store")),
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
