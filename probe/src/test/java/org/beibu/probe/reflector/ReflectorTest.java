package org.beibu.probe.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.probe.stamp.StampVectors;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole reflector on loopback. */
@Tag("scenario")
class ReflectorTest {
    private final Counters counters = new Counters();

    private Reflector reflector(ReflectorConfig config) {
        return new Reflector(
                config, new SystemEpochNanoClock(), () -> ClockState.UNSYNCHRONISED, counters);
    }

    private static ReflectorPacket ask(ListenAddress reflector, byte[] request) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(10_000);
            InetAddress to = InetAddress.getByName(reflector.address().toString());
            socket.send(new DatagramPacket(request, request.length, to, reflector.port()));
            DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
            socket.receive(packet);
            assertEquals(to, packet.getAddress());
            byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
            ReflectorPacket answer = new ReflectorPacket();
            assertTrue(answer.wrap(ByteBuffer.wrap(octets), 0, octets.length, PacketMode.OPEN));
            return answer;
        }
    }

    @Test
    void itAnswersOnEachOfItsAddressesAndIsGoneAfterwards() throws IOException {
        byte[] request = StampVectors.of(3).payload().array();
        ListenAddress again;
        try (Reflector reflector =
                reflector(
                        ReflectorConfig.at(
                                ListenAddress.parse("127.0.0.1:0"),
                                ListenAddress.parse("[::1]:0")))) {
            reflector.start();
            for (ListenAddress address : reflector.addresses()) {
                ReflectorPacket answer = ask(address, request);

                assertEquals(44, answer.length());
                assertEquals(0x1234, answer.ssid());
                assertEquals(StampVectors.of(3).payload().getLong(4), answer.senderTimestamp());
                assertTrue(answer.senderTtl() > 0);
                assertTrue(answer.timestamp() - answer.receiveTimestamp() >= 0);
                assertTrue(answer.timestamp() - answer.receiveTimestamp() < 10L << 32);
            }
            assertEquals(2, counters.get(ReflectorCounter.ANSWERED));
            again = reflector.addresses().get(0);
            Reflector second = reflector(ReflectorConfig.at(again));
            assertThrows(IOException.class, second::start); // the port is taken
        }
        try (Reflector second = reflector(ReflectorConfig.at(again))) {
            second.start();
            assertEquals(44, ask(again, request).length());
        }
    }
}
