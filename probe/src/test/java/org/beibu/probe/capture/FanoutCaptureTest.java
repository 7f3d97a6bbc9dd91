package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pcap4j.core.PcapHandle;

/** The kernel divides the packets of a real (virtual) wire. Skips itself without root. */
@Tag("interop")
@Timeout(60)
class FanoutCaptureTest {
    private static final int PAIRS = 64;
    private static final int MEMBERS = 3;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private @Nullable VethPair laid;

    @BeforeEach
    void layTheWire() throws IOException, InterruptedException {
        laid = VethPair.orSkip();
    }

    @AfterEach
    void removeTheWire() throws IOException, InterruptedException {
        if (laid != null) {
            laid.remove();
        }
    }

    private VethPair wire() {
        return Objects.requireNonNull(laid);
    }

    /** A SYN between host and peer, from the one or from the other. */
    private static byte[] packet(boolean ipv6, int pair, boolean back) {
        ByteBuffer packet = ByteBuffer.allocate(ipv6 ? 60 : 40);
        byte[] host = address(ipv6, 0xc000_0200 + pair);
        byte[] peer = address(ipv6, 0xcb00_7100 + 7 * pair);
        if (ipv6) {
            packet.putInt(0x6000_0000).putShort((short) 20).put((byte) 6).put((byte) 64);
        } else {
            packet.putInt(0x4500_0028).putInt(0).putInt(0x4006_0000);
        }
        packet.put(back ? peer : host).put(back ? host : peer);
        packet.putShort((short) (back ? 443 : 40_000)).putShort((short) (back ? 40_000 : 443));
        packet.putLong(0).putInt(0x5002_0000).putInt(0);
        return ethernet(ipv6 ? 0x86dd : 0x0800, packet.array());
    }

    private static byte[] address(boolean ipv6, int low) {
        ByteBuffer address = ByteBuffer.allocate(ipv6 ? 16 : 4);
        if (ipv6) {
            address.putLong(0x2001_0db8_0000_0000L).putInt(0);
        }
        return address.putInt(low).array();
    }

    @Test
    void bothDirectionsOfAFlowComeToTheSameMemberAndNoPacketTwice() throws Exception {
        LiveCaptureConfig config = LiveCaptureConfig.of(wire().near()).withThreads(MEMBERS);
        List<PacketSource> members = LiveCapture.group(config);
        Map<String, Integer> memberOfFlow = new HashMap<>();
        int[] packets = new int[MEMBERS];
        try {
            for (PacketSource member : members) {
                member.start();
            }
            send();
            take(members, packets, memberOfFlow);
        } finally {
            for (PacketSource member : members) {
                member.close();
            }
        }

        assertEquals(2 * PAIRS, memberOfFlow.size(), "flows");
        for (int count : packets) {
            assertTrue(count > 0, "a member was given nothing");
        }
    }

    private void send() throws Exception {
        try (PcapHandle sender = new PcapHandle.Builder(wire().far()).build()) {
            sender.sendPacket(ethernet(0x88cc, zeros(60))); // neither IPv4 nor IPv6
            for (int pair = 0; pair < PAIRS; pair++) {
                sender.sendPacket(packet(false, pair, false));
                sender.sendPacket(packet(false, pair, true));
                sender.sendPacket(packet(true, pair, false));
                sender.sendPacket(packet(true, pair, true));
            }
        }
    }

    private static void take(
            List<PacketSource> members, int[] packets, Map<String, Integer> memberOfFlow)
            throws CaptureException {
        PacketDecoder decoder = new PacketDecoder(new Counters());
        DecodedPacket decoded = new DecodedPacket();
        List<String> seen = new ArrayList<>();
        long start = System.nanoTime();
        while (seen.size() < 4 * PAIRS) {
            assertTrue(System.nanoTime() - start < PATIENCE_NANOS, () -> "only " + seen.size());
            int taken = 0;
            for (int i = 0; i < members.size(); i++) {
                int member = i;
                taken +=
                        members.get(i)
                                .poll(
                                        packet -> {
                                            if (decoder.decode(packet, decoded)) {
                                                packets[member]++;
                                                note(decoded, member, seen, memberOfFlow);
                                            }
                                        },
                                        64);
            }
            if (taken == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        assertEquals(seen.size(), seen.stream().distinct().count(), "a packet came twice");
    }

    private static void note(
            DecodedPacket packet, int member, List<String> seen, Map<String, Integer> flows) {
        if (packet.transport() != DecodedPacket.TCP) {
            return; // neighbour discovery of the interfaces themselves
        }
        seen.add(packet.sourceLow() + " " + packet.destinationLow() + " " + packet.sourceHigh());
        boolean back = packet.sourcePort() == 443;
        String flow =
                packet.sourceHigh()
                        + " "
                        + (back ? packet.destinationLow() : packet.sourceLow())
                        + " "
                        + (back ? packet.sourceLow() : packet.destinationLow());
        Integer before = flows.putIfAbsent(flow, member);
        assertTrue(before == null || before == member, "one flow, two members");
    }

    @Test
    void groupOfOneIsAnOrdinaryCapture() {
        assertEquals(1, LiveCapture.group(LiveCaptureConfig.of("lo")).size());
        assertThrows(IllegalArgumentException.class, () -> new Fanout(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Fanout(65_536, 2));
    }
}
