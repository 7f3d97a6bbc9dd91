package org.beibu.probe.question;

import static org.beibu.probe.active.AskedSessions.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.beibu.model.Address;
import org.beibu.probe.active.AskedSessions;
import org.beibu.probe.active.Asking;
import org.beibu.probe.active.SenderCounter;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.Steering;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.connect.PortRange;
import org.beibu.probe.dns.DnsQuestion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's echo, a DNS server and its TCP port in a namespace, beside tcpdump. */
@Tag("interop")
class ProbesAgainstTheWireTest {
    private static final Asking ECHO = new Asking.Echo();
    private static final Asking DNS = dns("www.example.test");
    private static final Asking CONNECT = new Asking.Connect(PortRange.DEFAULT);
    private static final int TIMINGS = 3_000;

    @TempDir Path folder;

    private static Asking dns(String name) {
        return new Asking.Dns(DnsQuestion.parse(name, false));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "nothing came within 60 s");
            Thread.onSpinWait();
        }
    }

    /** Errors of the reported delays, sorted; tcpdump begins before the sessions. */
    private long[] errors(Disturbance disturbance, int timings, SessionConfig... sessions)
            throws Exception {
        try (ProbedHost host = ProbedHost.orSkip()) {
            Path file = folder.resolve("truth.pcap");
            Process tcpdump = WireTruth.tcpdump(file, host.near());
            AskedSessions asked = AskedSessions.startOrSkip(timings, sessions);
            try (asked) {
                disturbance.during(asked);
                asked.await();
            } finally {
                WireTruth.stop(tcpdump);
            }
            assertEquals(0, asked.userSpace());
            assertEquals(0, asked.counters.get(SenderCounter.ERRORS));
            assertEquals(0, asked.counters.get(QuestionCounter.CONNECT_UNSEEN));
            WireTruth truth = WireTruth.of(file);
            long[] errors = errors(truth, asked, sessions);
            assertTrue(errors.length > timings * 9 / 10, "only " + errors.length + " on the wire");
            return errors;
        }
    }

    private static long[] errors(WireTruth truth, AskedSessions asked, SessionConfig[] sessions) {
        return IntStream.range(0, asked.delays.size())
                .filter(i -> truth.covers(kind(asked, sessions, i), asked.times.get(i)))
                .mapToLong(
                        i -> {
                            String kind = kind(asked, sessions, i);
                            long seen = truth.delayAt(kind, asked.times.get(i));
                            return Math.abs(asked.delays.get(i) - seen);
                        })
                .sorted()
                .toArray();
    }

    private static String kind(AskedSessions asked, SessionConfig[] sessions, int timing) {
        return WireTruth.kind(sessions[asked.sessions.get(timing)]);
    }

    /** What happens meanwhile. */
    private interface Disturbance {
        void during(AskedSessions asked) throws InterruptedException, IOException;
    }

    private static void assertExact(String what, long[] errors) {
        System.out.printf(
                "%s against tcpdump: %d round trips off by p50 %d p99 %d p99.9 %d max %d ns%n",
                what,
                errors.length,
                errors[errors.length / 2],
                errors[errors.length * 99 / 100],
                errors[errors.length * 999 / 1000],
                errors[errors.length - 1]);
        assertTrue(errors[errors.length * 99 / 100] <= 50_000, "p99");
        assertTrue(errors[errors.length * 999 / 1000] <= 200_000, "p99.9");
    }

    /** Garbage and collections without end. */
    private static void collectGarbage(AskedSessions asked) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread waste =
                new Thread(
                        () -> {
                            List<byte[]> held = new ArrayList<>();
                            while (!over.get()) {
                                held.add(new byte[100_000]);
                                if (held.size() > 200) {
                                    held = new ArrayList<>();
                                    System.gc();
                                }
                            }
                        },
                        "waste");
        waste.start();
        try {
            asked.await();
        } finally {
            over.set(true);
            waste.join();
        }
    }

    /** SIGSTOP to this process for half a second, twice. */
    private static void stopTwice(AskedSessions asked) throws IOException, InterruptedException {
        String script = "for i in 1 2; do sleep 1; kill -STOP $0; sleep 0.5; kill -CONT $0; done";
        String own = String.valueOf(ProcessHandle.current().pid());
        assertEquals(0, ProbedHost.start("sh", "-c", script, own).waitFor());
        asked.await();
    }

    private static SessionConfig[] both(Asking asking, int port) {
        return new SessionConfig[] {
            session(ProbedHost.IPV4, port, 5, asking), session(ProbedHost.IPV6, port, 5, asking)
        };
    }

    @Test
    void echoesAreTimedAsOnTheWireWhileGarbageIsCollected() throws Exception {
        assertExact(
                "icmp-echo",
                errors(ProbesAgainstTheWireTest::collectGarbage, TIMINGS, both(ECHO, 0)));
    }

    @Test
    void queriesAreTimedAsOnTheWireWhileGarbageIsCollected() throws Exception {
        assertExact(
                "dns",
                errors(
                        ProbesAgainstTheWireTest::collectGarbage,
                        TIMINGS,
                        both(DNS, ProbedHost.DOMAIN)));
    }

    @Test
    void connectsAreTimedAsOnTheWireWhileGarbageIsCollected() throws Exception {
        assertExact(
                "tcp-connect",
                errors(
                        ProbesAgainstTheWireTest::collectGarbage,
                        TIMINGS,
                        both(CONNECT, ProbedHost.DOMAIN)));
    }

    @Test
    void refusedConnectsAreTimedAsOnTheWire() throws Exception {
        assertExact("tcp-connect by RST", errors(asked -> {}, 500, both(CONNECT, 9)));
    }

    @Test
    void aStoppedProcessMovesNoDelay() throws Exception {
        List<SessionConfig> all = new ArrayList<>();
        all.addAll(List.of(both(ECHO, 0)));
        all.addAll(List.of(both(DNS, ProbedHost.DOMAIN)));
        all.addAll(List.of(both(CONNECT, ProbedHost.DOMAIN)));
        SessionConfig[] sessions = all.toArray(SessionConfig[]::new);
        long[] errors = errors(ProbesAgainstTheWireTest::stopTwice, 4_000, sessions);

        assertExact("all, stopped twice for 0.5 s,", errors);
        assertTrue(errors[errors.length - 1] < 10_000_000, "a pause shows");
    }

    @Test
    void whatTheServerRefusesOrDoesNotKnowIsAnAnswer() throws Exception {
        try (ProbedHost host = ProbedHost.orSkip();
                AskedSessions asked =
                        AskedSessions.startOrSkip(
                                60,
                                session(ProbedHost.IPV4, 53, 10, dns("nothing.example.test")),
                                session(ProbedHost.IPV6, 53, 10, dns("elsewhere.example")))) {
            asked.await();
            assertTrue(host.near().length() > 2);
            assertTrue(asked.counters.get(QuestionCounter.DNS_NO_SUCH_NAME) >= 20);
            assertTrue(asked.counters.get(QuestionCounter.DNS_REFUSED) >= 20);
        }
    }

    @Test
    void whatIsUnreachableIsCountedAndNeverTimed() throws Exception {
        try (ProbedHost host = ProbedHost.orSkip();
                AskedSessions asked =
                        AskedSessions.startOrSkip(
                                1,
                                session(ProbedHost.BEHIND, 0, 20, ECHO),
                                session(ProbedHost.BEHIND, 53, 20, DNS),
                                session(ProbedHost.BEHIND, 443, 20, CONNECT),
                                session(ProbedHost.IPV6, 9, 20, DNS))) {
            await(() -> asked.counters.get(QuestionCounter.UNREACHABLE) >= 80);
            assertTrue(host.near().length() > 2);
            assertEquals(0, asked.delays.size());
            assertEquals(0, asked.counters.get(QuestionCounter.ICMP_UNMATCHED));
            assertEquals(0, asked.counters.get(QuestionCounter.CONNECT_REFUSED));
        }
    }

    @Test
    void lossesAndCopiesAreThoseOfTheLink() throws Exception {
        AskedSessions asked;
        try (ProbedHost host = ProbedHost.orSkip()) {
            host.disturbOrSkip("delay", "20ms", "loss", "20%", "duplicate", "20%");
            Duration threshold = Duration.ofMillis(500);
            asked =
                    AskedSessions.startOrSkip(
                            900,
                            session(ProbedHost.IPV4, 0, 10, threshold, ECHO),
                            session(ProbedHost.IPV6, 53, 10, threshold, DNS),
                            session(ProbedHost.IPV4, 53, 10, threshold, CONNECT));
            try (asked) {
                asked.await();
            }
        }
        long sent = asked.windows.stream().mapToLong(SessionFigures::sent).sum();
        long lost = asked.windows.stream().mapToLong(SessionFigures::lost).sum();
        assertTrue(lost > 0.12 * sent && lost < 0.28 * sent, lost + " of " + sent);
        assertTrue(asked.counters.get(SenderCounter.REPLIES_DUPLICATE) > 50);
        assertEquals(0, asked.counters.get(QuestionCounter.CONNECT_RETRANSMITTED));
        assertTrue(asked.delays.stream().allMatch(delay -> delay >= 20_000_000));
    }

    /** All three leave from the source that is asked for, with its DSCP. */
    @Test
    void eachProbeIsSteeredBySourceAndDscp() throws Exception {
        try (ProbedHost host = ProbedHost.orSkip()) {
            Path file = folder.resolve("steered.pcap");
            host.alsoHas("198.51.100.77");
            Process tcpdump = WireTruth.tcpdump(file, host.near());
            Steering steering = new Steering(Optional.of(Address.parse("198.51.100.77")), 10, 0);
            AskedSessions asked =
                    AskedSessions.startOrSkip(
                            150,
                            steered(ECHO, 0, steering),
                            steered(DNS, ProbedHost.DOMAIN, steering),
                            steered(CONNECT, ProbedHost.DOMAIN, steering));
            try (asked) {
                asked.await();
            } finally {
                WireTruth.stop(tcpdump);
            }
            Map<String, Integer> askers = WireTruth.askersOf(file);
            String rest = " 198.51.100.77 10";
            assertEquals(
                    Set.of(
                            DecodedPacket.ICMP + rest,
                            DecodedPacket.UDP + rest,
                            DecodedPacket.TCP + rest),
                    askers.keySet(),
                    askers::toString);
        }
    }

    private static SessionConfig steered(Asking asking, int port, Steering steering) {
        SessionConfig plain = session(ProbedHost.IPV4, port, 10, asking);
        return new SessionConfig(
                plain.path(), plain.target(), plain.port(), steering, plain.stream(), asking);
    }
}
