package org.beibu.analyzer.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.segments.SegmentPlan.Segment;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentComparisonTest {
    private static final long START = SimulatedSegment.START;
    private static final TimeSpan ALL = new TimeSpan(0, Long.MAX_VALUE / 2);

    private final Random random = new Random(4);
    private final List<Segment> segments = new ArrayList<>();

    @TempDir private Path directory;
    private SqliteDelayStore store;

    @BeforeEach
    void open() {
        store = SqliteDelayStore.open(directory.resolve("beibu.sqlite"));
        segments.add(segment("beijing", "nanning", "", "CN-BJS/dom-1"));
        segments.add(segment("beijing", "SG-SIN", "guangzhou", "CN-GZ/past"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Segment segment(String from, String to, String via, String series) {
        return new Segment(from, to, via, SeriesSelector.parse(series));
    }

    /** Windows of a hundred samples each, from a start on. */
    private void fill(String path, Method method, int from, int windows, IntToLongFunction delay) {
        Series series =
                new Series(PathId.parse(path), method, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
        List<StoreBatch.Addition> additions = new ArrayList<>();
        for (int window = from; window < from + windows; window++) {
            DelayHistogram histogram = new DelayHistogram();
            for (int i = 0; i < 100; i++) {
                histogram.record(delay.applyAsLong(window));
            }
            long start = START + window * Resolution.TEN_SECONDS.nanos();
            additions.add(new StoreBatch.Addition(series, start, histogram));
        }
        store.commit(new StoreBatch(additions, JournalPosition.START, START));
    }

    /** Ten packets in each window, of which so many are lost. */
    private void lose(String path, int from, int windows, int lost) {
        List<StoreBatch.LossAddition> additions = new ArrayList<>();
        for (int window = from; window < from + windows; window++) {
            additions.add(
                    new StoreBatch.LossAddition(
                            new LossSeries(PathId.parse(path), Method.STAMP, Metric.FAR_ROUND_TRIP),
                            START + window * Resolution.TEN_SECONDS.nanos(),
                            new LossCounts(10, lost, 0, 0, 0)));
        }
        store.commit(new StoreBatch(List.of(), List.of(), additions, JournalPosition.START, START));
    }

    private long around(double millis) {
        return (long) ((millis + random.nextGaussian() * 0.5) * 1e6);
    }

    private SegmentsView.Row singapore() {
        List<SegmentsView.Row> rows = view().rows();
        return rows.stream()
                .filter(row -> row.path().routeId().equals("SG-SIN"))
                .findFirst()
                .orElseThrow();
    }

    private SegmentsView view() {
        return SegmentComparison.of(
                store, store, new SegmentPlan(segments), Catalogue.bundled(), ALL);
    }

    @Test
    void wayThroughNanningIsComposedAndComparedWithTheWayPastIt() {
        fill("CN-BJS/dom-1", Method.STAMP, 0, 120, w -> around(27));
        fill("SG-SIN/hk-3", Method.STAMP, 0, 120, w -> around(35));
        fill("CN-GZ/past", Method.STAMP, 0, 120, w -> around(70));

        SegmentsView.Row row = singapore();

        assertEquals("hk-3", row.path().exit());
        assertEquals(
                62e6, row.composed().orElseThrow().at(Percentile.P50).orElseThrow().nanos(), 1e5);
        SegmentsView.DirectWay way = row.direct().get(0);
        assertEquals("guangzhou", way.via());
        Estimate saved = way.savedP50().orElseThrow();
        assertEquals(8e6, saved.nanos(), 1e5);
        assertEquals("saves", SegmentsView.verdict(saved));
        // By hand: P95 of the sum is 1.645 * 0.5 * sqrt(2) = 1.163 ms above, of the other 0.822 ms.
        assertEquals(8e6 - 1.163e6 + 0.822e6, way.savedP95().orElseThrow().nanos(), 1e5);
        assertEquals(List.of(), row.notes());
        assertEquals(List.of(), way.notes());
        assertEquals(Correlation.Verdict.INDEPENDENT, row.correlation().orElseThrow().verdict());
        SegmentsView.Measured domestic = row.domestic().orElseThrow();
        assertEquals(12_000, domestic.count());
        assertEquals(new TimeSpan(START, START + 1_200_000_000_000L), domestic.span());
        assertEquals(Resolution.TEN_SECONDS, domestic.resolution());
    }

    @Test
    void onlyTheTimeThatAllHaveInCommonIsCompared() {
        fill("CN-BJS/dom-1", Method.STAMP, 0, 60, w -> around(27));
        fill("SG-SIN/hk-3", Method.STAMP, 20, 80, w -> around(w < 60 ? 35 : 90));
        fill("CN-GZ/past", Method.STAMP, 0, 100, w -> around(w >= 20 && w < 60 ? 70 : 10));

        SegmentsView.Row row = singapore();

        assertEquals(
                62e6, row.composed().orElseThrow().at(Percentile.P50).orElseThrow().nanos(), 1e5);
        assertEquals(8e6, row.direct().get(0).savedP50().orElseThrow().nanos(), 1e5);
        assertEquals(4_000, row.direct().get(0).measured().orElseThrow().count());
    }

    @Test
    void lossOfBothSegmentsIsComposedOverTheTimeTheyHaveInCommon() {
        fill("CN-BJS/dom-1", Method.STAMP, 0, 60, w -> around(27));
        fill("SG-SIN/hk-3", Method.STAMP, 20, 40, w -> around(35));
        fill("CN-GZ/past", Method.STAMP, 0, 60, w -> around(70));
        lose("CN-BJS/dom-1", 0, 20, 10);
        lose("CN-BJS/dom-1", 20, 40, 1);
        lose("SG-SIN/hk-3", 20, 40, 2);

        SegmentsView.Row row = singapore();

        ComposedLoss loss = row.composedLoss().orElseThrow();
        assertEquals(1 - 0.9 * 0.8, loss.ratio(), 1e-12);
        assertEquals(400, loss.sent());
        // Wilson, by hand: 40 of 400 is 0.0743 to 0.1333, 80 of 400 is 0.1637 to 0.2420.
        assertEquals(1 - (1 - 0.0743) * (1 - 0.1637), loss.low(), 2e-4);
        assertEquals(1 - (1 - 0.1333) * (1 - 0.2420), loss.high(), 2e-4);
        LossCounts past = row.direct().get(0).measured().orElseThrow().losses();
        assertEquals(LossCounts.NONE, past, "nothing was sent, which is not a loss of zero");
    }

    @Test
    void lossThatIsUnknownOfOneSegmentIsNotComposed() {
        fill("CN-BJS/dom-1", Method.STAMP, 0, 60, w -> around(27));
        fill("SG-SIN/hk-3", Method.DATA_ACK, 0, 60, w -> around(35));
        lose("CN-BJS/dom-1", 0, 60, 1);
        lose("SG-SIN/hk-3", 0, 60, 1);

        assertTrue(singapore().composedLoss().isEmpty(), "the loss of another method");
    }

    @Test
    void segmentsOfDifferentTimesAndMethodsAreComposedButSaySo() {
        fill("CN-BJS/dom-1", Method.ICMP, 0, 60, w -> around(27));
        fill("SG-SIN/hk-3", Method.DATA_ACK, 100, 60, w -> around(35));
        fill("CN-GZ/past", Method.STAMP, 300, 60, w -> around(50));

        SegmentsView.Row row = singapore();

        assertEquals(
                List.of(
                        "the segments were not measured at the same time",
                        "correlation unknown: 0 common windows of 10s are too few",
                        "methods differ: icmp and data-ack"),
                row.notes());
        SegmentsView.DirectWay way = row.direct().get(0);
        assertEquals(
                List.of(
                        "measured at another time than the way through Nanning",
                        "compared with another method: stamp"),
                way.notes());
        assertEquals("costs", SegmentsView.verdict(way.savedP50().orElseThrow()));
    }

    @Test
    void queuesThatRiseTogetherAreWarnedOf() {
        double[] level = new double[60];
        for (int i = 0; i < level.length; i++) {
            level[i] = Math.abs(random.nextGaussian());
        }
        fill("CN-BJS/dom-1", Method.STAMP, 0, 60, w -> around(27 + level[w]));
        fill("SG-SIN/hk-3", Method.STAMP, 0, 60, w -> around(35 + level[w]));

        SegmentsView.Row row = singapore();

        assertEquals(Correlation.Verdict.CORRELATED, row.correlation().orElseThrow().verdict());
        assertTrue(row.notes().get(0).startsWith("correlated: rho 0.9"), row.notes()::toString);
        assertTrue(row.direct().get(0).measured().isEmpty());
        assertEquals(List.of("no timings: CN-GZ/past"), row.direct().get(0).notes());
    }

    @Test
    void everyDestinationIsListedAndUnknownIsNotZero() {
        fill("CN-GZ/past", Method.STAMP, 0, 60, w -> around(70));

        SegmentsView view = view();

        assertEquals(Catalogue.bundled().routes().size(), view.rows().size());
        SegmentsView.Row row = singapore();
        assertTrue(row.composed().isEmpty());
        assertEquals(List.of("no timings of beijing-nanning: CN-BJS/dom-1"), row.notes());
        assertTrue(row.direct().get(0).savedP50().isEmpty());
        assertEquals(6_000, row.direct().get(0).measured().orElseThrow().count());
    }

    @Test
    void eachExitHasARowUnlessThePlanNamesOne() {
        fill("CN-BJS/dom-1", Method.STAMP, 0, 60, w -> around(27));
        fill("SG-SIN/hk-3", Method.STAMP, 0, 60, w -> around(35));
        fill("SG-SIN/gz-1", Method.STAMP, 0, 60, w -> around(45));

        assertEquals(List.of("gz-1", "hk-3"), exits());
        segments.add(segment("nanning", "SG-SIN", "", "SG-SIN/hk-3"));
        assertEquals(List.of("hk-3"), exits());
    }

    private List<String> exits() {
        return view().rows().stream()
                .filter(row -> row.composed().isPresent())
                .map(row -> row.path().exit())
                .toList();
    }
}
