package org.beibu.probe.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.model.Address;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both kinds of loop on loopback. */
@Tag("scenario")
class UdpLoopTest {
    private static final Address LOOPBACK = Address.parse("127.0.0.1");

    private static UdpLoop loop(boolean epoll) {
        return new UdpLoop("test", new SystemEpochNanoClock(), epoll);
    }

    private static void exchange(boolean epoll) throws IOException, InterruptedException {
        CountDownLatch answered = new CountDownLatch(100);
        AtomicInteger asked = new AtomicInteger();
        try (UdpLoop loop = loop(epoll)) {
            UdpSocket far = loop.open(UdpConfig.of(LOOPBACK, 0));
            UdpSocket near = loop.open(UdpConfig.of(LOOPBACK, 0));
            loop.listen(
                    far,
                    () ->
                            far.receive(
                                    datagram -> {
                                        asked.incrementAndGet();
                                        return datagram.length();
                                    }));
            loop.listen(
                    near,
                    () -> {
                        near.receive(
                                datagram -> {
                                    answered.countDown();
                                    return 0;
                                });
                        near.departures((tag, epochNanos) -> {});
                    });
            Outbound outbound =
                    near.outbound(new Destination(LOOPBACK, far.localPort(), null, 0), 44);
            for (int i = 0; i < 100; i++) {
                loop.schedule(() -> near.send(outbound, 7), i * 100_000L);
            }
            assertTrue(answered.await(10, TimeUnit.SECONDS), asked + " came");
            assertEquals(epoll ? "epoll" : "nio", loop.method());
            assertEquals(epoll ? "epoll" : "nio", far.method());
        }
        assertEquals(100, asked.get());
    }

    @Test
    void datagramsWakeTheLoop() throws IOException, InterruptedException {
        exchange(false);
        if (Epoll.isAvailable() && LibC.isAvailable()) {
            exchange(true);
        }
    }

    @Test
    void afterItsEndThePortsAreFree() throws IOException {
        for (boolean epoll : new boolean[] {false, Epoll.isAvailable() && LibC.isAvailable()}) {
            int port;
            try (UdpLoop loop = loop(epoll)) {
                UdpSocket socket = loop.open(UdpConfig.of(LOOPBACK, 0));
                loop.listen(socket, () -> {});
                port = socket.localPort();
            }
            try (UdpLoop loop = loop(epoll);
                    UdpSocket again = loop.open(UdpConfig.of(LOOPBACK, port))) {
                assertEquals(port, again.localPort());
            }
        }
    }

    @Test
    void onceClosedItTakesNothingMoreAndCanBeClosedAgain() {
        AtomicInteger ran = new AtomicInteger();
        UdpLoop loop = loop(true);
        loop.close();

        loop.execute(ran::incrementAndGet);
        loop.close();

        assertEquals(0, ran.get());
    }
}
