package org.beibu.simulator.world;

import static org.beibu.simulator.world.JournalledWorld.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.alert.RecentEvents;
import org.beibu.analyzer.detect.DetectConfig;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.ingest.IngestConfig;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.model.PathId;
import org.beibu.runtime.journal.JournalException;
import org.beibu.simulator.world.PathWorld.Incident;
import org.beibu.simulator.world.PathWorld.Incident.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the journal of a probe to events in the store, as the analyzer's daemon does it. */
class WatchedJournalTest {
    private static final PathId HURT = new PathId("VN-HAN", "gz-1");
    private static final PathId QUIET = new PathId("SG-SIN", "hk-2");
    private static final int SHIFT = 120;
    private static final int OUTAGE = 300;
    private static final int LOSS = 420;
    private static final int END = 720;

    @TempDir Path directory;

    private JournalledWorld world() {
        JournalledWorld world = new JournalledWorld(directory);
        world.path(
                HURT,
                7,
                new Incident(Kind.SHIFT, SHIFT, END, 2),
                new Incident(Kind.OUTAGE, OUTAGE, 20, 1),
                new Incident(Kind.LOSS, LOSS, 120, 0.05));
        world.path(QUIET, 8);
        return world;
    }

    private static List<PathEvent> events(JournalledWorld world, String store, PathId path) {
        EventQuery query =
                new EventQuery(
                        0,
                        Long.MAX_VALUE,
                        Optional.of(path.routeId()),
                        Optional.of(path.exit()),
                        Optional.empty());
        try (SqliteDelayStore reader = SqliteDelayStore.openReadOnly(world.storeFile(store))) {
            List<PathEvent> found = new ArrayList<>();
            for (TracedEvent traced : reader.events(query)) {
                found.add(0, traced.event());
            }
            return found;
        }
    }

    private static List<String> kinds(List<PathEvent> events) {
        return events.stream().map(PathEvent::kind).toList();
    }

    private static double secondsAfter(PathEvent event, int incident) {
        return (event.epochNanos() - START) / 1e9 - incident;
    }

    @Test
    void whatHappensToAPathIsAnEventInTimeAndAQuietPathHasNone() throws JournalException {
        JournalledWorld world = world();
        world.run(END);
        world.takeIn("store", IngestConfig.DEFAULT);

        List<PathEvent> events = events(world, "store", HURT);

        assertEquals(
                List.of("level-shift", "outage", "outage-over", "loss-rate", "loss-rate-over"),
                kinds(events));
        assertWithin(events.get(0), SHIFT, 10);
        assertWithin(events.get(1), OUTAGE, 1);
        assertWithin(events.get(2), OUTAGE + 20, 1);
        assertWithin(events.get(3), LOSS, 20);
        assertEquals(List.of(), events(world, "store", QUIET));
    }

    private static void assertWithin(PathEvent event, int incident, double seconds) {
        double after = secondsAfter(event, incident);
        assertTrue(after > 0 && after <= seconds, () -> event.kind() + " after " + after + " s");
    }

    @Test
    void everyEventSaysFromWhatToWhatByWhichCountWindowAndMethod() throws JournalException {
        JournalledWorld world = world();
        world.run(LOSS + 60);
        world.takeIn("store", IngestConfig.DEFAULT);

        List<PathEvent> events = events(world, "store", HURT);
        String shift = events.get(0).details();
        String loss = events.get(3).details();

        assertTrue(
                shift.matches(
                        ".*\"cause\":\"routing step\",\"before_ms\":35\\.\\d+,"
                                + "\"after_ms\":37\\.\\d+,\"size_ms\":[12]\\.\\d+,"
                                + "\"count\":\\d\\d,\"window_s\":\\d\\.000,.*"
                                + "\"confidence\":0\\.9\\d+,\"method\":\"stamp\","
                                + "\"probe\":\"nanning-1\",\"scope\":\"path\".*"),
                shift);
        assertTrue(loss.matches(".*\"loss\":0\\.\\d+,\"lost\":\\d,\"count\":\\d+,.*"), loss);
        assertEquals("analyzer", events.get(0).source());
    }

