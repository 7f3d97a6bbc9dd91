package org.beibu.router.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.beibu.model.Address;
import org.beibu.model.Catalogue;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.rib.ChangeFeed;
import org.beibu.router.rib.DecisionProcess;
import org.beibu.router.rib.ExitCandidate.ExitRoute;
import org.beibu.router.rib.Interest;
import org.beibu.router.rib.OwnRoutes;
import org.beibu.router.rib.Rib;
import org.beibu.router.rib.RibLimits;
import org.beibu.router.rib.RouterRib;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client of the stream of candidates, and a router that learns and forgets. */
class CandidateEventsTest {
    private static final Address ROUTER = Address.parse("192.0.2.1");
    private static final Address EXIT = Address.parse("192.0.2.34");
    private static final int REMEMBERED = 16;

    private final Rib rib =
            new Rib(
                    Set.of("pe1"),
                    List.of(new ExitRoute("hk-1", "pe1", Set.of(EXIT))),
                    new RouterRib.Settings(
                            RibLimits.DEFAULT,
                            new OwnRoutes(64500 << 16 | 911, Set.of(), Set.of()),
                            new DecisionProcess(true),
                            new Counters(),
                            () -> 1_000),
                    new ChangeFeed(REMEMBERED, Interest.ALL),
                    10);
    private final RouterTables tables = new RouterTables(rib, Map.of("pe1", ROUTER), () -> 1_000);
    private final CandidateEvents events =
            new CandidateEvents(rib.changes(), new CandidatesJson(rib, new Catalogue(List.of())));
    private final List<Thread> clients = new ArrayList<>();

    @AfterEach
    void goAway() {
        clients.forEach(Thread::interrupt);
    }

    /** A client that has heard this; what it is told, event by event, comments left out. */
    private BlockingQueue<String> client(String heard) {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                events.tell(
                                        heard, text -> told.addAll(List.of(text.split("\n\n"))));
                            } catch (IOException | InterruptedException e) {
                                told.add("ended");
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        clients.add(thread);
        return told;
    }

    private static String next(BlockingQueue<String> told) throws InterruptedException {
        String text = told.poll(30, TimeUnit.SECONDS);
        assertNotNull(text, "nothing was told");
        return text;
    }

    private void up() {
        tables.established(
                "pe1",
                new OpenMessage(64500, 9, ROUTER, List.of()),
                new SessionFormat(true, Set.of(), Set.of(), false));
    }

    private void learn(String... prefixes) {
        PathAttributes none = PathAttributes.NONE;
        tables.update(
                "pe1",
                new UpdateMessage(
                        List.of(),
                        List.of(RouteGroup.announced(Family.IPV4_UNICAST, EXIT, nlri(prefixes))),
                        new PathAttributes(
                                Origin.IGP,
                                AsPath.sequence(List.of(64510L)),
                                EXIT,
                                null,
                                100L,
                                none.aggregate(),
                                none.communities(),
                                none.reflection(),
                                none.others()),
                        Optional.empty()));
    }

    private void forget(String... prefixes) {
        tables.update(
                "pe1",
                new UpdateMessage(
                        List.of(RouteGroup.withdrawn(Family.IPV4_UNICAST, nlri(prefixes))),
                        List.of(),
                        PathAttributes.NONE,
                        Optional.empty()));
    }

    private static List<Nlri> nlri(String... prefixes) {
        return List.of(prefixes).stream().map(Prefix::parse).map(Nlri::of).toList();
    }

    @Test
    void whoBeginsAsksForEverythingAndIsToldOfChangesFromThenOn() throws Exception {
        up();
        long before = rib.changes().last();
        BlockingQueue<String> told = client("");
        assertEquals("retry: 2000", next(told));
        assertEquals(
                "id: %d\nevent: reset\ndata: {\"sequence\":%d}".formatted(before, before),
                next(told));

        learn("203.0.113.0/24");
        String learned = next(told);
        forget("203.0.113.0/24");
        String forgotten = next(told);

        assertTrue(learned.startsWith("id: " + (before + 1) + "\nevent: candidates\n"), learned);
        assertTrue(learned.contains("\"exits\":[{\"exit\":\"hk-1\",\"router\":\"pe1\""), learned);
        assertTrue(learned.contains("\"as_paths\":[\"64510\"]"), learned);
        assertTrue(
                forgotten.endsWith("\"route\":\"\",\"prefix\":\"203.0.113.0/24\",\"exits\":[]}"),
                forgotten);
    }

    @Test
    void whoComesAgainHearsWhatItMissedAndOnlyTheLastHasAnId() throws Exception {
        up();
        long heard = rib.changes().last();
        learn("203.0.113.0/24", "198.51.100.0/24");

        BlockingQueue<String> told = client(String.valueOf(heard));

        next(told); // retry
        assertTrue(next(told).startsWith("event: candidates\n"), "no id before the last");
        assertTrue(next(told).startsWith("id: " + (heard + 2) + "\n"));
    }

    @Test
    void aRouterThatGoesMayChangeEveryPrefix() throws Exception {
        up();
        BlockingQueue<String> told = client(String.valueOf(rib.changes().last()));
        next(told); // retry

        tables.down("pe1", "test");

        String event = next(told);
        assertTrue(event.contains("event: router\n"), event);
        assertTrue(event.contains("\"router\":\"pe1\",\"kind\":\"peer\"}"), event);
    }

    @Test
    void whoMissedTooMuchOrKnowsAnotherProcessAsksForEverything() throws Exception {
        up();
        for (int i = 0; i <= REMEMBERED; i++) {
            learn("10.0." + i + ".0/24");
        }

        for (String heard : List.of("1", "999999", "x")) {
            BlockingQueue<String> told = client(heard);
            next(told);
            assertTrue(next(told).contains("event: reset\n"), heard);
        }
    }
}
