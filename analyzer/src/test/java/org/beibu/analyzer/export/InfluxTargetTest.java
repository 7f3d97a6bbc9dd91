package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfluxTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://192.0.2.1",
                "192.0.2.1:8086",
                "http:/nohost",
                "http://user:secret@192.0.2.1:8086",
                "http://192.0.2.1:8086/?p=secret"
            })
    void urlMustBePlainHttp(String url) {
        assertThrows(IllegalArgumentException.class, () -> target(url, InfluxApi.V1, "db", ""));
    }

    @Test
    void bucketAndOrganisationMustBeThere() {
        assertThrows(
                IllegalArgumentException.class,
                () -> target("http://192.0.2.1:8086", InfluxApi.V1, " ", ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> target("http://192.0.2.1:8086", InfluxApi.V2, "bucket", ""));
    }

    @Test
    void textNamesNoFileOfSecrets() {
        InfluxTarget target =
                new InfluxTarget(
                        URI.create("https://192.0.2.1/tsdb"),
                        InfluxApi.V2,
                        "beibu",
                        "bureau",
                        Optional.of(Path.of("/etc/beibu/token")));

        assertEquals("https://192.0.2.1/tsdb (v2, beibu)", target.toString());
    }

    private static InfluxTarget target(String url, InfluxApi api, String bucket, String org) {
        return new InfluxTarget(URI.create(url), api, bucket, org, Optional.empty());
    }
}
