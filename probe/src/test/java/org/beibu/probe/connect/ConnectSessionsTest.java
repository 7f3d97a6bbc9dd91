package org.beibu.probe.connect;

import static org.beibu.probe.active.AskedSessions.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static final PortRange RANGE = new PortRange(61_000, 61_199);
    private static final Asking ASKING = new Asking.Connect(RANGE);

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

    /** Left open, the system would send each SYN again after a second. */
    @Test
    void connectsWithoutAnAnswerEndWithTheSessions() throws Exception {
        InetAddress ipv4 = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket silent = new ServerSocket(0, 1, ipv4)) {
            fill(silent, waiting);
            AskedSessions asked =
                    AskedSessions.startOrSkip(
                            1, session("127.0.0.1", silent.getLocalPort(), 50, ASKING));
            try (asked) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (unanswered() < 3) {
                    assertTrue(System.nanoTime() < end, "no connect is waiting");
                    Thread.onSpinWait();
                }
            }
            assertEquals(0, unanswered());
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Connects until nobody is let in any more: then the system drops each SYN. */
    private static void fill(ServerSocket listener, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 64; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(listener.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    /** Connects from the ports of the sessions that are in state SYN-SENT. */
    private static long unanswered() throws IOException {
        return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[3].equals("02"))
                .mapToInt(fields -> Integer.parseInt(fields[1].split(":")[1], 16))
                .filter(port -> port >= RANGE.first() && port <= RANGE.last())
                .count();
    }
}
