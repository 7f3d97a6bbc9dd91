package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.NO_OPTIONS;
import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.tag;
import static org.beibu.probe.capture.Frames.timestamps;
import static org.beibu.probe.capture.Frames.u16;
import static org.beibu.probe.capture.Frames.u32;
import static org.beibu.probe.capture.Frames.udp;
import static org.beibu.probe.capture.Frames.zeros;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A made-up capture of everything that is timed, all at once: TCP, QUIC, DNS and ICMP among some
 * hosts, plain and in tags and tunnels, with resends, copies, strays, gaps, and a clock that steps,
 * is wild or silent now and then. Same seed, same packets.
 */
public final class RandomCapture implements PacketSource {
    private static final int TALKS = 60;
    private static final long START = 1_700_000_000_000_000_000L;
    private static final String[] QUIC_IDS = {"5152535455565758", "c1c2c3c4"};

    /** A packet as it was captured. */
    private record Packet(long nanos, int interfaceIndex, int linkType, ByteBuffer octets) {}

    /** Two hosts that talk by one protocol. */
    private static final class Talk {
        private final int number;
        private final int wrapping;
        private final int mostPackets;
        private final boolean isIpv6;
        private final boolean spins;
        private final int[] next = new int[2];
        private int packets;

        Talk(int number, Random random) {
            this.number = number;
            wrapping = random.nextInt(8);
            mostPackets = 1 + random.nextInt(random.nextInt(200) + 1);
            isIpv6 = random.nextInt(5) == 0;
            spins = random.nextInt(3) > 0;
            next[0] = random.nextInt();
            next[1] = random.nextInt();
        }
    }

    private final Random random;
    private final List<Packet> packets = new ArrayList<>();
    private final CapturedPacket captured = new CapturedPacket();
    private final Talk[] talks = new Talk[TALKS];
    private long now = START;
    private int identification;
    private int handed;

    /** A capture of so many packets. */
    public RandomCapture(long seed, int count) {
        random = new Random(seed);
        for (int i = 0; i < TALKS; i++) {
            talks[i] = new Talk(i, random);
        }
        int number = TALKS;
        while (packets.size() < count) {
            int at = random.nextInt(TALKS);
            add(talks[at]);
            if (talks[at].packets > talks[at].mostPackets) {
                talks[at] = new Talk(number++, random);
            }
        }
    }

    private void add(Talk talk) {
        now += time();
        boolean inTurn = talk.packets < 2 || (talk.spins && random.nextInt(50) > 0);
        boolean back = inTurn ? talk.packets % 2 == 1 : random.nextBoolean();
        talk.packets++;
        byte[] packet = packet(talk, back);
        byte[] frame = wrap(talk.wrapping, back, packet, talk.isIpv6);
        int wild = random.nextInt(2000);
        long stamp =
                wild == 0
                        ? CapturedPacket.NO_TIME
                        : wild == 1
                                ? now + 1_000_000_000_000_000L
                                : now - (random.nextBoolean() ? 900 : 0);
        add(stamp, talk.number % 2, LinkType.ETHERNET, frame);
        if (random.nextInt(20) == 0) {
            add(now + 400_000, 0, LinkType.ETHERNET, frame); // a tap's copy
        }
        if (random.nextInt(100) == 0) {
            add(now, 0, LinkType.RAW, packet);
        }
        if (random.nextInt(500) == 0) {
            add(now, 0, LinkType.ETHERNET, ethernet(0x0806, zeros(28)));
        }
    }

    private void add(long nanos, int interfaceIndex, int linkType, byte[] octets) {
        packets.add(new Packet(nanos, interfaceIndex, linkType, ByteBuffer.wrap(octets)));
    }

    private long time() {
        return switch (random.nextInt(4000)) {
            case 0 -> 20_000_000_000L;
            case 1 -> 70_000_000_000L;
            case 2 -> 400_000_000_000L;
            case 3 -> -50_000_000L;
            case 4 -> -3_600_000_000_000L;
            default -> random.nextInt(3_000_000);
        };
    }

    private byte[] packet(Talk talk, boolean back) {
        int port = 1024 + talk.number;
        return switch (talk.number % 4) {
            case 0, 1 -> ip(talk, 6, back, segment(talk, back, port));
            case 2 -> talk.number % 8 < 4 ? dns(talk, back, port) : echo(talk, back);
            default -> quic(talk, back, port);
        };
    }

