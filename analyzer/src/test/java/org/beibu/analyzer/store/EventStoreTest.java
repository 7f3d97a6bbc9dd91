package org.beibu.analyzer.store;

import static org.beibu.analyzer.store.SqliteDelayStoreTest.DAY_START;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.analyzer.events.EventAdditions;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.PathTrace;
import org.beibu.analyzer.events.TraceHop;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.model.PathId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStoreTest {
    private static final PathId HANOI = new PathId("VN-HAN", "gz-1");
    private static final PathId SINGAPORE = new PathId("SG-SIN", "hk-2");
    private static final EventQuery ALL =
            new EventQuery(
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    @TempDir Path directory;
    private SqliteDelayStore store;
    private long index;

    @BeforeEach
    void open() {
        store = SqliteDelayStore.open(directory.resolve("beibu.sqlite"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static PathEvent event(String kind, long at, PathId path, String source) {
        return new PathEvent(kind, at, path, source, "{\"n\":1}");
    }

    private void commit(EventAdditions additions) {
        store.commit(
                new StoreBatch(
                        List.of(),
                        List.of(),
                        List.of(),
                        additions,
                        new JournalPosition(++index, Map.of(), Map.of()),
                        DAY_START));
    }

    private void commit(PathEvent... events) {
        commit(new EventAdditions(List.of(events), List.of(), List.of()));
    }

    private List<PathEvent> found(EventQuery query) {
        return store.events(query).stream().map(TracedEvent::event).toList();
    }

    @Test
    void eventsOfAnyKindAndSourceComeBackNewestFirst() {
        PathEvent first = event("loss", DAY_START, HANOI, "nanning-1");
        PathEvent second = event("any-other", DAY_START + 1, SINGAPORE, "analyzer");
        PathEvent third = event("loss", DAY_START + 2, SINGAPORE, "nanning-1");
        commit(third, first, second);

        assertEquals(List.of(third, second, first), found(ALL));
        assertEquals(
                List.of(second),
                found(
                        new EventQuery(
                                DAY_START + 1,
                                DAY_START + 2,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
        assertEquals(
                List.of(third),
                found(
                        new EventQuery(
                                0,
                                Long.MAX_VALUE,
                                Optional.of("SG-SIN"),
                                Optional.of("hk-2"),
                                Optional.of("loss"))));
    }

    @Test
    void theSameEventAgainTakesThePlaceOfTheFirst() {
        commit(event("loss", DAY_START, HANOI, "a"));
        PathEvent told = new PathEvent("loss", DAY_START, HANOI, "a", "{\"n\":2}");
        commit(told, event("loss", DAY_START, HANOI, "b"));

        assertEquals(2, found(ALL).size());
        assertEquals(told, found(ALL).get(0));
    }

    @Test
    void aTraceWhoseRecordsCameWithTwoCommitsIsWhole() {
        long begin = DAY_START + SECOND;
        TraceHop one = new TraceHop(begin, "a", 1, 0, "{\"h\":1}");
        TraceHop two = new TraceHop(begin, "a", 2, 0, "{\"h\":2}");
        TraceHop twoAgain = new TraceHop(begin, "a", 2, 1, "{\"h\":3}");
        TraceHop foreign = new TraceHop(begin, "b", 1, 0, "{}");
        PathTrace trace = new PathTrace(begin, "a", HANOI, DAY_START, "{\"outcome\":\"reached\"}");
        PathEvent event = event("loss", DAY_START, HANOI, "a");

        commit(new EventAdditions(List.of(event), List.of(), List.of(twoAgain, one)));
        commit(new EventAdditions(List.of(), List.of(trace), List.of(two, foreign)));

        assertEquals(
                List.of(new TracedEvent(event, Optional.of(trace), List.of(one, two, twoAgain))),
                store.events(ALL));
    }

    @Test
    void eventsOfACommitThatTheDiskRefusesAreNotThere() throws SQLException {
        commit(event("loss", DAY_START, HANOI, "a"));
        PathEvent[] many = new PathEvent[1_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = event("loss", DAY_START + 1 + i, HANOI, "a");
        }

        store.limitPages(1);
        assertThrows(StoreException.class, () -> commit(many));

        assertEquals(1, found(ALL).size());
        store.limitPages(1_000_000);
        commit(many);
        assertEquals(EventQuery.MOST, found(ALL).size());
    }

    @Test
    void eventsAreKeptAsLongAsHoursAre() {
        long hours = 400L * 86_400 * SECOND;
        commit(event("loss", DAY_START, HANOI, "a"), event("loss", DAY_START + 2, HANOI, "a"));

        assertEquals(1, store.prune(DAY_START + 1 + hours));
        assertEquals(1, found(ALL).size());
    }

    @Test
    void noMoreThanTheNewestThousandAreGiven() {
        PathEvent[] many = new PathEvent[EventQuery.MOST + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = event("loss", DAY_START + i, HANOI, "a");
        }
        commit(many);

        assertEquals(EventQuery.MOST, found(ALL).size());
        assertEquals(DAY_START + EventQuery.MOST, found(ALL).get(0).epochNanos());
    }
}
