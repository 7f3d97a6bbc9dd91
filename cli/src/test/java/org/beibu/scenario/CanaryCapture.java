package org.beibu.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.beibu.model.Address;

/**
 * A capture of conversations by every method, between hosts whose addresses are known, with a
 * marker of eight octets in every payload, over and over, begun at each of its octets: so any eight
 * octets of a payload are a turn of the marker.
 */
final class CanaryCapture {
    static final byte[] MARKER = "qZ7#kW!x".getBytes(US_ASCII);
    static final byte[] CLIENT_MAC = {0x02, 0x51, 0x37, (byte) 0x9d, 0x4b, 0x11};
    static final byte[] SERVER_MAC = {0x02, 0x6e, (byte) 0xc4, 0x58, 0x23, (byte) 0x97};
    static final List<Address> CLIENTS =
            List.of(
                    Address.parse("198.51.100.23"),
                    Address.parse("2001:db8:a1b2:c3d4:e5f6:1728:394a:5b6c"));
    static final List<Address> SERVERS =
            List.of(
                    Address.parse("203.0.113.77"),
                    Address.parse("2001:db8:9f8e:7d6c:5b4a:3928:1706:f5e4"));

    private static final int CONVERSATIONS = 64;
    private static final int ACK = 0x10;
    private static final int SYN = 0x02;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private long micros;
    private int identification;

    private CanaryCapture(long epochMicros) {
        micros = epochMicros;
        file.writeBytes(
                little(24)
                        .putInt(0xa1b2c3d4)
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putLong(0)
                        .putInt(65_535)
                        .putInt(1)
                        .array());
    }

    /** A pcap file whose packets begin at this time. */
    static byte[] beginningAt(long epochMicros) {
        CanaryCapture capture = new CanaryCapture(epochMicros);
        for (int family = 0; family < 2; family++) {
            for (int i = 0; i < CONVERSATIONS; i++) {
                capture.converse(CLIENTS.get(family), SERVERS.get(family), i);
            }
        }
        return capture.file.toByteArray();
    }

    /** So many octets of payload, begun at this octet of the marker. */
    static byte[] payload(int length, int turn) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = MARKER[(i + turn) % MARKER.length];
        }
        return payload;
    }

    private void converse(Address client, Address server, int i) {
        int port = 40_000 + i;
        byte[] data = payload(40 + i, i);
        tcp(client, port, server, 443, SYN, 100, 0, new byte[0]);
        tcp(server, 443, client, port, SYN | ACK, 900, 101, new byte[0]);
        tcp(client, port, server, 443, ACK, 101, 901, data);
        tcp(server, 443, client, port, ACK, 901, 101 + data.length, data);
        tcp(client, port, server, 443, ACK, 101 + data.length, 901 + data.length, new byte[0]);
        udp(client, port, server, 53, dns(i, false));
        udp(server, 53, client, port, dns(i, true));
        byte[] stamp = ByteBuffer.allocate(104).putInt(i).put(payload(100, i)).array();
        udp(client, port, server, 862, stamp);
        System.arraycopy(stamp, 0, stamp, 24, 12);
        udp(server, 862, client, port, stamp);
        udp(client, port, server, 4433, quic("081122334455667788", "04c1c2c3c4", i));
        udp(server, 4433, client, port, quic("04c1c2c3c4", "0451525354", i));
        echo(client, server, i, true);
        echo(server, client, i, false);
    }

    private static byte[] dns(int id, boolean response) {
        return ByteBuffer.allocate(12 + 1 + 24 + 5 + 30)
                .putShort((short) id)
                .putShort((short) (response ? 0x8180 : 0x0100))
                .putLong(0x0001_0000_0000_0000L)
                .put((byte) 24)
                .put(payload(24, id))
                .put((byte) 0)
                .putInt(0x0001_0001)
                .put(response ? payload(30, id) : new byte[30])
                .array();
    }

    private static byte[] quic(String destinationId, String sourceId, int turn) {
        byte[] head =
                java.util.HexFormat.of()
                        .parseHex("c000000001" + destinationId + sourceId + "00" + "44b0");
        return ByteBuffer.allocate(head.length + 1200).put(head).put(payload(1200, turn)).array();
    }

    private void echo(Address from, Address to, int sequence, boolean request) {
        boolean v4 = from.isIpv4();
        int type = request ? v4 ? 8 : 128 : v4 ? 0 : 129;
        ByteBuffer message =
                ByteBuffer.allocate(8 + 48)
                        .put((byte) type)
                        .put((byte) 0)
                        .putShort((short) 0)
                        .putShort((short) 7)
                        .putShort((short) sequence)
                        .put(payload(48, sequence));
        ip(from, to, v4 ? 1 : 58, message.array());
    }

    private void udp(Address from, int fromPort, Address to, int toPort, byte[] payload) {
        ByteBuffer datagram =
                ByteBuffer.allocate(8 + payload.length)
                        .putShort((short) fromPort)
                        .putShort((short) toPort)
                        .putShort((short) (8 + payload.length))
                        .putShort((short) 0)
                        .put(payload);
        ip(from, to, 17, datagram.array());
    }

    private void tcp(
            Address from,
            int fromPort,
            Address to,
            int toPort,
            int flags,
            int sequence,
            int acknowledgment,
            byte[] payload) {
        ByteBuffer segment =
                ByteBuffer.allocate(20 + payload.length)
                        .putShort((short) fromPort)
                        .putShort((short) toPort)
                        .putInt(sequence)
                        .putInt(acknowledgment)
                        .put((byte) 0x50)
                        .put((byte) flags)
                        .putShort((short) 500)
                        .putInt(0)
                        .put(payload);
        ip(from, to, 6, segment.array());
    }

    private void ip(Address from, Address to, int protocol, byte[] payload) {
        boolean v4 = from.isIpv4();
        ByteBuffer packet = ByteBuffer.allocate((v4 ? 20 : 40) + payload.length);
        if (v4) {
            packet.putShort((short) 0x4500)
                    .putShort((short) packet.capacity())
                    .putShort((short) ++identification)
                    .putShort((short) 0)
                    .put((byte) 64)
                    .put((byte) protocol)
                    .putShort((short) 0)
                    .putInt((int) from.low())
                    .putInt((int) to.low());
        } else {
            packet.putInt(0x6000_0000)
                    .putShort((short) payload.length)
                    .put((byte) protocol)
                    .put((byte) 64)
                    .putLong(from.high())
                    .putLong(from.low())
                    .putLong(to.high())
                    .putLong(to.low());
        }
        packet.put(payload);
        boolean up = CLIENTS.contains(from);
        ByteBuffer frame =
                ByteBuffer.allocate(14 + packet.capacity())
                        .put(up ? SERVER_MAC : CLIENT_MAC)
                        .put(up ? CLIENT_MAC : SERVER_MAC)
                        .putShort((short) (v4 ? 0x0800 : 0x86dd))
                        .put(packet.array());
        record(frame.array());
    }

    private void record(byte[] frame) {
        micros += 1500;
        file.writeBytes(
                little(16)
                        .putInt((int) (micros / 1_000_000))
                        .putInt((int) (micros % 1_000_000))
                        .putInt(frame.length)
                        .putInt(frame.length)
                        .array());
        file.writeBytes(frame);
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
