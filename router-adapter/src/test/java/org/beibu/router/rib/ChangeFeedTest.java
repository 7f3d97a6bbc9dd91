package org.beibu.router.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Prefix;
import org.junit.jupiter.api.Test;

class ChangeFeedTest {
    private final ChangeFeed feed = new ChangeFeed(4, Interest.ALL);

    private static Prefix prefix(int n) {
        return Prefix.parse("203.0.113." + n + "/32");
    }

    @Test
    void changesAreToldInOrderFromWhereOneWas() {
        for (int n = 1; n <= 3; n++) {
            feed.prefix("pe1", prefix(n));
        }

        ChangeFeed.Batch first = feed.since(0, 2);
        assertEquals(List.of(1L, 2L), first.changes().stream().map(RibChange::sequence).toList());
        ChangeFeed.Batch second = feed.since(first.last(), 2);
        assertEquals(prefix(3), second.changes().get(0).prefix().orElseThrow());
        assertEquals(List.of(), feed.since(second.last(), 2).changes());
        assertFalse(second.resync());
    }

    @Test
    void whoComesTooLateIsToldToAskForEverything() {
        for (int n = 1; n <= 6; n++) {
            feed.prefix("pe1", prefix(n));
        }

        assertFalse(feed.since(2, 10).resync());
        assertEquals(4, feed.since(2, 10).changes().size());
        assertTrue(feed.since(1, 10).resync());
        assertEquals(6, feed.since(1, 10).last());
    }

    @Test
    void aNumberOfTheFutureIsOfAnEarlierProcess() {
        assertTrue(feed.since(1, 10).resync());
    }

    @Test
    void onlyWhatIsAskedForIsToldAndAfterTheTablesShowIt() {
        ChangeFeed few = new ChangeFeed(4, Interest.in(List.of(Routes.P)));
        assertTrue(few.wants(prefix(7).high(), prefix(7).low(), 32));
        Prefix other = Prefix.parse("198.51.100.0/24");
        assertFalse(few.wants(other.high(), other.low(), 24));

        Routes routes = new Routes();
        List<Integer> seen = new ArrayList<>();
        routes.feed.listen(
                change ->
                        change.prefix()
                                .ifPresent(p -> seen.add(routes.rib.paths("pe1", p).size())));
        AdjRibIn session = routes.pe1().bgpUp(Routes.THE_ROUTER, Routes.V4);
        session.update(Routes.announce(Routes.P, 1, Routes.HOP_A, Routes.attributes(64511)));
        session.update(Routes.withdraw(Routes.P, 1));

        assertEquals(List.of(1, 0), seen);
    }
}
