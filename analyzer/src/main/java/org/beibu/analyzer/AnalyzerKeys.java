package org.beibu.analyzer;

import java.util.List;
import java.util.stream.Stream;
import org.beibu.analyzer.alert.AlertConfig;
import org.beibu.analyzer.detect.DetectConfig;
import org.beibu.analyzer.export.InfluxConfig;
import org.beibu.analyzer.recommend.RecommendConfig;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.segments.SegmentPlan;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.runtime.config.ConfigKey;

/** The keys of section {@code analyzer}. */
final class AnalyzerKeys {
    static final ConfigKey WEB_ADDRESS =
            ConfigKey.of(
                    "analyzer.web.address",
                    "127.0.0.1",
                    "Address of page and API; there is no login, so open it to trusted networks"
                            + " only.");
    static final ConfigKey WEB_PORT =
            ConfigKey.of("analyzer.web.port", "8047", "TCP port of page and API, 0 for any.");
    static final ConfigKey WEB_MAX_LAG =
            ConfigKey.of(
                    "analyzer.web.max_lag",
                    "5s",
                    "With a live view older than this /health calls the analyzer unhealthy.");
    static final ConfigKey WEB_MAX_PROBE_SILENCE =
            ConfigKey.of(
                    "analyzer.web.max_probe_silence",
                    "10s",
                    "With a probe silent for longer /health calls the analyzer unhealthy.");
    static final ConfigKey WEB_MAX_STREAMS =
            ConfigKey.of("analyzer.web.max_streams", "64", "How many pages may be open at a time.");

    static final ConfigKey KEEP_TEN_SECONDS =
            ConfigKey.of(
                    "analyzer.store.keep_10s",
                    "2d",
                    "How long windows of 10 s are kept after the last commit to them.");
    static final ConfigKey KEEP_MINUTE =
            ConfigKey.of("analyzer.store.keep_1m", "35d", "The same for windows of 1 min.");
    static final ConfigKey KEEP_FIVE_MINUTES =
            ConfigKey.of(
                    "analyzer.store.keep_5m",
                    "400d",
                    "The same for traffic and losses of 5 min: thirteen months for planners.");
    static final ConfigKey KEEP_HOUR =
            ConfigKey.of("analyzer.store.keep_1h", "400d", "The same for windows of 1 h.");
    static final ConfigKey KEEP_DAY =
            ConfigKey.of(
                    "analyzer.store.keep_1d",
                    "",
                    "The same for windows of 1 day; without it they are kept for ever.");

    static final ConfigKey COMMIT_INTERVAL =
            ConfigKey.of(
                    "analyzer.ingest.commit_interval",
                    "500ms",
                    "How long timings may wait for their commit to the store.");
    static final ConfigKey MEMORY =
            ConfigKey.of(
                    "analyzer.ingest.memory",
                    "64MiB",
                    "How much memory timings that wait for their commit may hold.");
    static final ConfigKey MAX_SERIES =
            ConfigKey.of(
                    "analyzer.ingest.max_series",
                    "16384",
                    "Series (path, method, metric, class) kept apart; further ones share one"
                            + " path.");
    static final ConfigKey LIVE_SERIES =
            ConfigKey.of(
                    "analyzer.live.max_series",
                    "2048",
                    "Series in the live view, some 50 KB each.");

    static final ConfigKey PUBLISH_MIN_PREFIXES =
            ConfigKey.of(
                    "analyzer.publish.min_prefixes",
                    "1",
                    "Figures of passive methods are shown only of windows with samples of so many"
                            + " networks (prefixes), 1 to 64; 1 shows everything, live.");
    static final ConfigKey PUBLISH_WINDOW =
            ConfigKey.of(
                    "analyzer.publish.window",
                    "1m",
                    "With more than 1: length of the windows that are shown or withheld as one,"
                            + " 10s or 1m.");

    private static final List<ConfigKey> OWN =
            List.of(
                    WEB_ADDRESS,
                    WEB_PORT,
                    WEB_MAX_LAG,
                    WEB_MAX_PROBE_SILENCE,
                    WEB_MAX_STREAMS,
                    KEEP_TEN_SECONDS,
                    KEEP_MINUTE,
                    KEEP_FIVE_MINUTES,
                    KEEP_HOUR,
                    KEEP_DAY,
                    COMMIT_INTERVAL,
                    MEMORY,
                    MAX_SERIES,
                    LIVE_SERIES,
                    PUBLISH_MIN_PREFIXES,
                    PUBLISH_WINDOW);

    /**
     * Those above, of the live watch, export, service levels, alerts, segments, recommendations and
     * reports.
     */
    static final List<ConfigKey> ALL =
            Stream.of(
                            OWN,
                            DetectConfig.KEYS,
                            InfluxConfig.KEYS,
                            SloConfig.KEYS,
                            AlertConfig.KEYS,
                            SegmentPlan.SEGMENT_KEYS,
                            RecommendConfig.KEYS,
                            ReportConfig.KEYS)
                    .flatMap(List::stream)
                    .toList();

    private AnalyzerKeys() {}
}
