package org.beibu.analyzer.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.model.PathId;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentPlanTest {
    @TempDir private Path directory;

    private SegmentPlan read(String... segments) throws IOException, ConfigException {
        Path file = directory.resolve("beibu.yaml");
        Files.writeString(
                file, "analyzer:\n  segments:\n" + String.join("", segments) + "shared:\n");
        ConfigFile config = ConfigFile.read(file);
        return AnalyzerConfig.from(config, SharedConfig.from(config)).segments();
    }

    private static String segment(String from, String to, String via, String series) {
        return "    - {from: %s, to: %s, via: '%s', series: '%s'}%n"
                .formatted(from, to, via, series);
    }

    @Test
    void citiesReachNanningAndDestinationsFromThereOrPastIt() throws IOException, ConfigException {
        SegmentPlan plan =
                read(
                        segment("beijing", "nanning", "", "-/bj-nng"),
                        segment("nanning", "SG-SIN", "", "SG-SIN/gz-1 stamp far clean"),
                        segment("beijing", "SG-SIN", "guangzhou", "-/bj-gz-sin stamp"));

        assertEquals(1, plan.domestic().size());
        assertEquals(
                "SG-SIN/gz-1 stamp far clean",
                plan.international("SG-SIN").orElseThrow().series().toString());
        assertTrue(plan.international("VN-HAN").isEmpty());
        assertEquals("guangzhou", plan.direct("beijing", "SG-SIN").get(0).via());
        assertEquals(
                new PathId("-", "bj-gz-sin"),
                plan.direct("beijing", "SG-SIN").get(0).series().path());
    }

    @Test
    void mistakesNameKeyAndRule() {
        refused("segments[0].to", "XX-YYY", segment("beijing", "XX-YYY", "", "-/a"));
        refused("segments[0].series", "not a path", segment("beijing", "nanning", "", "bj"));
        refused("segments[0].series", "not a timing", segment("beijing", "nanning", "", "-/a x"));
        refused("segments[0].from", "not a city", segment("Beijing", "nanning", "", "-/a"));
        refused("segments[0].via", "is missing", segment("beijing", "SG-SIN", "", "-/a"));
        refused("segments[0].via", "past Nanning", segment("beijing", "nanning", "gz", "-/a"));
        refused("segments[0].to", "begins", segment("nanning", "nanning", "", "-/a"));
        refused(
                "segments[1].from",
                "two segments",
                segment("beijing", "nanning", "", "-/a"),
                segment("beijing", "nanning", "", "-/b"));
    }

    private void refused(String key, String rule, String... segments) {
        ConfigException refusal = assertThrows(ConfigException.class, () -> read(segments));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(key) && message.contains(rule), message);
    }
}
