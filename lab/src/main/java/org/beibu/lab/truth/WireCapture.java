package org.beibu.lab.truth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the TCP packets of a recording of the rig: a pcap file of this machine's octet order with
 * Ethernet frames, IPv4 or IPv6 without extension headers.
 */
public final class WireCapture {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET = 14;
    private static final int TCP = 6;

    private final Map<Host, Host> hosts = new HashMap<>();
    private final Map<ByteBuffer, String> addresses = new HashMap<>();
    private final Map<String, String> options = new HashMap<>();

    private WireCapture() {}

    /** All TCP packets, in the order of the file. */
    static List<WirePacket> read(Path file) throws IOException {
        List<WirePacket> packets = new ArrayList<>();
        WireCapture capture = new WireCapture();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            ByteBuffer header = take(in, FILE_HEADER);
            int magic = header.getInt(0);
            if (magic != MICROSECONDS && magic != NANOSECONDS) {
                throw new IOException(file + ": not a pcap file of this machine's octet order");
            }
            int unit = magic == MICROSECONDS ? 1000 : 1;
            ByteBuffer record = take(in, RECORD_HEADER);
            while (record.limit() == RECORD_HEADER) {
                ByteBuffer frame = take(in, record.getInt(8)).order(ByteOrder.BIG_ENDIAN);
                long nanos =
                        (record.getInt(0) & 0xffff_ffffL) * 1_000_000_000L
                                + (long) record.getInt(4) * unit;
                capture.add(frame, nanos, packets);
                record = take(in, RECORD_HEADER);
            }
        }
        return packets;
    }

    /** Fewer octets than wanted at the end of the file. */
    private static ByteBuffer take(InputStream in, int length) throws IOException {
        return ByteBuffer.wrap(in.readNBytes(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void add(ByteBuffer frame, long nanos, List<WirePacket> packets) throws IOException {
        if (frame.limit() < ETHERNET + 40) {
            return;
        }
        int type = frame.getShort(12) & 0xffff;
        if (type == 0x0800 && frame.get(ETHERNET + 9) == TCP) {
            int header = (frame.get(ETHERNET) & 0xf) * 4;
            int length = (frame.getShort(ETHERNET + 2) & 0xffff) - header;
            int id = frame.getShort(ETHERNET + 4) & 0xffff;
            Frame ip = new Frame(frame, ETHERNET + 12, 4, ETHERNET + header, length, id);
            packets.add(new WirePacket(nanos, tcp(ip)));
        } else if (type == 0x86dd && frame.get(ETHERNET + 6) == TCP) {
            int length = frame.getShort(ETHERNET + 4) & 0xffff;
            Frame ip = new Frame(frame, ETHERNET + 8, 16, ETHERNET + 40, length, 0);
            packets.add(new WirePacket(nanos, tcp(ip)));
        }
    }

    /** Where things are in a frame. */
    private record Frame(
            ByteBuffer octets, int addresses, int addressSize, int tcp, int length, int id) {}

    private WirePacket.Content tcp(Frame ip) throws IOException {
        ByteBuffer octets = ip.octets();
        int tcp = ip.tcp();
        int header = (octets.get(tcp + 12) >> 2) & 0x3c;
        byte[] text = new byte[Math.max(0, Math.min(header, octets.limit() - tcp) - 20)];
        octets.get(tcp + 20, text);
        return new WirePacket.Content(
                host(ip, 0, octets.getShort(tcp) & 0xffff),
                host(ip, ip.addressSize(), octets.getShort(tcp + 2) & 0xffff),
                octets.getInt(tcp + 4),
                octets.getInt(tcp + 8),
                octets.get(tcp + 13) & 0xff,
                octets.getShort(tcp + 14) & 0xffff,
                ip.length() - header,
                ip.id(),
                options.computeIfAbsent(new String(text, ISO_8859_1), same -> same));
    }

    private Host host(Frame ip, int offset, int port) throws IOException {
        ByteBuffer key = ip.octets().slice(ip.addresses() + offset, ip.addressSize());
        String address = addresses.get(key);
        if (address == null) {
            byte[] octets = new byte[ip.addressSize()];
            key.get(0, octets);
            address = shortest(InetAddress.getByAddress(octets).getHostAddress());
            addresses.put(ByteBuffer.wrap(octets), address);
        }
        return hosts.computeIfAbsent(new Host(address, port), same -> same);
    }

    /**
     * The first longest run of zeros as a double colon (RFC 5952 4.2), as the addresses here need.
     */
    static String shortest(String address) {
        return address.replaceFirst("(^|:)0(:0)+(:|$)", "::");
    }
}
