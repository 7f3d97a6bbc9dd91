package org.beibu.probe.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.beibu.model.Address;
import org.beibu.probe.icmp.IcmpError;
import org.beibu.probe.icmp.QuotedPackets;
import org.beibu.probe.question.HandedSocket;
import org.beibu.probe.stamp.Authenticator;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.udp.Destination;
import org.junit.jupiter.api.Test;

/** Which whole ICMP errors are about packets of a trace. */
class StampProbesTest {
    private static final String EXCEEDED = "0b000000 00000000";
    private static final String PORTS = "beeb035e003c0000";
    private static final int UDP = 17;

    private final HandedSocket socket = new HandedSocket();
    private final StampProbes probes = probes();

    private StampProbes probes() {
        Destination to = new Destination(Address.parse("198.51.100.7"), 862, null, 0);
        try {
            return new StampProbes(
                    socket,
                    new StampProbes.Format(to, PacketMode.OPEN, 0x8765, 0),
                    new Authenticator(KeyRing.NONE),
                    90,
                    0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sent(int number) {
        assertTrue(probes.send(3, number, 1_767_225_600_000_000_000L));
        return HexFormat.of().formatHex(socket.sent.get(socket.sent.size() - 1));
    }

    private OptionalInt quote(String head, int protocol, String payload) {
        IcmpError error = new IcmpError();
        byte[] message = QuotedPackets.ipv4(head, protocol, payload);
        assertTrue(error.wrap(ByteBuffer.wrap(message), 0, message.length, true));
        return probes.ofQuote(error);
    }

    @Test
    void aQuoteAsLongAsTheSsidTellsThePacket() {
        String whole = sent(17);

        assertEquals(OptionalInt.of(17), quote(EXCEEDED, UDP, PORTS + whole));
        assertEquals(OptionalInt.of(17), quote(EXCEEDED, UDP, PORTS + whole.substring(0, 32)));
    }

    @Test
    void aShortQuoteIsOfThePacketThatWaitsWhenItsTtlWasUsedUp() {
        assertEquals(OptionalInt.of(TraceAnswer.UNKNOWN), quote(EXCEEDED, UDP, PORTS));
        assertEquals(OptionalInt.empty(), quote("03010000 00000000", UDP, PORTS));
    }

    @Test
    void otherPortsProtocolsAndSessionsAreOthers() {
        String whole = sent(17);

        assertEquals(OptionalInt.empty(), quote(EXCEEDED, UDP, "beec035e003c0000" + whole));
        assertEquals(OptionalInt.empty(), quote(EXCEEDED, UDP, "beeb035f003c0000" + whole));
        assertEquals(OptionalInt.empty(), quote(EXCEEDED, 6, PORTS + whole));
        String session = whole.substring(0, 28) + "0065" + whole.substring(32);
        assertEquals(OptionalInt.empty(), quote(EXCEEDED, UDP, PORTS + session));
    }
}
