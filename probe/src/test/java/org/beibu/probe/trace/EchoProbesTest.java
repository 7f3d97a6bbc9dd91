package org.beibu.probe.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.beibu.model.Address;
import org.beibu.probe.icmp.IcmpError;
import org.beibu.probe.icmp.QuotedPackets;
import org.beibu.probe.question.HandedSocket;
import org.beibu.probe.udp.ArrivingDatagram;
import org.beibu.probe.udp.Destination;
import org.junit.jupiter.api.Test;

class EchoProbesTest {
    private static final String TARGET = "198.51.100.7";
    private static final String TARGET_V6 = "2001:db8:1::7";
    private static final String EXCEEDED = "0b000000 00000000";
    private static final int ICMP = 1;

    private final HandedSocket socket = new HandedSocket();
    private final EchoProbes probes = to(TARGET);

    private EchoProbes to(String target) {
        try {
            return new EchoProbes(socket, new Destination(Address.parse(target), 0, null, 0), 77);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] sent(EchoProbes by, int number) {
        assertTrue(by.send(3, number, 1));
        return socket.sent.get(socket.sent.size() - 1);
    }

    private Optional<Integer> reply(byte[] octets, String from) {
        return probes.ofReply(new ArrivingDatagram().from(from, 0).payload(octets).get())
                .map(TraceAnswer::number);
    }

    private byte[] reply(int number) {
        byte[] octets = sent(probes, number);
        octets[0] = 0;
        return octets;
    }

    private OptionalInt quote(String payload) {
        IcmpError error = new IcmpError();
        byte[] message = QuotedPackets.ipv4(EXCEEDED, ICMP, payload);
        assertTrue(error.wrap(ByteBuffer.wrap(message), 0, message.length, true));
        return probes.ofQuote(error);
    }

    @Test
    void allRequestsAreOfOneFlowWithARightChecksum() {
        for (int number = 0; number < 192; number++) {
            byte[] octets = sent(probes, number);
            ByteBuffer message = ByteBuffer.wrap(octets);

            assertEquals(0x0800, message.getShort(0));
            assertEquals(EchoProbes.CHECKSUM, message.getShort(2) & 0xffff);
            assertEquals(0xffff, ConstantChecksum.sum(message, octets.length), "RFC 1071");
            assertEquals(0xbeeb, message.getShort(4) & 0xffff);
            assertEquals(number, message.getShort(6));
        }
    }

    @Test
    void withIcmpv6TheSystemFindsTheSameSumInAllRequests() {
        EchoProbes sixth = to(TARGET_V6);
        for (int number = 0; number < 192; number++) {
            byte[] octets = sent(sixth, number);

            assertEquals((byte) 128, octets[0]);
            assertEquals(0, ByteBuffer.wrap(octets).getShort(2), "for the system to fill in");
            assertEquals(0xffff, ConstantChecksum.sum(ByteBuffer.wrap(octets), octets.length));
        }
    }

    @Test
    void theRepliesOfTheTargetEndIt() {
        byte[] octets = reply(9);

        Optional<TraceAnswer> answer =
                probes.ofReply(new ArrivingDatagram().from(TARGET, 0).payload(octets).get());

        assertEquals(TraceAnswer.End.REACHED, answer.orElseThrow().end());
        assertEquals(9, answer.orElseThrow().number());
        assertEquals(57, answer.orElseThrow().from().ttl());
    }

    @Test
    void repliesToOthersAreNone() {
        assertEquals(Optional.of(4), reply(reply(4), TARGET));
        assertEquals(Optional.empty(), reply(reply(4), "198.51.100.8"));
        assertEquals(Optional.empty(), reply(sent(probes, 4), TARGET), "a request");
        for (int at : new int[] {1, 4, 5, 16, 23}) {
            byte[] changed = reply(4);
            changed[at] ^= 1;
            assertEquals(Optional.empty(), reply(changed, TARGET), "octet " + at);
        }
        for (int length = 0; length < 24; length++) {
            assertEquals(Optional.empty(), reply(Arrays.copyOf(reply(4), length), TARGET));
        }
    }

    @Test
    void eightQuotedOctetsTellThePacket() {
        String head = HexFormat.of().formatHex(sent(probes, 11), 0, 8);

        assertEquals(OptionalInt.of(11), quote(head));
        assertEquals(OptionalInt.empty(), quote("00" + head.substring(2)), "a reply");
        assertEquals(OptionalInt.empty(), quote(head.replace("beeb", "beec")), "another's");
    }

    @Test
    void quotesOfOtherProtocolsAndTargetsAreOthers() {
        IcmpError error = new IcmpError();
        byte[] udp = QuotedPackets.udp();
        assertTrue(error.wrap(ByteBuffer.wrap(udp), 0, udp.length, true));
        assertEquals(OptionalInt.empty(), probes.ofQuote(error));
        byte[] elsewhere =
                QuotedPackets.ipv4(EXCEEDED, ICMP, HexFormat.of().formatHex(sent(probes, 1), 0, 8));
        elsewhere[27] ^= 1;
        assertTrue(error.wrap(ByteBuffer.wrap(elsewhere), 0, elsewhere.length, true));
        assertEquals(OptionalInt.empty(), probes.ofQuote(error));
    }
}