    private byte[] segment(Talk talk, boolean back, int port) {
        int from = back ? 1 : 0;
        int payload = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(1400);
        int flags = DecodedPacket.ACK | (random.nextInt(4) == 0 ? DecodedPacket.PSH : 0);
        if (talk.packets < 3 && random.nextInt(10) > 0) {
            flags = talk.packets == 1 ? DecodedPacket.SYN : DecodedPacket.SYN | DecodedPacket.ACK;
            payload = 0;
        } else if (random.nextInt(60) == 0) {
            flags |= random.nextBoolean() ? DecodedPacket.FIN : DecodedPacket.RST;
        }
        boolean again = random.nextInt(15) == 0 && payload > 0;
        int sequence = talk.next[from] - (again ? payload : 0);
        talk.next[from] = sequence + payload + ((flags & 3) == 0 ? 0 : 1);
        byte[] options =
                talk.number % 8 < 6
                        ? timestamps((now / 1_000_000) & 0xffff_ffffL, talk.packets)
                        : NO_OPTIONS;
        return join(
                u16(back ? 443 : port),
                u16(back ? port : 443),
                u32(sequence),
                u32(talk.next[1 - from] - (random.nextInt(10) == 0 ? 100 : 0)),
                new byte[] {(byte) ((5 + options.length / 4) << 4), (byte) flags},
                u16(500),
                u16(sequence),
                u16(0),
                options,
                zeros(payload));
    }

    private byte[] dns(Talk talk, boolean back, int port) {
        byte[] message =
                join(
                        u16(talk.packets / 2),
                        hex(back ? "8180" : "0100", "0001 0000 0000 0000 03777777 00 0001 0001"));
        return datagram(talk, back, port, 53, message);
    }

    private byte[] echo(Talk talk, boolean back) {
        boolean v6 = talk.isIpv6;
        int type = v6 ? back ? 129 : 128 : back ? 0 : 8;
        byte[] numbers = join(u16(talk.number), u16(talk.packets / 2));
        byte[] message = join(new byte[] {(byte) type, 0, 0, 0}, numbers, zeros(20));
        return ip(talk, v6 ? 58 : 1, back, message);
    }

    /** Some spin, others send values at random; they end with few edges or many. */
    private byte[] quic(Talk talk, boolean back, int port) {
        boolean first = talk.packets < 3;
        byte[] to = hex(QUIC_IDS[back ? 1 : 0]);
        byte[] from = hex(QUIC_IDS[back ? 0 : 1]);
        int spin = talk.spins ? ((talk.packets - 1) / 2) & 1 : random.nextInt(2);
        byte[] message =
                first
                        ? join(
                                hex("c0 00000001"),
                                new byte[] {(byte) to.length},
                                to,
                                new byte[] {(byte) from.length},
                                from,
                                hex("00 44b0"),
                                zeros(1200))
                        : join(new byte[] {(byte) (0x40 | spin << 5)}, to, zeros(30));
        return datagram(talk, back, port, 443, message);
    }

    private byte[] datagram(Talk talk, boolean back, int port, int server, byte[] message) {
        int length = 8 + message.length;
        return ip(talk, 17, back, udp(back ? server : port, back ? port : server, length, message));
    }

    private byte[] ip(Talk talk, int protocol, boolean back, byte[] payload) {
        byte[] packet =
                talk.isIpv6
                        ? Frames.ipv6(protocol, payload)
                        : talk.wrapping == 7
                                ? Frames.ipv4WithOptions(
                                        hex("01010101"),
                                        protocol,
                                        24 + payload.length,
                                        0x4000,
                                        payload)
                                : Frames.ipv4(protocol, payload);
        ByteBuffer octets = ByteBuffer.wrap(packet);
        int client = 0xc0000200 | talk.number % 7;
        int server = 0xc6336400 | talk.number % 3;
        if (!talk.isIpv6) {
            octets.putShort(4, (short) ++identification);
            octets.putInt(12, back ? server : client).putInt(16, back ? client : server);
        } else {
            octets.putInt(20, back ? server : client).putInt(36, back ? client : server);
        }
        return packet;
    }

    /** By the talk's kind of wrapping, which may be on one direction only. */
    private static byte[] wrap(int kind, boolean back, byte[] packet, boolean v6) {
        int type = v6 ? 0x86dd : 0x0800;
        return switch (kind) {
            case 1 -> ethernet(0x8100, tag(5, type, packet));
            case 2 -> ethernet(0x88a8, tag(7, 0x8100, tag(9, type, packet)));
            case 3 -> Tunnels.inUdp(4789, Tunnels.vxlan(77, ethernet(type, packet)));
            case 4 -> back ? ethernet(type, packet) : ethernet(0x8100, tag(11, type, packet));
            case 5 -> ethernet(0x8847, Tunnels.label(back ? 16 : 17, true, packet));
            default -> ethernet(type, packet);
        };
    }

    @Override
    public void start() {}

    @Override
    public int poll(PacketHandler handler, int limit) {
        if (handed == packets.size()) {
            return END;
        }
        int count = Math.min(limit, packets.size() - handed);
        for (int i = 0; i < count; i++) {
            Packet packet = packets.get(handed++);
            captured.onInterface(packet.interfaceIndex, packet.linkType);
            int length = packet.octets.capacity();
            captured.wrap(packet.octets, 0, Math.min(length, 900), length, packet.nanos);
            handler.onPacket(captured);
        }
        return count;
    }

    @Override
    public List<String> interfaceNames() {
        return List.of("a", "b");
    }

    @Override
    public CaptureStatistics statistics() {
        return CaptureStatistics.NONE;
    }

    @Override
    public void close() {}
}
