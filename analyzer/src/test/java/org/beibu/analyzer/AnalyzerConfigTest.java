package org.beibu.analyzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.beibu.analyzer.detect.DetectConfig;
import org.beibu.analyzer.export.InfluxApi;
import org.beibu.analyzer.export.InfluxConfig;
import org.beibu.analyzer.store.Retention;
import org.beibu.model.Resolution;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyzerConfigTest {
    private static final SharedConfig SHARED = SharedConfig.at(Path.of("/data"));

    private static AnalyzerConfig parse(String text) throws ConfigException {
        return AnalyzerConfig.from(ConfigFile.parse("beibu.yaml", text), SHARED);
    }

    @Test
    void anEmptyFileGivesTheDefaults() throws ConfigException {
        assertEquals(AnalyzerConfig.of(SHARED), parse(""));
        assertEquals(Path.of("/data/store/beibu.sqlite"), parse("").storeFile());
        assertEquals(Retention.DEFAULT, parse("").retention());
    }

    @Test
    void everySectionIsRead() throws ConfigException {
        AnalyzerConfig config =
                parse(
                        """
                        analyzer:
                          web:
                            address: 192.0.2.1
                            port: 80
                          influxdb:
                            url: http://192.0.2.2:8086
                            api: v1
                            database: beibu/two_weeks
                            interval: 20s
                          store:
                            keep_10s: 6h
                            keep_1d: 4000d
                          ingest:
                            commit_interval: 1s
                            memory: 16MiB
                          detect:
                            least_shift: 2ms
                            max_sessions: 10
                        """);

        assertEquals("192.0.2.1", config.web().address());
        assertEquals(80, config.web().port());
        InfluxConfig influx = config.influx().orElseThrow();
        assertEquals(InfluxApi.V1, influx.target().api());
        assertEquals("beibu/two_weeks", influx.target().bucket());
        assertEquals(Duration.ofSeconds(20), influx.pace().interval());
        assertEquals(Path.of("/data/store/influxdb.mark"), influx.markFile());
        assertEquals(
                Optional.of(Duration.ofHours(6)), config.retention().of(Resolution.TEN_SECONDS));
        assertEquals(Optional.of(Duration.ofDays(4000)), config.retention().of(Resolution.DAY));
        assertEquals(Duration.ofSeconds(1), config.ingest().commitInterval());
        assertEquals(16 << 20, config.ingest().memoryBytes());
        assertEquals(new DetectConfig(true, Duration.ofMillis(2), 10), config.ingest().detect());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{web: {port: 70000}}            | analyzer.web.port",
                "{web: {prt: 1}}                 | did you mean",
                "{web: {max_lag: 0s}}            | analyzer.web.max_lag",
                "{store: {keep_1m: 5s}}          | analyzer.store.keep_1m",
                "{store: {keep_1m: 5}}           | with a unit",
                "{ingest: {memory: 1KiB}}        | analyzer.ingest.memory",
                "{ingest: {commit_interval: 2h}} | analyzer.ingest.commit_interval",
                "{detect: {least_shift: 1us}}    | must be 100us to 1s",
                "{detect: {enabled: perhaps}}    | analyzer.detect.enabled",
                "{influxdb: {url: 'http://x'}}   | analyzer.influxdb.api",
                "{influxdb: {api: v3}}           | analyzer.influxdb.api",
                "{influxdb: {longest_wait: 1ms}} | analyzer.influxdb.longest_wait",
            })
    void mistakesNameKeyAndLine(String analyzer, String expected) {
        ConfigException mistake =
                assertThrows(ConfigException.class, () -> parse("\nanalyzer: " + analyzer));

        String message = String.valueOf(mistake.getMessage());
        assertTrue(message.contains("beibu.yaml:2"), message);
        assertTrue(message.contains(expected), message);
    }
}
