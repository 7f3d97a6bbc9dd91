package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfluxConfigTest {
    @Test
    void withoutUrlNothingIsExported() throws ConfigException {
        assertEquals(Optional.empty(), read("web: {}"));
        assertEquals(Optional.empty(), read("influxdb: {api: v1, database: beibu}"));
    }

    @Test
    void version1NamesADatabase() throws ConfigException {
        InfluxConfig config =
                read("influxdb: {url: 'http://192.0.2.1:8086', api: v1, database: beibu/days}")
                        .orElseThrow();

        assertEquals(URI.create("http://192.0.2.1:8086"), config.target().url());
        assertEquals(InfluxApi.V1, config.target().api());
        assertEquals("beibu/days", config.target().bucket());
        assertEquals(ExportPace.DEFAULT, config.pace());
        assertEquals(Path.of("store", "influxdb.mark"), config.markFile());
    }

    @Test
    void version2NamesABucketAnOrganisationAndAToken() throws ConfigException {
        InfluxConfig config =
                read("influxdb: {url: 'https://192.0.2.1', api: v2, bucket: beibu,"
                                + " org: bureau, token_file: /etc/beibu/token, interval: 2s}")
                        .orElseThrow();

        assertEquals("bureau", config.target().org());
        assertEquals(Optional.of(Path.of("/etc/beibu/token")), config.target().tokenFile());
        assertEquals(Duration.ofSeconds(2), config.pace().interval());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{url: 'http://192.0.2.1', database: beibu}|influxdb.api",
                "{url: 'http://192.0.2.1', api: v3, database: beibu}|influxdb.api",
                "{url: 'http://192.0.2.1', api: v1}|influxdb.database",
                "{url: 'http://192.0.2.1', api: v1, database: b, bucket: b}|influxdb.bucket",
                "{url: 'http://192.0.2.1', api: v2, database: beibu}|influxdb.bucket",
                "{url: 'http://192.0.2.1', api: v2, bucket: beibu}|influxdb.org",
                "{url: '192.0.2.1:8086', api: v1, database: beibu}|influxdb.url",
                "{url: 'http://u:p@192.0.2.1', api: v1, database: beibu}|influxdb.url",
                "{longest_wait: 10ms}|influxdb.longest_wait",
                "{timeout: 0s}|influxdb.timeout",
                "{databse: beibu}|databse"
            })
    void eachMistakeNamesItsKey(String influxdb, String named) {
        ConfigException error =
                assertThrows(ConfigException.class, () -> read("influxdb: " + influxdb));

        assertTrue(String.valueOf(error.getMessage()).contains(named), error::getMessage);
        assertTrue(String.valueOf(error.getMessage()).startsWith("beibu.yaml:"), error::getMessage);
    }

    private static Optional<InfluxConfig> read(String analyzer) throws ConfigException {
        String text = "analyzer:\n  " + analyzer.replace("web: {}", "influxdb: {}") + "\n";
        return InfluxConfig.from(
                ConfigFile.parse("beibu.yaml", text).section("analyzer", InfluxConfig.KEYS),
                Path.of("store"));
    }
}
