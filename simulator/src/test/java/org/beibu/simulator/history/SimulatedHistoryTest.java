package org.beibu.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.Catalogue;
import org.beibu.model.Resolution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedHistoryTest {
    private static final Instant END = Instant.parse("2026-10-31T16:00:00Z");
    private static final long ALWAYS = Long.MAX_VALUE / 2;

    @TempDir private Path data;

    private static HistoryConfig config(long seed) {
        return new HistoryConfig(
                seed,
                END,
                14,
                List.of(
                        new HistoryExit("gz-1", 10, 0.5, 0.4, ""),
                        new HistoryExit("nn-2", 10, 0.3, 0.1, "")),
                Catalogue.bundled().routes().subList(0, 2));
    }

    private List<TrafficWindow> traffic(String name, Resolution resolution) {
        List<TrafficWindow> rows = new ArrayList<>();
        try (SqliteDelayStore store =
                SqliteDelayStore.openReadOnly(
                        data.resolve(name).resolve(SqliteDelayStore.FILE_NAME))) {
            store.forEachTraffic(resolution, 0, ALWAYS, rows::add);
        }
        return rows;
    }

    private static Map<String, Long> sums(List<TrafficWindow> rows) {
        Map<String, Long> sums = new TreeMap<>();
        rows.forEach(r -> sums.merge(r.series().toString(), r.volume().octets(), Long::sum));
        return sums;
    }

    @Test
    void longerWindowsAreTheSumsOfShorterOnes() {
        SimulatedHistory.write(config(1), data.resolve("a"));

        Map<String, Long> five = sums(traffic("a", Resolution.FIVE_MINUTES));
        assertEquals(8, five.size());
        assertEquals(five, sums(traffic("a", Resolution.HOUR)));
        assertEquals(five, sums(traffic("a", Resolution.DAY)));
        try (SqliteDelayStore store =
                SqliteDelayStore.openReadOnly(
                        data.resolve("a").resolve(SqliteDelayStore.FILE_NAME))) {
            for (Series series : store.series()) {
                assertEquals(
                        store.merged(series, Resolution.HOUR, 0, ALWAYS).sumNanos(),
                        store.merged(series, Resolution.DAY, 0, ALWAYS).sumNanos());
            }
        }
    }

    @Test
    void unseenHoursHaveNoRows() {
        SimulatedHistory.Written written = SimulatedHistory.write(config(1), data.resolve("a"));
        Incident unseen =
                written.incidents().stream()
                        .filter(i -> i.kind() == Incident.Kind.UNSEEN && i.exit().equals("gz-1"))
                        .findFirst()
                        .orElseThrow();

        long counted =
                traffic("a", Resolution.FIVE_MINUTES).stream()
                        .filter(r -> r.series().path().exit().equals("gz-1"))
                        .map(r -> r.window().startNanos())
                        .distinct()
                        .count();

        assertEquals(14 * 288 - unseen.length().toMinutes() / 5, counted);
    }

    @Test
    void sameSeedGivesTheSameRowsAndAnotherOneOthers() {
        SimulatedHistory.write(config(1), data.resolve("a"));
        SimulatedHistory.write(config(1), data.resolve("b"));
        SimulatedHistory.write(config(2), data.resolve("c"));

        List<TrafficWindow> rows = traffic("a", Resolution.FIVE_MINUTES);
        assertEquals(rows, traffic("b", Resolution.FIVE_MINUTES));
        assertTrue(!rows.equals(traffic("c", Resolution.FIVE_MINUTES)));
    }
}