    @Test
    void theSameJournalGivesTheSameEventsAndNoneTwice() throws JournalException {
        JournalledWorld world = world();
        world.run(END);
        world.takeIn("store", IngestConfig.DEFAULT);
        world.takeIn("store", IngestConfig.DEFAULT);
        world.takeIn("again", IngestConfig.DEFAULT);

        assertEquals(events(world, "store", HURT), events(world, "again", HURT));
        assertEquals(5, events(world, "store", HURT).size());
    }

    @Test
    void anAnalyzerThatStartsAnewGoesOnWithWhatComesThen() throws JournalException {
        JournalledWorld world = world();
        world.run(SHIFT + 60);
        world.takeIn("store", IngestConfig.DEFAULT);
        world.run(END - SHIFT - 60);
        world.takeIn("store", IngestConfig.DEFAULT);

        assertEquals(
                List.of("level-shift", "outage", "outage-over", "loss-rate", "loss-rate-over"),
                kinds(events(world, "store", HURT)));
    }

    /** It begins again every half minute, also between what shows an event and its telling. */
    @Test
    void anAnalyzerThatIsKilledAgainAndAgainTellsEachEventOnce() throws JournalException {
        JournalledWorld world = world();
        for (int second = 0; second < END; second += 30) {
            world.run(30);
            world.takeIn("store", IngestConfig.DEFAULT);
        }
        world.takeIn("once", IngestConfig.DEFAULT);

        List<PathEvent> events = events(world, "store", HURT);
        assertEquals(kinds(events(world, "once", HURT)), kinds(events));
        assertEquals(List.of(), events(world, "store", QUIET));
        assertTrue(
                events.stream()
                        .limit(4) // right after the fifth a new file of the journal begins
                        .allMatch(event -> event.details().contains("\"scope\":\"path\"")),
                "named after a restart too: " + events);
    }

    @Test
    void oldDataAlertsNobody() throws JournalException {
        JournalledWorld world = world();
        world.run(END);
        world.takeIn("store", IngestConfig.DEFAULT);

        try (SqliteDelayStore reader = SqliteDelayStore.openReadOnly(world.storeFile("store"))) {
            long day = Duration.ofDays(1).toNanos();
            RecentEvents then = new RecentEvents(reader, world::nowNanos);
            RecentEvents later = new RecentEvents(reader, () -> world.nowNanos() + day);

            assertTrue(then.get().size() >= 4);
            assertEquals(List.of(), later.get());
        }
    }

    @Test
    void nothingIsWatchedWhenItIsSwitchedOffAndWhatIsTooManyIsCounted() throws JournalException {
        JournalledWorld world = world();
        world.run(SHIFT + 60);
        IngestConfig how = IngestConfig.DEFAULT;
        world.takeIn("off", with(how, DetectConfig.OFF));
        DetectConfig one = new DetectConfig(true, Duration.ofNanos(600_000), 1);
        world.takeIn("one", with(how, one));

        assertEquals(List.of(), events(world, "off", HURT));
        assertTrue(world.counters.get(AnalyzerCounter.DETECT_BEYOND_LIMIT) > 100);
    }

    private static IngestConfig with(IngestConfig how, DetectConfig detect) {
        return new IngestConfig(
                how.commitInterval(),
                how.memoryBytes(),
                how.maxSeries(),
                how.countedPrefixes(),
                detect);
    }

    @Test
    void smallerShiftsThanConfiguredAreNotSaid() throws JournalException {
        JournalledWorld world = world();
        world.run(SHIFT + 60);
        world.takeIn(
                "store",
                with(IngestConfig.DEFAULT, new DetectConfig(true, Duration.ofMillis(3), 10)));

        assertEquals(List.of(), events(world, "store", HURT));
        assertEquals(0, world.counters.get(AnalyzerCounter.DETECT_EVENTS));
    }
}
