package org.beibu.analyzer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.beibu.analyzer.alert.AlertConfig;
import org.beibu.analyzer.alert.AlertsState;
import org.beibu.analyzer.alert.Maintenance;
import org.beibu.analyzer.alert.MaintenanceFile;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.analyzer.detect.DetectConfig;
import org.beibu.analyzer.export.InfluxConfig;
import org.beibu.analyzer.ingest.IngestConfig;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.recommend.RecommendConfig;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.segments.SegmentPlan;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.analyzer.store.MinuteFile;
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
 * @param publication what of passive timings may be shown
 * @param slo what service levels are asked for
 * @param alerts who is told of what needs a person
 * @param segments which series is which segment
 * @param recommend how exits are compared and recommended
 * @param report how planners' reports are made
 */
public record AnalyzerConfig(
        SharedConfig shared,
        WebConfig web,
        Optional<InfluxConfig> influx,
        Retention retention,
        IngestConfig ingest,
        int liveSeries,
        PublicationRule publication,
        SloConfig slo,
        AlertConfig alerts,
        SegmentPlan segments,
        RecommendConfig recommend,
        ReportConfig report) {

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
        Optional<InfluxConfig> influx = InfluxConfig.from(section, shared.data().resolve("store"));
        PublicationRule publication = publication(section);
        int counted =
                Math.max(
                        publication.minPrefixes(),
                        influx.map(config -> config.minPrefixes().orElse(1)).orElse(1));
        RecommendConfig recommend = RecommendConfig.from(section);
        return new AnalyzerConfig(
                shared,
                web(section),
                influx,
                retention(section),
                ingest(section, counted == 1 ? 0 : counted),
                (int) section.integer(AnalyzerKeys.LIVE_SERIES, 1, MOST_SERIES),
                publication,
                SloConfig.from(section),
                AlertConfig.from(section),
                SegmentPlan.from(section, shared.catalogue()),
                recommend,
                ReportConfig.from(section, recommend.capacities()));
    }

    /** Everything at its default, without export. */
    public static AnalyzerConfig of(SharedConfig shared) {
        return new AnalyzerConfig(
                shared,
                WebConfig.defaults(),
                Optional.empty(),
                Retention.DEFAULT,
                IngestConfig.DEFAULT,
                2048,
                PublicationRule.ALL,
                SloConfig.DEFAULT,
                AlertConfig.DEFAULT,
                SegmentPlan.EMPTY,
                RecommendConfig.OFF,
                ReportConfig.DEFAULT);
    }

    /** The same with another page. */
    public AnalyzerConfig withWeb(WebConfig other) {
        return new AnalyzerConfig(
                shared,
                other,
                influx,
                retention,
                ingest,
                liveSeries,
                publication,
                slo,
                alerts,
                segments,
                recommend,
                report);
    }

    /** The same with other reports and segments. */
    public AnalyzerConfig with(ReportConfig otherReport, SegmentPlan otherSegments) {
        return new AnalyzerConfig(
                shared,
                web,
                influx,
                retention,
                ingest,
                liveSeries,
                publication,
                slo,
                alerts,
                otherSegments,
                recommend,
                otherReport);
    }

    /** What of passive timings may be sent. */
    public PublicationRule exportRule() {
        return influx.map(InfluxConfig::minPrefixes)
                .filter(OptionalInt::isPresent)
                .map(fewest -> new PublicationRule(fewest.getAsInt(), publication.window()))
                .orElse(publication);
    }

    private static PublicationRule publication(ConfigSection section) throws ConfigException {
        int fewest =
                (int)
                        section.integer(
                                AnalyzerKeys.PUBLISH_MIN_PREFIXES, 1, PrefixSet.HIGHEST_LIMIT);
        return section.parsed(
                AnalyzerKeys.PUBLISH_WINDOW,
                window -> new PublicationRule(fewest, Resolution.parse(window)));
    }

    /** The store's file. */
    public Path storeFile() {
        return shared.data().resolve(SqliteDelayStore.FILE_NAME);
    }

    /** Planned maintenance, of the configuration and written down by command. */
    public Maintenance maintenance() {
        return new Maintenance(alerts.maintenance(), maintenanceFile());
    }

    /** Maintenance written down by command. */
    public MaintenanceFile maintenanceFile() {
        return new MaintenanceFile(shared.data().resolve(MaintenanceFile.FILE_NAME));
    }

    /** The file of alerts. */
    public Path alertsFile() {
        return shared.data().resolve(AlertsState.FILE_NAME);
    }

    /** The file of minutes of service levels. */
    public Path minuteFile() {
        return shared.data().resolve(MinuteFile.FILE_NAME);
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
                        Resolution.FIVE_MINUTES, AnalyzerKeys.KEEP_FIVE_MINUTES,
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

    private static IngestConfig ingest(ConfigSection section, int countedPrefixes)
            throws ConfigException {
        long memory = section.octets(AnalyzerKeys.MEMORY);
        if (memory < 1 << 20 || memory > MOST_MEMORY_BYTES) {
            throw section.error(AnalyzerKeys.MEMORY, "must be 1MiB to 16GiB");
        }
        Duration interval = section.duration(AnalyzerKeys.COMMIT_INTERVAL);
        if (interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw section.error(AnalyzerKeys.COMMIT_INTERVAL, "must be at most 1m");
        }
        return new IngestConfig(
                interval,
                memory,
                (int) section.integer(AnalyzerKeys.MAX_SERIES, 1, MOST_SERIES),
                countedPrefixes,
                DetectConfig.from(section));
    }
}
