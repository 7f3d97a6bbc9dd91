package org.beibu.probe.dns;

import static org.beibu.probe.active.AskedSessions.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.beibu.probe.active.AskedSessions;
import org.beibu.probe.active.Asking;
import org.beibu.probe.active.SenderCounter;
import org.beibu.probe.question.QuestionCounter;
import org.beibu.runtime.counters.Counter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that answer as they should, and as they should not. */
@Tag("scenario")
class DnsSessionsTest {
    private static final Asking ASKING = new Asking.Dns(DnsQuestion.parse("example.com", false));

    private static AskedSessions ask(int port, int timings) {
        return AskedSessions.startOrSkip(timings, session("127.0.0.1", port, 5, ASKING));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "nothing came within 30 s");
            Thread.onSpinWait();
        }
    }

    /** Asks a server that answers so until the counter stands at 20; nothing may be timed. */
    private static void assertUntimed(UnaryOperator<byte[]> answer, Counter counter)
            throws Exception {
        try (DnsServer server = new DnsServer(answer);
                AskedSessions asked = ask(server.port(), 1)) {
            await(() -> asked.counters.get(counter) >= 20);
            assertEquals(0, asked.delays.size());
        }
    }

    @Test
    void responsesAreTimedByTheKernel() throws Exception {
        try (DnsServer server = new DnsServer(query -> DnsServer.response(query, 0x8180));
                AskedSessions asked = ask(server.port(), 50)) {
            asked.await();
            assertEquals(0, asked.userSpace());
            assertEquals(1, asked.numbers().udpPorts().size());
        }
    }

    @Test
    void refusalsAndNamesThatAreNotThereAreAnswers() throws Exception {
        AtomicInteger count = new AtomicInteger();
        int[] flags = {0x8183, 0x8185, 0x8182, 0x8184, 0x8380};
        try (DnsServer server =
                        new DnsServer(
                                q -> DnsServer.response(q, flags[count.getAndIncrement() % 5]));
                AskedSessions asked = ask(server.port(), 50)) {
            asked.await();
            for (QuestionCounter counter :
                    new QuestionCounter[] {
                        QuestionCounter.DNS_NO_SUCH_NAME,
                        QuestionCounter.DNS_REFUSED,
                        QuestionCounter.DNS_SERVER_FAILED,
                        QuestionCounter.DNS_OTHER_CODE,
                        QuestionCounter.DNS_TRUNCATED
                    }) {
                assertTrue(asked.counters.get(counter) >= 10, counter.toString());
            }
        }
    }

    @Test
    void whatAnswersAnotherQuestionOrIdIsNotTimed() throws Exception {
        assertUntimed(
                query -> {
                    query[13] ^= 1;
                    return DnsServer.response(query, 0x8180);
                },
                QuestionCounter.MISMATCHED);
        assertUntimed(
                query -> {
                    query[0] ^= 1;
                    return DnsServer.response(query, 0x8180);
                },
                QuestionCounter.MISMATCHED);
    }

    @Test
    void whatIsNoResponseIsMalformed() throws Exception {
        assertUntimed(query -> query, QuestionCounter.MALFORMED);
        assertUntimed(
                query -> java.util.Arrays.copyOf(DnsServer.response(query, 0x8180), 11),
                QuestionCounter.MALFORMED);
    }

    @Test
    void aStrangersResponseCountsNothing() throws Exception {
        InetAddress home = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (DatagramSocket stranger = new DatagramSocket(0, home)) {
            UnaryOperator<byte[]> passOn =
                    query -> {
                        byte[] octets = DnsServer.response(query, 0x8180);
                        lastQuery = octets;
                        return new byte[0];
                    };
            try (DnsServer server = new DnsServer(passOn);
                    AskedSessions asked = ask(server.port(), 1)) {
                await(() -> lastQuery.length > 0);
                int port = asked.numbers().udpPorts().get(0);
                for (int i = 0; i < 20; i++) {
                    stranger.send(
                            new java.net.DatagramPacket(lastQuery, lastQuery.length, home, port));
                }
                await(() -> asked.counters.get(QuestionCounter.STRANGERS) == 20);
                assertEquals(0, asked.delays.size());
            }
        }
    }

    private volatile byte[] lastQuery = {};

    @Test
    void aSecondResponseIsADuplicate() throws Exception {
        InetAddress home = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (DatagramSocket server = new DatagramSocket(0, home)) {
            server.setSoTimeout(30_000);
            try (AskedSessions asked = ask(server.getLocalPort(), 10)) {
                for (int i = 0; i < 10; i++) {
                    var packet = new java.net.DatagramPacket(new byte[512], 512);
                    server.receive(packet);
                    DnsServer.response(packet.getData(), 0x8180);
                    server.send(packet);
                    server.send(packet);
                }
                await(() -> asked.counters.get(SenderCounter.REPLIES_DUPLICATE) == 10);
                assertEquals(10, asked.delays.size());
            }
        }
    }

    @Test
    void whatTheServerDropsIsLostAndNothingElse() throws Exception {
        AtomicInteger count = new AtomicInteger();
        UnaryOperator<byte[]> dropping =
                query ->
                        count.getAndIncrement() < 20
                                ? new byte[0]
                                : DnsServer.response(query, 0x8180);
        try (DnsServer server = new DnsServer(dropping)) {
            Duration threshold = Duration.ofMillis(200);
            AskedSessions asked =
                    AskedSessions.startOrSkip(
                            100, session("127.0.0.1", server.port(), 5, threshold, ASKING));
            try (asked) {
                asked.await();
            }
            assertEquals(20, asked.windows.stream().mapToLong(window -> window.lost()).sum());
            assertEquals(0, asked.counters.get(SenderCounter.REPLIES_DUPLICATE));
        }
    }

    @Test
    void aClosedPortIsUnreachableAndNeverATiming() throws Exception {
        int port;
        try (DatagramSocket closed = new DatagramSocket(0)) {
            port = closed.getLocalPort();
        }
        try (AskedSessions asked = ask(port, 1)) {
            await(() -> asked.counters.get(QuestionCounter.UNREACHABLE) >= 20);
            assertEquals(0, asked.delays.size());
            assertEquals(0, asked.counters.get(SenderCounter.PACKETS_NOT_SENT));
        }
    }
}
