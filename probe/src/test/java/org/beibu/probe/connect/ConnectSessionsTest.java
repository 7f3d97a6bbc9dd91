package org.beibu.probe.connect;

import static org.beibu.probe.active.AskedSessions.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.beibu.probe.active.AskedSessions;
import org.beibu.probe.active.Asking;
import org.beibu.probe.active.SenderCounter;
import org.beibu.probe.question.QuestionCounter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listeners and closed ports of this machine. */
@Tag("scenario")
class ConnectSessionsTest {
    private static final Asking ASKING = new Asking.Connect(new PortRange(61_000, 61_199));

    private final AtomicInteger refused = new AtomicInteger();

    private void accept(ServerSocket listener) {
        Thread thread =
                new Thread(
                        () -> {
                            while (!listener.isClosed()) {
                                try {
                                    listener.accept().close();
                                } catch (IOException e) {
                                    refused.incrementAndGet(); // reset before, or closed
                                }
                            }
                        },
                        "listener");
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void connectsOfBothVersionsAreTimedAndClosedAtOnce() throws Exception {
        InetAddress ipv4 = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        byte[] loopback6 = new byte[16];
        loopback6[15] = 1;
        InetAddress ipv6 = InetAddress.getByAddress(loopback6);
        try (ServerSocket first = new ServerSocket(0, 50, ipv4);
                ServerSocket second = new ServerSocket(0, 50, ipv6)) {
            accept(first);
            accept(second);
            try (AskedSessions asked =
                    AskedSessions.startOrSkip(
                            400,
                            session("127.0.0.1", first.getLocalPort(), 5, ASKING),
                            session("::1", second.getLocalPort(), 5, ASKING))) {
                asked.await();

                assertEquals(0, asked.userSpace());
                assertTrue(asked.delays.stream().allMatch(d -> d < TimeUnit.SECONDS.toNanos(1)));
                assertEquals(0, asked.counters.get(SenderCounter.ERRORS));
                assertEquals(0, asked.counters.get(SenderCounter.PACKETS_NOT_SENT));
                assertEquals(0, asked.counters.get(QuestionCounter.CONNECT_REFUSED));
                assertEquals(0, asked.counters.get(QuestionCounter.MISMATCHED));
                assertEquals(0, asked.counters.get(QuestionCounter.STRANGERS));
            }
        }
    }

    @Test
    void aClosedPortAnswersWithRstWhichIsTimedAndCounted() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        try (AskedSessions asked =
                AskedSessions.startOrSkip(100, session("127.0.0.1", port, 5, ASKING))) {
            asked.await();

            assertTrue(asked.counters.get(QuestionCounter.CONNECT_REFUSED) >= 100);
            assertEquals(0, asked.counters.get(SenderCounter.ERRORS));
        }
    }
}
