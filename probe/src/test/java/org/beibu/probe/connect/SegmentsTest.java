package org.beibu.probe.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.beibu.model.Address;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.LinkType;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

/** Segments between 192.0.2.1:61000 and 198.51.100.7:443. */
class SegmentsTest {
    private static final int OURS = 0xc000_0201;
    private static final int THEIRS = 0xc633_6407;
    private static final int SYN = DecodedPacket.SYN;
    private static final int SYN_ACK = DecodedPacket.SYN | DecodedPacket.ACK;
    private static final int RST_ACK = DecodedPacket.RST | DecodedPacket.ACK;

    private final PacketDecoder decoder = new PacketDecoder(new Counters());
    private final DecodedPacket packet = new DecodedPacket();
    private final Segments segments = new Segments();

    SegmentsTest() {
        segments.begin(Address.parse("198.51.100.7"), 443);
    }

    private DecodedPacket segment(long millis, int from, int port, int to, int toPort, int[] tcp) {
        ByteBuffer octets = ByteBuffer.allocate(40);
        octets.put(0, (byte) 0x45).putShort(2, (short) 40).put(8, (byte) 64).put(9, (byte) 6);
        octets.putInt(12, from).putInt(16, to);
        octets.putShort(20, (short) port).putShort(22, (short) toPort);
        octets.putInt(24, tcp[1]).putInt(28, tcp[2]);
        octets.put(32, (byte) 0x50).put(33, (byte) tcp[0]);
        CapturedPacket captured = new CapturedPacket();
        captured.onInterface(0, LinkType.RAW);
        captured.wrap(octets, 0, 40, 40, 1_000_000_000L + millis * 1_000_000);
        assertTrue(decoder.decode(captured, packet));
        return packet;
    }

    private Segments.Seen syn(long millis, int number) {
        return segments.sent(
                segment(millis, OURS, 61_000, THEIRS, 443, new int[] {SYN, number, 0}));
    }

    private Segments.Seen answer(long millis, int flags, int acknowledged) {
        return segments.received(
                segment(millis, THEIRS, 443, OURS, 61_000, new int[] {flags, 9, acknowledged}));
    }

    @Test
    void theSynAckThatAcknowledgesTheSynAnswersIt() {
        assertEquals(Segments.Seen.SYN, syn(0, 700));
        assertEquals(Segments.Seen.MISMATCHED, answer(20, SYN_ACK, 700));
        assertEquals(Segments.Seen.MISMATCHED, answer(20, DecodedPacket.ACK, 701));
        assertFalse(segments.isAnswered());
        assertEquals(Segments.Seen.SYN_ACK, answer(31, SYN_ACK, 701));
        assertTrue(segments.isAnswered());
        assertEquals(1_000_000_000L, segments.synNanos());
    }

    @Test
    void aRstAnswersOnlyWhenItAcknowledgesTheSyn() {
        syn(0, -1);
        assertEquals(Segments.Seen.MISMATCHED, answer(10, DecodedPacket.RST, 0));
        assertEquals(Segments.Seen.RST, answer(31, RST_ACK, 0));
    }

    @Test
    void ofCopiesOfTheSynTheLastCountsAndOfTheAnswerTheFirst() {
        syn(0, 700);
        assertEquals(Segments.Seen.SYN, syn(1, 700));
        assertEquals(1_001_000_000L, segments.synNanos());
        answer(30, SYN_ACK, 701);
        assertEquals(Segments.Seen.COPY, answer(31, SYN_ACK, 701));
        assertEquals(Segments.Seen.SYN_ACK, answer(2_000, SYN_ACK, 701), "the far end's own again");
    }

    @Test
    void anAnswerAfterASecondSynIsWithheld() {
        syn(0, 700);
        assertEquals(Segments.Seen.OTHER, syn(1_000, 700));
        assertTrue(segments.isRetransmitted());
        assertEquals(Segments.Seen.AMBIGUOUS, answer(1_030, SYN_ACK, 701));
        assertFalse(segments.isAnswered());
    }

    @Test
    void segmentsOfOtherHostsAndPortsAreStrangers() {
        syn(0, 700);
        assertEquals(
                Segments.Seen.STRANGER,
                segments.received(
                        segment(9, OURS, 443, OURS, 61_000, new int[] {SYN_ACK, 9, 701})));
        assertEquals(
                Segments.Seen.STRANGER,
                segments.received(
                        segment(9, THEIRS, 444, OURS, 61_000, new int[] {SYN_ACK, 9, 701})));
    }

    @Test
    void theNextConnectFromThePortBeginsAnew() {
        syn(0, 700);
        answer(30, SYN_ACK, 701);
        segments.begin(Address.parse("198.51.100.7"), 443);
        assertFalse(segments.isAnswered());
        assertEquals(Segments.Seen.MISMATCHED, answer(60, SYN_ACK, 701));
        assertEquals(Segments.Seen.SYN, syn(70, 800));
        assertEquals(Segments.Seen.SYN_ACK, answer(99, SYN_ACK, 801));
    }

    @Test
    void thePortThatIsFreeForLongestIsTaken() {
        SourcePorts ports = new SourcePorts(new PortRange(61_000, 61_002), 0);
        assertEquals(61_000, ports.take());
        assertEquals(61_001, ports.take());
        ports.release(61_001);
        ports.release(61_000);
        assertEquals(61_002, ports.take());
        assertEquals(61_001, ports.take());
        assertEquals(61_000, ports.take());
        assertEquals(SourcePorts.NONE, ports.take());
        assertEquals(2, ports.place(61_002));
        assertEquals(SourcePorts.NONE, ports.place(61_003));
        assertEquals(new PortRange(61_000, 64_999), PortRange.parse("61000-64999"));
    }

    @Test
    void portsAreGoneThroughFromAnyOfThem() {
        SourcePorts ports = new SourcePorts(new PortRange(61_000, 61_002), 2);
        assertEquals(61_002, ports.take());
        assertEquals(61_000, ports.take());
        ports.release(61_002);
        assertEquals(61_001, ports.take());
        assertEquals(61_002, ports.take());
    }
}
