package org.beibu.probe.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.model.Address;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.udp.Destination;
import org.beibu.runtime.journal.TraceHopRecord;
import org.beibu.runtime.journal.TraceOutcome;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Traces over loopback; {@code PathChangeTest} has routers. */
@Tag("scenario")
class OnDemandTraceTest {
    private static final int HIGHEST_OF_SESSIONS = 0x7fff;

    private static TraceResult trace(int port, int attempts, int millis)
            throws IOException, InterruptedException {
        TraceLimits limits = new TraceLimits(1, attempts, 1, Duration.ofMillis(millis));
        Destination to = new Destination(Address.parse("127.0.0.1"), port, null, 0);
        OnDemandTrace.Config config = new OnDemandTrace.Config(to, 0, 0, KeyRing.NONE, limits);
        try (OnDemandTrace trace =
                new OnDemandTrace(config, new SystemEpochNanoClock(), SystemNanoClock.INSTANCE)) {
            return trace.trace();
        }
    }

    /** A daemon gives its sessions the numbers from 1 on. */
    @Test
    void noSsidIsThatOfASession() throws Exception {
        List<Integer> ssids = new ArrayList<>();
        try (DatagramSocket listener = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(10_000);
            for (int i = 0; i < 12; i++) {
                trace(listener.getLocalPort(), 1, 10);
                DatagramPacket packet = new DatagramPacket(new byte[200], 200);
                listener.receive(packet);
                ByteBuffer octets = ByteBuffer.wrap(packet.getData());
                ssids.add(octets.getShort(PacketMode.OPEN.ssidAt()) & 0xffff);
            }
        }
        assertTrue(ssids.stream().allMatch(ssid -> ssid > HIGHEST_OF_SESSIONS), ssids::toString);
        assertTrue(ssids.stream().distinct().count() > 1, ssids::toString);
    }

    @Test
    void aHostIsReachedByIcmp() throws Exception {
        TraceResult result;
        try {
            result = trace(0, 3, 1_000);
        } catch (IOException e) {
            Assumptions.abort(e.getMessage());
            return;
        }

        assertEquals(TraceOutcome.REACHED, result.outcome());
        assertEquals(new TraceResult.Packets(3, 3), result.packets());
        TraceHopRecord hop = result.hops().get(0);
        assertEquals("127.0.0.1", hop.answer().orElseThrow().address().toString());
        assertTrue(hop.answer().orElseThrow().byKernel());
        assertEquals(TraceHopRecord.AnswerType.REPLY, hop.answer().orElseThrow().type().icmpType());
    }
}
