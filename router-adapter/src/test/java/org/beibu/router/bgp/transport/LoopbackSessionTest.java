package org.beibu.router.bgp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.bgp.session.BgpListener;
import org.beibu.router.bgp.session.Phase;
import org.beibu.router.bgp.session.SessionConfig;
import org.beibu.router.bgp.session.SessionCounter;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two of our own speakers, at 127.0.0.1 and 127.0.0.2. */
@Tag("scenario")
class LoopbackSessionTest {
    private static final String OURS = "127.0.0.1";
    private static final String THEIRS = "127.0.0.2";

    private final List<BgpTransport> open = new ArrayList<>();
    private final Counters counters = new Counters();

    /** What one end has heard. */
    private static class Heard implements BgpListener {
        private final List<String> words = new ArrayList<>();
        private int routes;

        private synchronized void add(String word) {
            words.add(word);
        }

        synchronized boolean has(String word) {
            return words.stream().anyMatch(w -> w.startsWith(word));
        }

        synchronized int routes() {
            return routes;
        }

        synchronized List<String> words() {
            return List.copyOf(words);
        }

        @Override
        public void established(String router, OpenMessage peer, SessionFormat format) {
            add("up " + peer.bgpId());
        }

        @Override
        public synchronized void update(String router, UpdateMessage message) {
            message.endOfRib().ifPresent(family -> add("eor " + family));
            message.announced().forEach(group -> routes += group.nlri().size());
            message.withdrawn().forEach(group -> routes -= group.nlri().size());
        }

        @Override
        public void refresh(String router, RouteRefreshMessage message) {
            add("refresh " + message.subtype());
        }

        @Override
        public void down(String router, String reason) {
            add("down " + reason);
        }
    }

