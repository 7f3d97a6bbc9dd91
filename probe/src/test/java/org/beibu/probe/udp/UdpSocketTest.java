package org.beibu.probe.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;
import org.junit.jupiter.api.Test;

/** Both kinds of sockets on loopback. */
class UdpSocketTest {
    private static final EpochNanoClock CLOCK = new SystemEpochNanoClock();
    private static final Address IPV4 = Address.parse("127.0.0.1");
    private static final Address IPV6 = Address.parse("::1");

    private static UdpSocket open(boolean linux, UdpConfig config) throws IOException {
        assumeTrue(!linux || LibC.isAvailable(), "not a Linux whose C library is known");
        return linux ? LinuxUdpSocket.open(config, CLOCK) : NioUdpSocket.open(config, CLOCK);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "nothing came within 10 s");
            Thread.onSpinWait();
        }
    }

    /** What a test keeps of a datagram. */
    private record Seen(
            int length,
            byte first,
            int ttl,
            int trafficClass,
            Address source,
            Address destination,
            long epochNanos,
            ClockQuality stampedBy) {
        static Seen of(Datagram datagram) {
            return new Seen(
                    datagram.length(),
                    datagram.buffer().get(datagram.offset()),
                    datagram.ttl(),
                    datagram.trafficClass(),
                    new Address(datagram.sourceHigh(), datagram.sourceLow()),
                    new Address(datagram.destinationHigh(), datagram.destinationLow()),
                    datagram.epochNanos(),
                    datagram.stampedBy());
        }
    }

    /** Sends 100 octets there and 70 back, and gives what both ends saw. */
    private static List<Seen> exchange(boolean linux, Address address, Address listen)
            throws IOException {
        List<Seen> seen = new ArrayList<>();
        try (UdpSocket far = open(linux, UdpConfig.of(listen, 0));
                UdpSocket near = open(linux, UdpConfig.of(address, 0));
                Outbound outbound =
                        near.outbound(
                                new Destination(address, far.localPort(), null, 46 << 2), 100)) {
            outbound.content().put(0, (byte) 'q');
            assertTrue(near.send(outbound, UdpSocket.NO_TAG));
            await(
                    () ->
                            far.receive(
                                            datagram -> {
                                                seen.add(Seen.of(datagram));
                                                datagram.buffer()
                                                        .put(datagram.offset(), (byte) 'a');
                                                datagram.answerTrafficClass(10 << 2);
                                                return 70;
                                            })
                                    > 0);
            await(
                    () ->
                            near.receive(
                                            datagram -> {
                                                seen.add(Seen.of(datagram));
                                                return 0;
                                            })
                                    > 0);
        }
        return seen;
    }

    private static void assertLinux(List<Seen> seen, Address address) {
        Seen question = seen.get(0);
        Seen answer = seen.get(1);
        assertEquals(100, question.length());
        assertEquals('q', question.first());
        assertEquals(255, question.ttl());
        assertEquals(46 << 2, question.trafficClass());
        assertEquals(address, question.source());
        assertEquals(address, question.destination());
        assertEquals(70, answer.length());
        assertEquals('a', answer.first());
        assertEquals(255, answer.ttl());
        assertEquals(10 << 2, answer.trafficClass());
        assertEquals(address, answer.source());
        for (Seen one : seen) {
            assertEquals(ClockQuality.KERNEL, one.stampedBy());
            assertTrue(Math.abs(CLOCK.nanoTime() - one.epochNanos()) < 10_000_000_000L);
        }
        assertTrue(answer.epochNanos() > question.epochNanos());
    }

    @Test
    void onLinuxTheKernelTellsTimeTtlAndTrafficClass() throws IOException {
        assertLinux(exchange(true, IPV4, IPV4), IPV4);
        assertLinux(exchange(true, IPV6, IPV6), IPV6);
    }

    @Test
    void anAnswerLeavesFromTheAddressThatTheQuestionCameTo() throws IOException {
        Address second = Address.parse("127.0.0.9");
        List<Seen> seen = new ArrayList<>();
        try (UdpSocket far = open(true, UdpConfig.of(Address.parse("0.0.0.0"), 0));
                UdpSocket near = open(true, UdpConfig.of(Address.parse("0.0.0.0"), 0));
                Outbound outbound =
                        near.outbound(
                                new Destination(
                                        second, far.localPort(), Address.parse("127.0.0.5"), 0),
                                20)) {
            near.send(outbound, UdpSocket.NO_TAG);
            DatagramHandler answering =
                    datagram -> {
                        seen.add(Seen.of(datagram));
                        return 20;
                    };
            await(() -> far.receive(answering) > 0);
            DatagramHandler reading =
                    datagram -> {
                        seen.add(Seen.of(datagram));
                        return 0;
                    };
            await(() -> near.receive(reading) > 0);
        }
        assertEquals(Address.parse("127.0.0.5"), seen.get(0).source());
        assertEquals(second, seen.get(0).destination());
        assertEquals(second, seen.get(1).source());
        assertEquals(Address.parse("127.0.0.5"), seen.get(1).destination());
    }

    @Test
    void withoutTheCLibraryTtlAndTrafficClassAreUnknown() throws IOException {
        for (Address address : new Address[] {IPV4, IPV6}) {
            List<Seen> seen = exchange(false, address, address);
            assertEquals(100, seen.get(0).length());
            assertEquals(70, seen.get(1).length());
            assertEquals('a', seen.get(1).first());
            assertEquals(address, seen.get(1).source());
            for (Seen one : seen) {
                assertEquals(Datagram.UNKNOWN, one.ttl());
                assertEquals(Datagram.UNKNOWN, one.trafficClass());
                assertEquals(ClockQuality.USER_SPACE, one.stampedBy());
            }
        }
    }

    @Test
    void theKernelTellsWhenEachDatagramLeft() throws IOException {
        List<Long> tags = new ArrayList<>();
        try (UdpSocket far = open(true, UdpConfig.of(IPV4, 0));
                UdpSocket near = open(true, UdpConfig.of(IPV4, 0));
                Outbound outbound =
                        near.outbound(new Destination(IPV4, far.localPort(), null, 0), 44)) {
            long before = CLOCK.nanoTime();
            for (int i = 0; i < 20; i++) {
                near.send(outbound, i % 2 == 0 ? 1_000 + i : UdpSocket.NO_TAG);
            }
            DepartureHandler handler =
                    (tag, epochNanos) -> {
                        tags.add(tag);
                        assertTrue(epochNanos >= before && epochNanos <= CLOCK.nanoTime());
                    };
            await(
                    () -> {
                        near.departures(handler);
                        return tags.size() == 10;
                    });
        }
        assertEquals(
                List.of(1000L, 1002L, 1004L, 1006L, 1008L, 1010L, 1012L, 1014L, 1016L, 1018L),
                tags);
    }

    @Test
    void aDatagramLongerThanTheRoomIsMarked() throws IOException {
        for (boolean linux : new boolean[] {true, false}) {
            List<String> seen = new ArrayList<>();
            try (UdpSocket far = open(linux, UdpConfig.of(IPV4, 0).withLongest(128));
                    UdpSocket near = open(linux, UdpConfig.of(IPV4, 0))) {
                for (int length : new int[] {128, 129, 1}) {
                    Outbound outbound =
                            near.outbound(new Destination(IPV4, far.localPort(), null, 0), length);
                    near.send(outbound, UdpSocket.NO_TAG);
                }
                DatagramHandler handler =
                        datagram -> {
                            seen.add(datagram.length() + " " + datagram.isTruncated());
                            return 0;
                        };
                await(
                        () -> {
                            far.receive(handler);
                            return seen.size() == 3;
                        });
            }
            assertEquals(List.of("128 false", "128 true", "1 false"), seen);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        for (boolean linux : new boolean[] {true, false}) {
            try (UdpSocket first = open(linux, UdpConfig.of(IPV4, 0))) {
                UdpConfig same = UdpConfig.of(IPV4, first.localPort());
                IOException refused = assertThrows(IOException.class, () -> open(linux, same));
                String message = String.valueOf(refused.getMessage());
                assertTrue(message.contains("127.0.0.1 port " + first.localPort()), message);
            }
        }
    }

    @Test
    void aClosedSocketTakesAndSendsNothing() throws IOException {
        UdpSocket socket = open(true, UdpConfig.of(IPV4, 0));
        Outbound outbound = socket.outbound(new Destination(IPV4, 9, null, 0), 44);
        socket.close();
        socket.close();

        assertEquals(0, socket.receive(datagram -> 0));
        assertEquals(0, socket.departures((tag, epochNanos) -> {}));
        assertEquals(false, socket.send(outbound, UdpSocket.NO_TAG));
    }
}
