package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.slo.Burn;
import org.beibu.analyzer.slo.BurnWindow;
import org.beibu.analyzer.slo.Fit;
import org.beibu.analyzer.slo.PathFigures;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.analyzer.slo.SloState;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.analyzer.slo.SloView;
import org.beibu.analyzer.slo.Tally;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
    private static final AlertRules RULES =
            new AlertRules(
                    new AlertRules.Limits(
                            0.001,
                            Duration.ofSeconds(10),
                            Duration.ofMinutes(10),
                            1L << 30,
                            java.util.Set.of("all")));

    private static Tally tally(long minutes, long good, long bad) {
        return new Tally(minutes, good, bad, 0, 0, bad, 0, 0, 600);
    }

    /** Singapore via hk-3, e-sports alone: minutes of the last hour and of the last five. */
    private static Observation seen(Tally hour, Tally five, long timings, long free) {
        SloTarget target = SloTarget.DEFAULTS.get(0);
        BurnWindow window = new BurnWindow(14.4, Duration.ofHours(1), Duration.ofMinutes(5));
        PathFigures figures =
                new PathFigures(
                        0,
                        1,
                        Optional.of(new TimingKind(Method.STAMP, QualityClass.CLEAN)),
                        timings,
                        1,
                        2,
                        0,
                        0,
                        java.util.Set.of());
        SloView.Level level =
                new SloView.Level(
                        target,
                        OptionalLong.of(43_000_000),
                        SloState.AT_RISK,
                        hour,
                        List.of(new Burn(window, target.objective(), hour, five)),
                        new Fit(Fit.State.NO_DATA, List.of()));
        SloView view =
                new SloView(
                        0,
                        1,
                        SloConfig.DEFAULT,
                        List.of(
                                new SloView.RouteLevels(
                                        Catalogue.bundled().find("SG-SIN").orElseThrow(),
                                        List.of(
                                                new SloView.PathLevels(
                                                        "hk-3",
                                                        figures,
                                                        Map.of(),
                                                        List.of(level))))));
        return new Observation(
                1, Optional.of(view), LiveSnapshot.EMPTY, List.of(), OptionalLong.of(free), false);
    }

    @Test
    void burningTooFastNamesPathClassWindowAndFigures() {
        List<Condition> found =
                RULES.conditions(seen(tally(60, 56, 4), tally(5, 1, 4), 99, Long.MAX_VALUE));

        assertEquals(1, found.size());
        assertEquals(
                "BeibuSloBurn|class=e-sports|exit=hk-3|route=SG-SIN|window=1h/5m",
                found.get(0).key());
        assertEquals(Severity.CRITICAL, found.get(0).severity());
        assertTrue(
                found.get(0).summary().contains("66.7 times too fast over 1h/5m (4 of 60 measured"),
                found.get(0).summary());
    }

    @Test
    void aBurnWithoutMeasuredMinutesIsUnknownAndNotOver() {
        Observation burning = seen(tally(60, 56, 4), tally(5, 1, 4), 99, Long.MAX_VALUE);
        Alert alert = Alert.first(RULES.conditions(burning).get(0), 1);
        Observation silent = seen(tally(60, 50, 4), tally(5, 0, 0), 0, Long.MAX_VALUE);

        assertFalse(AlertRules.isUnknown(alert, burning));
        assertTrue(AlertRules.isUnknown(alert, silent));
        assertTrue(
                AlertRules.isUnknown(
                        alert,
                        new Observation(
                                1,
                                Optional.empty(),
                                LiveSnapshot.EMPTY,
                                List.of(),
                                OptionalLong.empty(),
                                false)));
    }

    @Test
    void aBurnOfAClassThatIsNoLongerAskedForIsOver() {
        Observation burning = seen(tally(60, 56, 4), tally(5, 1, 4), 99, Long.MAX_VALUE);
        Condition known = RULES.conditions(burning).get(0);
        for (String label : List.of("class", "window")) {
            Map<String, String> labels = new TreeMap<>(known.labels());
            labels.put(label, "former");
            Condition former =
                    new Condition(known.name(), labels, known.severity(), "", Duration.ZERO);

            assertFalse(AlertRules.isUnknown(Alert.first(former, 1), burning), label);
        }
    }

    @Test
    void onlyPathsThatAreUsuallyMeasuredAreMissed() {
        assertEquals(
                List.of("BeibuPathNoData"),
                names(seen(tally(60, 60, 0), tally(5, 0, 0), 0, Long.MAX_VALUE)));
        assertEquals(List.of(), names(seen(tally(60, 59, 0), tally(5, 0, 0), 0, Long.MAX_VALUE)));
        assertEquals(List.of(), names(seen(tally(60, 60, 0), tally(5, 0, 0), 1, Long.MAX_VALUE)));
    }

    @Test
    void theDiskWarnsBeforeTheJournalStops() {
        Tally none = tally(60, 0, 0);

        assertEquals(List.of(), names(seen(none, none, 9, 2L << 30)));
        Condition low = RULES.conditions(seen(none, none, 9, (2L << 30) - 1)).get(0);
        Condition out = RULES.conditions(seen(none, none, 9, (1L << 30) - 1)).get(0);

        assertEquals(Severity.WARNING, low.severity());
        assertEquals(Severity.CRITICAL, out.severity());
        assertEquals(low.key(), out.key(), "one alert that gets worse");
    }

    /** Kinds that alert of these events of one path, the newest first. */
    private static List<String> alerting(String... newestFirst) {
        List<PathEvent> events = new ArrayList<>();
        for (String kind : newestFirst) {
            events.add(
                    new PathEvent(
                            kind,
                            1_000 - events.size(),
                            new PathId("SG-SIN", "hk-3"),
                            "analyzer",
                            "{}"));
        }
        return RULES
                .conditions(
                        new Observation(
                                1,
                                Optional.empty(),
                                LiveSnapshot.EMPTY,
                                events,
                                OptionalLong.empty(),
                                false))
                .stream()
                .map(condition -> String.valueOf(condition.labels().get("kind")))
                .toList();
    }

    @Test
    void whatIsOverAlertsNobodyAndNeitherDoesItsEnd() {
        assertEquals(List.of("outage", "level-shift"), alerting("outage", "level-shift"));
        assertEquals(List.of("level-shift"), alerting("outage-over", "level-shift", "outage"));
        assertEquals(List.of("outage"), alerting("outage", "outage-over", "outage"));
        assertEquals(List.of("outage"), alerting("loss-rate-over", "outage"));
    }

    private static List<String> names(Observation seen) {
        return RULES.conditions(seen).stream().map(Condition::name).toList();
    }

    @Test
    void everyAlertIsInTheOnCallPartOfTheOperatorsDocument() throws Exception {
        String document =
                Files.readString(Path.of(System.getProperty("beibu.root"), "docs/operate.md"));
        for (String name : AlertRules.NAMES) {
            assertTrue(document.contains("| `" + name + "` |"), name);
        }
    }
}
