package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.alert.AlertCounter;
import org.beibu.analyzer.export.ExportCounter;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.slo.SloCounter;
import org.beibu.model.Catalogue;
import org.beibu.model.PathId;
import org.beibu.runtime.counters.Counter;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalCounter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private static final long NOW = FullBureau.NOW;

    /** Whose values are bounded by the configuration, or by us. */
    private static final Set<String> LABELS =
            Set.of(
                    "version",
                    "java",
                    "route",
                    "exit",
                    "method",
                    "metric",
                    "class",
                    "le",
                    "direction",
                    "probe",
                    "reason",
                    "state",
                    "window",
                    "span");

    private static final Pattern NAME = Pattern.compile("beibu_[a-z0-9]+(_[a-z0-9]+)*");
    private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=");

    /** Other units than seconds, octets and ratios. */
    private static final Pattern OTHER_UNIT =
            Pattern.compile(".*_(ns|nanos|us|micros|ms|millis|percent|kb|mb|bits|minutes)(_.*|$)");

    /** All that /metrics shows of a bureau in which everything is enabled. */
    private static String full() {
        FullBureau bureau = new FullBureau();
        bureau.counters.register(AnalyzerCounter.class);
        bureau.counters.register(JournalCounter.class);
        bureau.counters.register(ExportCounter.class);
        bureau.counters.register(SloCounter.class);
        bureau.counters.register(AlertCounter.class);
        bureau.counters.register(WebCounter.class);
        return PrometheusText.of(
                new StoreTotals(
                        new RttTotals(bureau.store).read(NOW),
                        bureau.traffic.trafficTotals(),
                        bureau.losses.lossTotals(),
                        new ClockDoubts(
                                Map.of(
                                        PathId.parse("VN-HAN/gz-1"),
                                        new ClockDoubts.Doubt("clock-step", NOW, 4_000_000)))),
                bureau.live.snapshot(),
                bureau.sources(),
                "0.1.0");
    }

    private static List<String[]> types(String text) {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" "))
                .toList();
    }

    @Test
    @Tag("interop")
    void promtoolFindsNothingToComplainAboutInAnyFamily() throws IOException, InterruptedException {
        Promtool.assume();
        String text = full();
        for (String[] type : types(text)) {
            String name = type[2] + (type[3].equals("histogram") ? "_count" : "");
            assertTrue(text.contains("\n" + name + "{") || text.contains("\n" + name + " "), name);
        }
        for (String family : List.of("slo_burn_rate", "alert", "export", "one_way_error_seconds")) {
            assertTrue(text.contains("# TYPE beibu_" + family), family);
        }

        Promtool.assertIsContent(text);
    }

    @Test
    void namesFollowTheConventionsAndUnitsAreBaseUnits() {
        List<String> wrong = new ArrayList<>();
        for (String[] type : types(full())) {
            String name = type[2];
            boolean isCounter = type[3].equals("counter");
            if (!NAME.matcher(name).matches()
                    || OTHER_UNIT.matcher(name).matches()
                    || isCounter != name.endsWith("_total")
                    || (type[3].equals("histogram") && !name.endsWith("_seconds"))) {
                wrong.add(name + " " + type[3]);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void labelsAreOfFewNamesAndNoFamilyHasMoreLinesThanItsPathsExplain() {
        String text = full();
        Set<String> labels = new TreeSet<>();
        Matcher matcher = LABEL.matcher(text);
        while (matcher.find()) {
            labels.add(matcher.group(1));
        }
        labels.removeAll(LABELS);
        assertEquals(Set.of(), labels);

        int paths = Catalogue.bundled().routes().size() * 3 + 4;
        for (String[] type : types(text)) {
            if (!type[3].equals("histogram")) {
                long lines = text.lines().filter(line -> line.matches(type[2] + "[ {].*")).count();
                assertTrue(lines <= paths * 5L * 6, type[2] + " has " + lines + " lines");
            }
        }
    }

    /** A counter whose name is also that of a metric with labels. */
    private enum Clash implements Counter {
        DROPPED;

        @Override
        public String label() {
            return "probe_capture_dropped";
        }

        @Override
        public String help() {
            return "Something else";
        }
    }

    @Test
    void everyMetricHasHelpAndTypeOnceEvenWhenACounterClashes() {
        FakeBureau bureau = new FakeBureau(Catalogue.bundled(), Optional.empty());
        Counters counters = new Counters();
        counters.register(Clash.class);

        String text =
                PrometheusText.of(
                        new StoreTotals(List.of(), Map.of(), Map.of(), ClockDoubts.NONE),
                        bureau.snapshot(NOW),
                        new WebSources(
                                new LiveView(),
                                new MemoryDelayStore(),
                                new MemoryTraffic().sources(),
                                new MemoryLosses(),
                                query -> List.of(),
                                PublicationRule.ALL,
                                Catalogue.bundled(),
                                counters),
                        "0.1.0");

        long types = types(text).size();
        assertEquals(types, types(text).stream().map(type -> type[2]).distinct().count());
        assertEquals(types, text.lines().filter(line -> line.startsWith("# HELP")).count());
    }
}
