package org.beibu.analyzer.export;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;

/**
 * Configuration of the InfluxDB export, section {@code analyzer.influxdb}.
 *
 * @param target where the points go
 * @param pace how fast and how much
 * @param minPrefixes fewest networks of a window that is sent; empty = as on the page
 * @param markFile remembers how far the export got; lies beside the store
 */
public record InfluxConfig(
        InfluxTarget target, ExportPace pace, OptionalInt minPrefixes, Path markFile) {
    /** As many networks as on the page. */
    public InfluxConfig(InfluxTarget target, ExportPace pace, Path markFile) {
        this(target, pace, OptionalInt.empty(), markFile);
    }

    private static final ConfigKey URL =
            ConfigKey.of(
                    "analyzer.influxdb.url",
                    "",
                    "Address of the InfluxDB server, http(s)://host:port; without it nothing is"
                            + " exported.");
    private static final ConfigKey API =
            ConfigKey.of(
                    "analyzer.influxdb.api",
                    "",
                    "v1 for InfluxDB 1.x, v2 for 2.x and what speaks its write API; needed with"
                            + " url.");
    private static final ConfigKey DATABASE =
            ConfigKey.of(
                    "analyzer.influxdb.database",
                    "",
                    "With v1: name of the database, or database/retention-policy; it must exist.");
    private static final ConfigKey BUCKET =
            ConfigKey.of(
                    "analyzer.influxdb.bucket", "", "With v2: name of the bucket; it must exist.");
    private static final ConfigKey ORG =
            ConfigKey.of("analyzer.influxdb.org", "", "With v2: name of the organisation.");
    private static final ConfigKey TOKEN_FILE =
            ConfigKey.of(
                    "analyzer.influxdb.token_file",
                    "",
                    "File that holds the token (v2) or user:password (v1); never printed.");
    private static final ConfigKey INTERVAL =
            ConfigKey.of(
                    "analyzer.influxdb.interval",
                    "5s",
                    "A window that keeps changing is sent once in this time.");
    private static final ConfigKey TIMEOUT =
            ConfigKey.of("analyzer.influxdb.timeout", "10s", "The longest wait for one answer.");
    private static final ConfigKey LONGEST_WAIT =
            ConfigKey.of(
                    "analyzer.influxdb.longest_wait",
                    "1m",
                    "The longest wait between attempts while the server fails.");
    private static final ConfigKey BACKFILL =
            ConfigKey.of(
                    "analyzer.influxdb.backfill",
                    "1d",
                    "How far back windows are sent when nothing was ever exported from this"
                            + " store.");

    private static final ConfigKey BATCH_POINTS =
            ConfigKey.of("analyzer.influxdb.batch_points", "2000", "Points in one request.");
    private static final ConfigKey QUEUED_WINDOWS =
            ConfigKey.of(
                    "analyzer.influxdb.queued_windows",
                    "65536",
                    "Changed windows remembered; further ones are read from the store again.");

    private static final ConfigKey MIN_PREFIXES =
            ConfigKey.of(
                    "analyzer.influxdb.min_prefixes",
                    "",
                    "As analyzer.publish.min_prefixes, for what is sent; without it the same.");

    /** All keys of the section. */
    public static final List<ConfigKey> KEYS =
            List.of(
                    URL,
                    API,
                    DATABASE,
                    BUCKET,
                    ORG,
                    TOKEN_FILE,
                    INTERVAL,
                    TIMEOUT,
                    LONGEST_WAIT,
                    BACKFILL,
                    BATCH_POINTS,
                    QUEUED_WINDOWS,
                    MIN_PREFIXES);

    /**
     * The configuration in the section {@code analyzer}; empty when nothing is to be exported.
     *
     * @param storeDirectory where the mark lies
     * @throws ConfigException naming line and column
     */
    public static Optional<InfluxConfig> from(ConfigSection analyzer, Path storeDirectory)
            throws ConfigException {
        ExportPace pace = pace(analyzer);
        Optional<Path> tokenFile = analyzer.optionalParsed(TOKEN_FILE, Path::of);
        String database = analyzer.text(DATABASE);
        String bucket = analyzer.text(BUCKET);
        String org = analyzer.text(ORG);
        OptionalInt minPrefixes =
                analyzer.optionalText(MIN_PREFIXES).isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(
                                (int) analyzer.integer(MIN_PREFIXES, 1, PrefixSet.HIGHEST_LIMIT));
        Optional<InfluxApi> named = analyzer.optionalParsed(API, InfluxApi::parse);
        if (analyzer.optionalText(URL).isEmpty()) {
            return Optional.empty();
        }
        if (named.isEmpty()) {
            throw analyzer.error(API, "is missing: v1 or v2, whichever the server speaks");
        }
        InfluxApi api = named.get();
        ConfigKey needed = api == InfluxApi.V1 ? DATABASE : BUCKET;
        ConfigKey other = api == InfluxApi.V1 ? BUCKET : DATABASE;
        if (analyzer.text(needed).isBlank()) {
            throw analyzer.error(needed, "is missing: the " + api + " API needs it");
        }
        if (!analyzer.text(other).isBlank()) {
            throw analyzer.error(
                    other, "has no meaning with the " + api + " API: give " + needed.name());
        }
        if (api == InfluxApi.V2 && org.isBlank()) {
            throw analyzer.error(ORG, "is missing: the v2 API needs it");
        }
        String into = api == InfluxApi.V1 ? database : bucket;
        InfluxTarget target =
                analyzer.parsed(
                        URL, url -> new InfluxTarget(URI.create(url), api, into, org, tokenFile));
        return Optional.of(
                new InfluxConfig(
                        target, pace, minPrefixes, storeDirectory.resolve("influxdb.mark")));
    }

    private static ExportPace pace(ConfigSection analyzer) throws ConfigException {
        Duration longestWait = analyzer.duration(LONGEST_WAIT);
        if (longestWait.compareTo(Duration.ofSeconds(1)) < 0) {
            throw analyzer.error(LONGEST_WAIT, "must be 1s or more");
        }
        if (analyzer.duration(TIMEOUT).isZero()) {
            throw analyzer.error(TIMEOUT, "must be more than nothing");
        }
        return new ExportPace(
                analyzer.duration(INTERVAL),
                analyzer.duration(TIMEOUT),
                longestWait,
                analyzer.duration(BACKFILL),
                (int) analyzer.integer(BATCH_POINTS, 1, 100_000),
                (int) analyzer.integer(QUEUED_WINDOWS, 1, 10_000_000));
    }
}
