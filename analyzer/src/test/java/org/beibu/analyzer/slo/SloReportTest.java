package org.beibu.analyzer.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.MinuteFile;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the windows of a real store to levels, through the file of minutes and without it. */
class SloReportTest {
    private static final long MINUTE = Resolution.MINUTE.nanos();
    private static final long MS = 1_000_000;
    private static final PathId SINGAPORE = new PathId("SG-SIN", "hk-3");

    /** 2026-11-22T00:00:00Z; the fibre floor of Singapore is 23.9 ms. */
    private static final long START = 1_795_305_600_000_000_000L;

    @TempDir Path directory;
    private SqliteDelayStore store;
    private MinuteFile file;
    private final Map<Long, long[]> losses = new TreeMap<>();
    private Exclusions exclusions = Exclusions.NONE;
    private long now = START + 2 * 3_600_000_000_000L;
    private long monotonic;

    @BeforeEach
    void open() {
        store = SqliteDelayStore.open(directory.resolve("beibu.sqlite"));
        file = MinuteFile.open(directory.resolve("slo.sqlite"));
    }

    @AfterEach
    void close() {
        file.close();
        store.close();
    }

    private static Series series(Method method, QualityClass quality) {
        return new Series(SINGAPORE, method, Metric.FAR_ROUND_TRIP, quality);
    }