    @AfterEach
    void closeAll() {
        System.clearProperty("beibu.bgp.nio");
        open.forEach(BgpTransport::close);
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(PeerConfig.inet(Address.parse(address)), port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, PeerConfig.inet(Address.parse(THEIRS)))) {
            return socket.getLocalPort();
        }
    }

    private BgpTransport speaker(
            String local, String peer, int port, boolean connects, BgpListener listener) {
        PeerConfig config =
                new PeerConfig(
                        "edge",
                        Address.parse(peer),
                        port,
                        Address.parse(local),
                        PeerConfig.Protection.NONE,
                        session(local, connects));
        List<InetSocketAddress> listen = connects ? List.of() : List.of(at(local, port));
        BgpTransport transport =
                new BgpTransport(List.of(config), listen, listener, surroundings());
        open.add(transport);
        return transport;
    }

    private Surroundings surroundings() {
        return new Surroundings(
                SystemNanoClock.INSTANCE,
                new SystemEpochNanoClock(),
                counters,
                new Random(1),
                Duration.ofSeconds(30)); // this machine may be busy
    }

    private static SessionConfig session(String id, boolean connects) {
        return new SessionConfig(
                new SessionConfig.Speaker(64500, Address.parse(id)),
                new SessionConfig.Offer(
                        Set.of(Family.IPV4_UNICAST), Set.of(), Set.of(), true, 1_000_000),
                new SessionConfig.Timing(
                        9, Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofMillis(400)),
                connects ? SessionConfig.Role.CONNECT : SessionConfig.Role.LISTEN);
    }

    private static void await(BooleanSupplier condition, Heard heard) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, () -> "not yet: " + heard.words());
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static UpdateMessage route(int number, boolean announced) {
        Prefix prefix = Prefix.parse("198.51." + number / 256 + "." + number % 256 + "/32");
        Address nextHop = Address.parse("192.0.2.1");
        List<Nlri> nlri = List.of(Nlri.of(prefix));
        if (!announced) {
            return new UpdateMessage(
                    List.of(RouteGroup.withdrawn(Family.IPV4_UNICAST, nlri)),
                    List.of(),
                    PathAttributes.NONE,
                    Optional.empty());
        }
        PathAttributes attributes =
                new PathAttributes(
                        Origin.IGP,
                        AsPath.sequence(List.of(64496L + number % 15)),
                        nextHop,
                        null,
                        100L,
                        PathAttributes.Aggregate.NONE,
                        PathAttributes.Communities.NONE,
                        PathAttributes.Reflection.NONE,
                        List.of());
        return new UpdateMessage(
                List.of(),
                List.of(RouteGroup.announced(Family.IPV4_UNICAST, nextHop, nlri)),
                attributes,
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void routesPassAndTheEndComesWithItsReason(boolean nio) throws IOException {
        System.setProperty("beibu.bgp.nio", String.valueOf(nio));
        int port = freePort();
        Heard ours = new Heard();
        Heard theirs = new Heard();
        BgpTransport listening = speaker(THEIRS, OURS, port, false, theirs);
        BgpTransport connecting = speaker(OURS, THEIRS, port, true, ours);
        connecting.start(); // nobody listens yet: it has to try again
        listening.start();
        await(() -> ours.has("eor 1/1") && theirs.has("eor 1/1"), ours);

        long from = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertTrue(connecting.send("edge", route(i, true)));
        }
        await(() -> theirs.routes() == 1_000, theirs);
        long announced = System.nanoTime();
        assertTrue(listening.requestRefresh("edge", Family.IPV4_UNICAST));
        await(() -> theirs.has("refresh END"), theirs);
        assertEquals(2_000, theirs.routes()); // all of them again
        for (int i = 0; i < 1_000; i++) {
            assertTrue(connecting.send("edge", route(i, false)));
        }
        await(() -> theirs.routes() == 1_000, theirs);
        System.out.printf(
                "%s: 1,000 announcements heard after %d ms%n",
                connecting.method(), TimeUnit.NANOSECONDS.toMillis(announced - from));

        assertEquals(nio ? "nio" : "epoll", connecting.method());
        assertEquals(Phase.ESTABLISHED, connecting.status().get(0).phase());
        connecting.close("new cables");
        await(() -> theirs.has("down"), theirs);
        assertTrue(
                theirs.has("down the router says: Cease, Administrative Shutdown: \"new cables\""),
                theirs.words()::toString);
        assertFalse(connecting.send("edge", route(1, true)), "nobody is there");
    }

    @Test
    void withoutEpollAProtectedSessionIsRefusedInOneLine() {
        System.setProperty("beibu.bgp.nio", "true");
        Md5Key key = Md5Key.of("secret".getBytes(StandardCharsets.US_ASCII));
        PeerConfig config =
                new PeerConfig(
                        "edge-gz-1",
                        Address.parse(THEIRS),
                        179,
                        null,
                        new PeerConfig.Protection(key, false),
                        session(OURS, true));
        BgpTransport transport =
                new BgpTransport(List.of(config), List.of(), new Heard(), surroundings());

        String message =
                String.valueOf(assertThrows(IOException.class, transport::start).getMessage());

        assertTrue(message.startsWith("edge-gz-1: TCP MD5 and GTSM need epoll of Linux"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void aStrangerIsNotHeard() throws IOException {
        int port = freePort();
        speaker(THEIRS, OURS, port, false, new Heard()).start();

        try (Socket stranger = new Socket()) {
            stranger.bind(at("127.0.0.3", 0));
            stranger.connect(at(THEIRS, port));
            assertEquals(-1, read(stranger));
        }
        assertEquals(1, counters.get(SessionCounter.REFUSED_UNKNOWN));
    }

    private static int read(Socket socket) {
        try {
            socket.setSoTimeout(10_000);
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1; // reset
        }
    }

    @Test
    void whatIsNoBgpIsAnsweredByANotification() throws IOException {
        int port = freePort();
        Heard heard = new Heard();
        speaker(THEIRS, OURS, port, false, heard).start();

        try (Socket peer = new Socket()) {
            peer.bind(at(OURS, 0));
            peer.connect(at(THEIRS, port));
            peer.setSoTimeout(10_000);
            byte[] open = peer.getInputStream().readNBytes(19);
            assertEquals(1, open[18], "OPEN comes first");
            peer.getInputStream().readNBytes(((open[16] & 0xff) << 8 | (open[17] & 0xff)) - 19);

            peer.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n ".getBytes(StandardCharsets.UTF_8));

            byte[] answer = peer.getInputStream().readNBytes(21);
            assertEquals(
                    "ff".repeat(16) + "0015" + "03" + "0101", HexFormat.of().formatHex(answer));
            assertEquals(-1, read(peer));
        }
        assertFalse(heard.has("up"));
        assertEquals(1, counters.get(SessionCounter.MALFORMED));
    }

    @Test
    void nobodyEndsALiveSessionByConnecting() throws IOException {
        int port = freePort();
        Heard theirs = new Heard();
        speaker(THEIRS, OURS, port, false, theirs).start();
        speaker(OURS, THEIRS, port, true, new Heard()).start();
        await(() -> theirs.has("up"), theirs);

        try (Socket second = new Socket()) {
            second.bind(at(OURS, 0));
            second.connect(at(THEIRS, port));
            second.setSoTimeout(10_000);
            assertEquals(-1, read(second));
        }

        assertEquals(1, counters.get(SessionCounter.TESTED));
        assertEquals(1, counters.get(SessionCounter.REFUSED_BUSY));
        assertFalse(theirs.has("down"), theirs.words()::toString);
    }

    @Test
    void anAddressInUseIsSaidInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, PeerConfig.inet(Address.parse(THEIRS)))) {
            BgpTransport transport =
                    speaker(THEIRS, OURS, taken.getLocalPort(), false, new Heard());

            IOException refused = assertThrows(IOException.class, transport::start);

            String message = String.valueOf(refused.getMessage());
            assertNotNull(message);
            assertTrue(message.startsWith("cannot listen on /127.0.0.2:"), message);
        }
    }

    @Test
    void aListenerThatFailsCostsItsSessionOnly() throws IOException {
        int port = freePort();
        Heard theirs = new Heard();
        BgpListener failing =
                new Heard() {
                    @Override
                    public synchronized void update(String router, UpdateMessage message) {
                        throw new IllegalStateException("bad day");
                    }
                };
        speaker(THEIRS, OURS, port, false, theirs).start();
        speaker(OURS, THEIRS, port, true, failing).start();

        await(() -> theirs.has("down the router says: Cease, Out of Resources"), theirs);
        await(() -> theirs.words().stream().filter(w -> w.startsWith("up")).count() > 1, theirs);
        assertTrue(counters.get(SessionCounter.ERRORS) > 0);
    }

    @Test
    void routersHaveNamesAndAddressesOfTheirOwn() {
        PeerConfig one =
                new PeerConfig(
                        "edge",
                        Address.parse(THEIRS),
                        179,
                        null,
                        PeerConfig.Protection.NONE,
                        session(OURS, true));
        PeerConfig other =
                new PeerConfig("core", one.address(), 179, null, one.protection(), one.session());

        for (List<PeerConfig> peers : List.of(List.of(one, one), List.of(one, other))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new BgpTransport(peers, List.of(), new Heard(), surroundings()));
        }
    }
}
