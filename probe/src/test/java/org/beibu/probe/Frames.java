package org.beibu.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Prefix;

/** Ethernet frames of TCP handshakes between documentation addresses, and capture files of them. */
final class Frames {
    static final long START_NANOS = 1_767_225_600_000_000_000L;
    static final int SYN = 0x02;
    static final int ACK = 0x10;

    /** A catalogue that puts 203.0.113.0/24 and 2001:db8:1::/48 behind VN-HAN. */
    static final Catalogue CATALOGUE =
            new Catalogue(
                    List.of(
                            new AseanRoute(
                                    "VN-HAN",
                                    "VN",
                                    "Viet Nam",
                                    "Hanoi",
                                    21.03,
                                    105.85,
                                    List.of(
                                            Prefix.parse("203.0.113.0/24"),
                                            Prefix.parse("2001:db8:1::/48")))));

    /** A frame and its capture time. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(long epochNanos, byte[] octets) {}

    private Frames() {}

    /** SYN, SYN/ACK 30 ms later, ACK 2 ms later: a far delay of 30 ms and a near one of 2 ms. */
    static List<Frame> handshake(long atNanos, int vlan, int clientPort) {
        Address client = Address.parse("192.0.2.7");
        Address server = Address.parse("203.0.113.9");
        List<Frame> frames = new ArrayList<>();
        frames.add(new Frame(atNanos, tcp(vlan, client, server, clientPort, 443, SYN, 100, 0)));
        frames.add(
                new Frame(
                        atNanos + 30_000_000,
                        tcp(vlan, server, client, 443, clientPort, SYN | ACK, 500, 101)));
        frames.add(
                new Frame(
                        atNanos + 32_000_000,
                        tcp(vlan, client, server, clientPort, 443, ACK, 101, 501)));
        return frames;
    }

    /** This many handshakes, 40 ms apart, on VLAN 101 and 102 in turn. */
    static List<Frame> handshakes(int count) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.addAll(handshake(START_NANOS + i * 40_000_000L, 101 + i % 2, 10_000 + i));
        }
        return frames;
    }

    private static byte[] tcp(
            int vlan,
            Address from,
            Address to,
            int sourcePort,
            int destinationPort,
            int flags,
            int sequence,
            int acknowledgment) {
        ByteBuffer frame = ByteBuffer.allocate(58);
        frame.putLong(0x0200_0000_0001_0200L).putInt(2);
        frame.putShort((short) 0x8100).putShort((short) vlan).putShort((short) 0x0800);
        frame.putShort((short) 0x4500).putShort((short) 40).putInt(0).putInt(0x4006_0000);
        frame.putInt((int) from.low()).putInt((int) to.low());
        frame.putShort((short) sourcePort).putShort((short) destinationPort);
        frame.putInt(sequence).putInt(acknowledgment);
        frame.putShort((short) (0x5000 | flags)).putShort((short) 1000).putInt(0);
        return frame.array();
    }

    /** Writes a nanosecond pcap file; {@code cut} octets are missing at its end. */
    static Path pcap(Path file, List<Frame> frames, int cut) throws IOException {
        int length = 24;
        for (Frame frame : frames) {
            length += 16 + frame.octets().length;
        }
        ByteBuffer pcap = ByteBuffer.allocate(length);
        pcap.putInt(0xa1b2_3c4d).putInt(0x0002_0004).putLong(0).putInt(65_535).putInt(1);
        for (Frame frame : frames) {
            pcap.putInt((int) (frame.epochNanos() / 1_000_000_000L));
            pcap.putInt((int) (frame.epochNanos() % 1_000_000_000L));
            pcap.putInt(frame.octets().length).putInt(frame.octets().length).put(frame.octets());
        }
        byte[] octets = new byte[length - cut];
        pcap.get(0, octets);
        return Files.write(file, octets);
    }
}