    private void minute(Series series, int minute, int count, long millis) {
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 0; i < count; i++) {
            histogram.record(millis * MS + i * 1_000L);
        }
        store.commit(
                new StoreBatch(
                        List.of(
                                new StoreBatch.Addition(
                                        series, START + minute * MINUTE, histogram)),
                        JournalPosition.START,
                        START + (minute + 1) * MINUTE));
    }

    private void handshakes(int from, int to, long millis) {
        for (int minute = from; minute < to; minute++) {
            minute(series(Method.HANDSHAKE, QualityClass.CLEAN), minute, 30, millis);
        }
    }

    private SloSources sources(Optional<MinuteFile> minutes) {
        LossMinutes loss =
                (path, from, to, sink) ->
                        losses.forEach(
                                (start, counts) -> {
                                    if (start >= from && start < to) {
                                        sink.minute(start, Method.STAMP, counts[0], counts[1]);
                                    }
                                });
        return new SloSources(
                store, PublicationRule.ALL, minutes, loss, Catalogue.bundled(), exclusions);
    }

    private SloView view(int from, int to) {
        return SloReport.of(
                sources(Optional.empty()),
                SloConfig.DEFAULT,
                START + from * MINUTE,
                START + to * MINUTE);
    }

    private static SloView.PathLevels path(SloView view) {
        return view.routes().stream()
                .filter(route -> route.route().id().equals("SG-SIN"))
                .findFirst()
                .orElseThrow()
                .paths()
                .get(0);
    }

    private static SloView.Level sports(SloView view) {
        return path(view).levels().get(0);
    }

    private SloAgent agent() {
        return new SloAgent(
                sources(Optional.of(file)),
                SloConfig.DEFAULT,
                new SloAgent.Environment(() -> monotonic, () -> now, new Counters()));
    }

    private void run(SloAgent agent, int steps) {
        for (int i = 0; i < steps; i++) {
            agent.doWork();
            monotonic += 2_000_000_000L;
        }
    }

    @Test
    void goodBadAndSilentMinutesAreCountedApart() {
        handshakes(0, 50, 40); // e-sports: 1.8 x 23.9 = 43.0 ms
        handshakes(50, 53, 44);
        minute(series(Method.HANDSHAKE, QualityClass.CLEAN), 53, 19, 40);

        Tally tally = sports(view(0, 60)).tally();

        assertEquals(50, tally.good());
        assertEquals(3, tally.bad());
        assertEquals(3, tally.badByDelay());
        assertEquals(0, tally.badBySpread());
        assertEquals(7, tally.noData(), "six empty minutes and one with too few timings");
        assertEquals(53 * 30, tally.samples());
        assertEquals(0, tally.lossKnown());
    }

    @Test
    void rangeIsHalfOpen() {
        handshakes(10, 12, 40);

        assertEquals(1, sports(view(10, 11)).tally().measured());
        assertEquals(1, sports(view(11, 12)).tally().measured());
        assertEquals(0, sports(view(12, 13)).tally().measured());
    }

    @Test
    void biasedClassesAndDnsNeverSpeakAndActiveTimingsSpeakFirst() {
        minute(series(Method.DATA_ACK, QualityClass.DELAYED_ACK), 0, 99, 40);
        minute(series(Method.DNS, QualityClass.CLEAN), 0, 99, 40);
        assertEquals(0, sports(view(0, 1)).tally().measured());

        minute(series(Method.HANDSHAKE, QualityClass.CLEAN), 0, 99, 90);
        minute(series(Method.STAMP, QualityClass.CLEAN), 0, 99, 40);

        assertEquals(1, sports(view(0, 1)).tally().good());
        assertEquals("[stamp clean]", path(view(0, 1)).kinds().keySet().toString());
    }

    @Test
    void lossMakesBadMinutesAlsoWhereNothingCameBack() {
        handshakes(0, 2, 40);
        losses.put(START, new long[] {600, 0});
        losses.put(START + MINUTE, new long[] {600, 60});
        losses.put(START + 2 * MINUTE, new long[] {600, 600});

        Tally tally = sports(view(0, 3)).tally();

        assertEquals(1, tally.good());
        assertEquals(2, tally.bad());
        assertEquals(2, tally.badByLoss());
        assertEquals(3, tally.lossKnown());
    }

    @Test
    void plannedMaintenanceIsNeitherGoodNorBad() {
        handshakes(0, 10, 90);
        exclusions = new FirstMinutes(5);

        Tally tally = sports(view(0, 20)).tally();

        assertEquals(5, tally.bad());
        assertEquals(5, tally.excluded());
        assertEquals(10, tally.noData());
    }

    /** The first minutes do not count. */
    private record FirstMinutes(int count) implements Exclusions {
        @Override
        public boolean exclude(PathId path, String serviceClass, long startNanos) {
            return startNanos < START + count * MINUTE;
        }

        @Override
        public long minutes(PathId path, String serviceClass, long fromNanos, long toNanos) {
            long end = Math.min(toNanos, START + count * MINUTE);
            return Math.max(0, end - Math.max(fromNanos, START)) / MINUTE;
        }
    }

    @Test
    void burnRatesLookAtTheirOwnSpansWhateverTheRange() {
        handshakes(0, 60, 40);
        handshakes(60, 64, 90);

        Burn fast = sports(view(63, 64)).burns().get(0);

        assertEquals(60, fast.overLong().minutes());
        assertEquals(4, fast.overLong().bad());
        assertEquals(4.0 / 60 / 0.001, fast.longRate().orElse(0), 1e-9);
        assertEquals(4.0 / 5 / 0.001, fast.shortRate().orElse(0), 1e-9);
        assertTrue(fast.isTooFast());
        assertFalse(sports(view(0, 60)).burns().get(0).isTooFast());
    }

    @Test
    void fitNamesWhatIsOverAndByHowMuch() {
        handshakes(0, 15, 40);
        assertEquals(Fit.State.DELAY_ONLY, sports(view(0, 15)).fit().state());
        losses.put(START, new long[] {900, 0});
        assertEquals(Fit.State.CARRIES, sports(view(0, 15)).fit().state());
        losses.put(START + MINUTE, new long[] {100, 50});

        SloView.Level level = sports(view(0, 15));

        assertEquals(Fit.State.EXCEEDS, level.fit().state());
        assertEquals(Breach.LOSS, level.fit().excesses().get(0).what());
        assertEquals(0.05, level.fit().excesses().get(0).value(), 1e-12);
        assertEquals(450, path(view(0, 15)).figures().count());
        assertEquals(Set.of(Method.STAMP), path(view(0, 15)).figures().lossMethods());
        assertEquals(Set.of(), path(view(30, 45)).figures().lossMethods());
        assertEquals(Fit.State.NO_DATA, sports(view(30, 45)).fit().state());
    }

    @Test
    void viewsFromTheFileEqualViewsFromTheStore() {
        handshakes(0, 90, 40);
        handshakes(95, 118, 50);
        losses.put(START + 7 * MINUTE, new long[] {600, 60});
        run(agent(), 40);
        assertTrue(rows() >= 2, "the file holds hours: " + rows());

        SloView told =
                SloReport.of(
                        sources(Optional.of(file)), SloConfig.DEFAULT, START, START + 119 * MINUTE);

        assertEquals(view(0, 119), told);
        assertEquals(89, sports(told).tally().good());
    }

    private int rows() {
        List<MinuteFile.Hour> hours = new ArrayList<>();
        file.forEach(SINGAPORE, 0, Long.MAX_VALUE, hours::add);
        return hours.size();
    }

    @Test
    void aRestartGoesOnWhereTheFileEnds() {
        handshakes(0, 118, 40);
        run(agent(), 40);
        now += Duration.ofMinutes(3).toNanos();
        handshakes(119, 122, 90);

        SloAgent second = agent();
        run(second, 3);

        SloView view = second.view().orElseThrow();
        assertEquals(view(0, 122).toNanos(), view.toNanos());
        assertEquals(118, sports(view).tally().good());
        assertEquals(3, sports(view).tally().bad());
    }

    @Test
    void aClockThatWasADayAheadLeavesNoSilenceBehind() {
        handshakes(0, 100, 40);
        SloAgent agent = agent();
        run(agent, 40);
        long before = now;
        now += Duration.ofDays(1).toNanos();
        run(agent, 80);

        now = before + Duration.ofMinutes(3).toNanos();
        handshakes(119, 122, 90);
        run(agent, 6);

        SloView told = agent.view().orElseThrow();
        assertEquals(view(0, 122).toNanos(), told.toNanos());
        assertEquals(3, sports(told).tally().bad());
        now += Duration.ofMinutes(3).toNanos();
        handshakes(122, 125, 90);
        SloAgent second = agent();
        run(second, 3);
        assertEquals(6, sports(second.view().orElseThrow()).tally().bad());
    }

    @Test
    void lateTimingsChangeTheMinutesThatTheyBelongTo() {
        handshakes(0, 100, 40);
        SloAgent agent = agent();
        run(agent, 40);
        assertEquals(100, sports(agent.view().orElseThrow()).tally().good());

        Series late = series(Method.HANDSHAKE, QualityClass.CLEAN);
        DelayHistogram slow = new DelayHistogram();
        for (int i = 0; i < 100; i++) {
            slow.record(200 * MS);
        }
        agent.onCommit(
                store.commit(
                        new StoreBatch(
                                List.of(new StoreBatch.Addition(late, START + 30 * MINUTE, slow)),
                                JournalPosition.START,
                                now)));
        now += MINUTE;
        run(agent, 3);

        assertEquals(99, sports(agent.view().orElseThrow()).tally().good());
        assertEquals(1, sports(agent.view().orElseThrow()).tally().bad());
    }

    @Test
    void otherRulesMakeTheFileAnew() {
        handshakes(0, 100, 40);
        run(agent(), 40);
        String before = file.facts().get(MinuteLedger.MADE_BY);

        SloConfig other =
                new SloConfig(
                        SloTarget.DEFAULTS,
                        Duration.ofDays(30),
                        Duration.ofMinutes(15),
                        31,
                        SloConfig.DEFAULT.burns());
        SloAgent strict =
                new SloAgent(
                        sources(Optional.of(file)),
                        other,
                        new SloAgent.Environment(() -> monotonic, () -> now, new Counters()));
        run(strict, 40);

        assertFalse(String.valueOf(file.facts().get(MinuteLedger.MADE_BY)).equals(before));
        assertEquals(0, sports(strict.view().orElseThrow()).tally().measured());
    }

    @Test
    void everyRouteOfTheCatalogueIsListedAndSilentOnesAreNoData() {
        handshakes(0, 5, 40);

        SloView view = view(0, 5);

        assertEquals(Catalogue.bundled().routes().size(), view.routes().size());
        assertEquals(1, view.routes().stream().filter(r -> !r.paths().isEmpty()).count());
    }
}
