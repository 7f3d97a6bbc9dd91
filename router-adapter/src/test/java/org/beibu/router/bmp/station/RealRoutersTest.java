package org.beibu.router.bmp.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bmp.Bench;
import org.beibu.router.bmp.BmpCounter;
import org.beibu.router.bmp.BmpSession.Monitored;
import org.beibu.router.rib.HeldPath;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.LearnedPath.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The station with FRR's and GoBGP's own BMP. */
@Tag("interop")
class RealRoutersTest {
    private static final Prefix LEARNED = Prefix.parse("203.0.113.0/24");
    private static final Prefix OF_FRR = Prefix.parse("198.51.100.0/24");
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path folder;

    private final Bench ofFrr = new Bench();
    private final Bench ofGoBgp = new Bench();
    private final int frrPort = RealRouters.freePort();
    private final BmpStation frrStation = station(ofFrr, frrPort);
    private final BmpStation goStation = station(ofGoBgp, 0);

    RealRoutersTest() throws IOException {}

    private static BmpStation station(Bench bench, int port) {
        return new BmpStation(
                new StationConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        Map.of(
                                Address.parse("127.0.0.1"),
                                new StationConfig.Router(
                                        "pe1", new Monitored(0, Set.of(Family.IPV4_UNICAST))))),
                bench.rib,
                bench.counters);
    }

    @AfterEach
    void close() {
        frrStation.close();
        goStation.close();
    }

    private static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < DEADLINE_NANOS, "in vain: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static Set<Source> sources(Bench bench, Prefix prefix) {
        return Set.copyOf(
                bench.rib.router("pe1").everything(prefix).stream()
                        .map(HeldPath::path)
                        .map(LearnedPath::source)
                        .toList());
    }

    @Test
    void whatFrrAndGoBgpHoldIsKnownUntilTheyLoseIt() throws Exception {
        goStation.start();
        try (RealRouters routers = RealRouters.orSkip(folder)) {
            Process gobgp = routers.goBgp(goStation.port());
            Process frr = routers.frr(frrPort);
            await("GoBGP's view", () -> !sources(ofGoBgp, OF_FRR).isEmpty());
            frrStation.start(); // once the peers are up: only then FRR sends End-of-RIB
            await("FRR complete", () -> ofFrr.rib.complete("pe1"));

            routers.goBgpRoute("add", LEARNED.toString());
            await("the route at FRR", () -> ofFrr.paths(LEARNED).size() == 1);
            LearnedPath path = ofFrr.paths(LEARNED).get(0);
            assertEquals(Source.BMP_POST_POLICY, path.source());
            assertEquals(Address.parse("127.0.0.3"), path.peer());
            assertEquals(Address.parse("192.0.2.77"), path.nextHop());
            assertEquals(AsPath.sequence(List.of(64511L)), path.attributes().asPath());
            await(
                    "both views of FRR",
                    () ->
                            sources(ofFrr, LEARNED)
                                    .equals(Set.of(Source.BMP_PRE_POLICY, Source.BMP_POST_POLICY)));

            routers.goBgpRoute("del", LEARNED.toString());
            await("the withdrawal", () -> ofFrr.paths(LEARNED).isEmpty());

            routers.goBgpRoute("add", LEARNED.toString());
            await("the route again", () -> ofFrr.paths(LEARNED).size() == 1);
            gobgp.destroyForcibly();
            await("FRR's Peer Down", () -> ofFrr.paths(LEARNED).isEmpty());
            await("the end of GoBGP", () -> !ofGoBgp.rib.sessionUp("pe1"));
            frr.destroyForcibly();
            await("the end of FRR", () -> !ofFrr.rib.sessionUp("pe1"));
        }
        for (Bench bench : List.of(ofFrr, ofGoBgp)) {
            assertEquals(0, bench.count(BmpCounter.MALFORMED));
            assertEquals(0, bench.count(BmpCounter.PEERS_GIVEN_UP));
            assertEquals(0, bench.count(BmpCounter.UPDATES_WITHDRAWN));
            assertEquals(0, bench.count(BmpCounter.SESSIONS_BROKEN));
        }
    }

    /** FRR goes away and comes back: it is learned anew, and nothing of before is left. */
    @Test
    void aRouterThatRestartsIsLearnedAnew() throws IOException, InterruptedException {
        frrStation.start();
        goStation.start();
        try (RealRouters routers = RealRouters.orSkip(folder)) {
            routers.goBgp(goStation.port());
            Process first = routers.frr(frrPort);
            routers.goBgpRoute("add", LEARNED.toString());
            await("the route", () -> ofFrr.paths(LEARNED).size() == 1);

            first.destroyForcibly().waitFor();
            await("its end", () -> !ofFrr.rib.sessionUp("pe1"));
            assertEquals(List.of(), ofFrr.paths(LEARNED));
            routers.frr(frrPort);

            await("the route again", () -> ofFrr.paths(LEARNED).size() == 1);
            assertEquals(2, ofFrr.count(BmpCounter.SESSIONS));
        }
    }
}
