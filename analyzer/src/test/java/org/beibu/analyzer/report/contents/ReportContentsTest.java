package org.beibu.analyzer.report.contents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongToDoubleFunction;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.report.PlannedLink;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.ReportKind;
import org.beibu.analyzer.report.ReportSources;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.Reports;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.MadeUpTraffic;
import org.beibu.analyzer.segments.SegmentPlan;
import org.beibu.analyzer.slo.Exclusions;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.analyzer.slo.SloSources;
import org.beibu.analyzer.slo.StoredLosses;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.model.Catalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportContentsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant END = LocalDate.of(2026, 11, 1).atStartOfDay(ZONE).toInstant();
    private static final int DAY = 86_400;

    @TempDir private Path data;
    private SqliteDelayStore store;
    private final MadeUpTraffic traffic = new MadeUpTraffic();
    private final TreeMap<String, PlannedLink> links = new TreeMap<>();

    @BeforeEach
    void open() {
        store = SqliteDelayStore.open(data.resolve(SqliteDelayStore.FILE_NAME));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ReportDocument report(ReportKind kind, ReportLanguage language) {
        ReportConfig usual = ReportConfig.DEFAULT;
        ReportConfig config =
                new ReportConfig(
                        usual.zone(),
                        usual.limits(),
                        usual.planAt(),
                        usual.decideAt(),
                        usual.leadDays(),
                        links,
                        usual.kneeTimes(),
                        List.of());
        SloSources levels =
                new SloSources(
                        store,
                        PublicationRule.ALL,
                        Optional.empty(),
                        new StoredLosses(store),
                        Catalogue.bundled(),
                        Exclusions.NONE);
        ReportSources sources =
                new ReportSources(
                        config,
                        data,
                        traffic,
                        store,
                        levels,
                        SloConfig.DEFAULT,
                        new ServiceClassNames(List.of("other")),
                        SegmentPlan.EMPTY);
        return new Reports(sources)
                .make(
                        new Reports.Request(
                                kind,
                                ReportSpan.of("", "", END, ZONE),
                                language,
                                CapacityFacts.WhatIf.NOTHING));
    }

    private void link(String exit, double gbit) {
        links.put(exit, new PlannedLink(exit, OptionalDouble.of(gbit), 90, "", ""));
    }

    /** Days of an exit at one rate each; NaN for a day without any count. */
    private void days(String exit, int days, LongToDoubleFunction rateOfDay) {
        for (long day = 0; day < days; day++) {
            double rate = rateOfDay.applyAsDouble(day);
            for (long window = 0; window < 288 && !Double.isNaN(rate); window++) {
                long second = END.getEpochSecond() - (days - day) * DAY + window * 300;
                traffic.out("SG-SIN/" + exit, second, rate);
            }
        }
    }

    private static String words(ReportDocument document) {
        StringBuilder text = new StringBuilder();
        for (Section section : document.sections()) {
            for (Block block : section.blocks()) {
                if (block instanceof Block.Paragraph paragraph) {
                    text.append(paragraph.text()).append('\n');
                } else if (block instanceof Block.Remark remark) {
                    text.append(remark.text()).append('\n');
                }
            }
        }
        return text.toString();
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaces() {
        Wording english = new Wording(ReportLanguage.EN);
        Wording chinese = new Wording(ReportLanguage.ZH);

        assertEquals(
                new TreeSet<>(english.all().stringPropertyNames()),
                new TreeSet<>(chinese.all().stringPropertyNames()));
        for (String key : english.all().stringPropertyNames()) {
            for (int place = 0; place < 8; place++) {
                String mark = "{" + place + "}";
                assertEquals(
                        english.all().getProperty(key).contains(mark),
                        chinese.all().getProperty(key).contains(mark),
                        key + " " + mark);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ReportKind.class)
    void emptyStoreGivesAReportThatSaysWhatCannotBeSaid(ReportKind kind) {
        for (ReportLanguage language : ReportLanguage.values()) {
            ReportDocument document = report(kind, language);

            assertEquals("summary", document.sections().get(0).id());
            assertTrue(words(document).length() > 20, words(document));
        }
        String english = words(report(kind, ReportLanguage.EN));
        assertTrue(
                english.contains("nothing can be said")
                        || english.contains("nothing can be compared"),
                english);
    }

    @Test
    void shortHistoryHasDemandButNeitherGrowthNorDates() {
        link("gz-1", 10);
        days("gz-1", 20, day -> 3e9);

        String text = words(report(ReportKind.CAPACITY, ReportLanguage.EN));

        assertTrue(text.contains("95th percentile of 3.00 Gbit/s"), text);
        assertTrue(text.contains("its growth is not known"), text);
        assertTrue(text.contains("too short to try forecasts"), text);
        assertTrue(text.contains("The only link"), text);
        assertFalse(text.contains("Order more capacity"), text);
        assertTrue(text.contains("fewer than two links"), text);
    }

    @Test
    void gapsAreToldAndFiguresProvisional() {
        link("gz-1", 10);
        days("gz-1", 200, day -> day % 10 == 3 ? Double.NaN : 3e9);

        String text = words(report(ReportKind.CAPACITY, ReportLanguage.EN));

        assertTrue(text.contains("10.0 % of the 5-minute windows are missing"), text);
        assertTrue(text.contains("provisional"), text);
    }

    @Test
    void growingLinkIsToBeOrderedByItsDate() {
        link("gz-1", 10);
        link("hk-3", 100);
        days("gz-1", 200, day -> 4e9 * Math.exp(day * Math.log(1.8) / 365));
        days("hk-3", 200, day -> 5e9);

        String text = words(report(ReportKind.CAPACITY, ReportLanguage.EN));

        // 4 * 1.8^(200/365) = 5.52 today; 7 Gbit/s is reached 147 days later, on 28 March 2027.
        // The 95th of March is that of its 30th day, so March is the first above 7; 90 days
        // before 1 March is 1 December.
        assertTrue(text.contains("Order more capacity for gz-1 by 2026-12-01"), text);
        assertTrue(text.contains("between March 2027 and March 2027"), text);
    }

    @Test
    void orderWhoseDayHasPassedIsLateAndAFullLinkIsFull() {
        link("gz-1", 10);
        link("hk-3", 5);
        days("gz-1", 200, day -> 4e9 * Math.exp(day * Math.log(3.2) / 365));
        days("hk-3", 200, day -> 4.5e9);

        String text = words(report(ReportKind.CAPACITY, ReportLanguage.EN));

        assertTrue(text.contains("hk-3 is at 90 % of its capacity, above every limit"), text);
        assertTrue(text.contains("Order more capacity for gz-1 now, "), text);
    }

    @Test
    void linkWithoutCapacityHasNoDateAndSaysSo() {
        days("gz-1", 200, day -> 4e9 * Math.exp(day * 0.002));

        String text = words(report(ReportKind.CAPACITY, ReportLanguage.EN));

        assertTrue(text.contains("no capacity is configured (analyzer.report.links)"), text);
        assertFalse(text.contains("Order more capacity"), text);
    }

    @Test
    void monthsBeforeAnythingWasCountedHaveNoDataAndTheChartAGap() {
        days("gz-1", 70, day -> 3e9);
        days("hk-3", 60, day -> 2e9);
        ReportDocument document = report(ReportKind.CAPACITY, ReportLanguage.EN);

        List<Cell> july =
                block(document, Table.class, "months").rows().stream()
                        .filter(row -> row.get(0).equals(Cell.text("all links")))
                        .filter(row -> row.get(1).equals(Cell.text("2026-07")))
                        .findFirst()
                        .orElseThrow();
        assertEquals(
                Collections.nCopies(5, Cell.noData("nothing was counted")), july.subList(2, 7));
        Chart chart = block(document, Chart.class, "months_chart");
        Series total = chart.series().get(2);
        double first = LocalDate.of(2026, 7, 1).atStartOfDay(ZONE).toEpochSecond();
        assertTrue(total.points().contains(Series.Point.gap(first)), total.toString());
        assertFalse(total.points().stream().anyMatch(point -> point.y() == 0));
    }

    @Test
    void forecastsHaveARowForEachHorizonAndFewColumns() {
        days("gz-1", 200, day -> 4e9 * Math.exp(day * 0.002));
        days("hk-3", 20, day -> 5e9);
        ReportDocument document = report(ReportKind.CAPACITY, ReportLanguage.EN);

        Table forecasts = block(document, Table.class, "forecasts");
        assertTrue(forecasts.columns().size() <= 6);
        assertEquals(
                List.of(Cell.number(3, 0), Cell.number(6, 0), Cell.number(12, 0)),
                forecasts.rows().stream()
                        .filter(row -> row.get(0).equals(Cell.text("gz-1")))
                        .map(row -> row.get(1))
                        .toList());
        assertEquals(Cell.text("2027-01"), forecasts.rows().get(0).get(2));
        assertEquals(Cell.noData("not enough history"), forecasts.rows().get(3).get(3));
        assertEquals(3, block(document, Table.class, "growth_links").columns().size());
    }

    private static <B extends Block> B block(ReportDocument document, Class<B> kind, String id) {
        return document.sections().stream()
                .flatMap(section -> section.blocks().stream())
                .filter(block -> block.anchor().filter(id::equals).isPresent())
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sameInputGivesTheSameDocument() {
        link("gz-1", 10);
        link("hk-3", 20);
        days("gz-1", 130, day -> 3e9 + (day * 7919 % 13) * 1e7);
        days("hk-3", 130, day -> 2e9 + (day * 104_729 % 17) * 1e7);

        assertEquals(
                report(ReportKind.CAPACITY, ReportLanguage.ZH),
                report(ReportKind.CAPACITY, ReportLanguage.ZH));
    }
}
