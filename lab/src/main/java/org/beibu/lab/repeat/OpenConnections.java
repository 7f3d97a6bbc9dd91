package org.beibu.lab.repeat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a capture of connections that are all open at once: first every handshake, then a segment
 * of every server, then the ACK of every client. A packet a microsecond; each delay is known.
 *
 * <pre>
 *   connection i: 198.18.0.0 + i / 32768, port 1024 + i mod 32768, to 203.0.113.1:443
 *   far half of the handshake 1 us, near half 1 us, the segment's delay one microsecond a connection
 * </pre>
 *
 * The clients' addresses are those for benchmarks (RFC 2544). Checksums are zero, as offloading
 * leaves them.
 */
public final class OpenConnections {
    /** The most there can be. */
    public static final int MOST = 4 << 20;

    private static final int PORTS = 32_768;
    private static final int LENGTH = 54;
    private static final int SEGMENT = 100;
    private static final int SYN_ACK = 0x12;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int SERVER = 0xcb00_7101;
    private static final long START_MICROS = 1_700_000_000_000_000L;

    private final ByteBuffer out = ByteBuffer.allocate(1 << 20);
    private final WritableByteChannel channel;
    private long micros = START_MICROS;

    private OpenConnections(WritableByteChannel channel) {
        this.channel = channel;
    }

    /** Makes the file. */
    public static void write(int connections, Path file) throws IOException {
        if (connections < 1 || connections > MOST) {
            throw new IllegalArgumentException("connections: 1 to " + MOST);
        }
        try (WritableByteChannel channel =
                Files.newByteChannel(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            new OpenConnections(channel).write(connections);
        }
    }

    private void write(int connections) throws IOException {
        out.putInt(0xa1b2_c3d4).putInt(0x0002_0004).putLong(0).putInt(96).putInt(1);
        for (int i = 0; i < connections; i++) {
            fromClient(i, 99, 0, SYN);
            fromServer(i, 999, 100, SYN_ACK, 0);
            fromClient(i, 100, 1000, ACK);
        }
        for (int i = 0; i < connections; i++) {
            fromServer(i, 1000, 100, ACK, SEGMENT);
        }
        for (int i = 0; i < connections; i++) {
            fromClient(i, 100, 1000 + SEGMENT, ACK);
        }
        drain();
    }

    private void fromClient(int connection, int sequence, int acknowledgment, int flags)
            throws IOException {
        ethernetAndIp(client(connection), SERVER, 0);
        out.putShort((short) port(connection)).putShort((short) 443);
        tcp(sequence, acknowledgment, flags);
    }

    private void fromServer(
            int connection, int sequence, int acknowledgment, int flags, int payload)
            throws IOException {
        ethernetAndIp(SERVER, client(connection), payload);
        out.putShort((short) 443).putShort((short) port(connection));
        tcp(sequence, acknowledgment, flags);
    }

    private static int client(int connection) {
        return 0xc612_0000 + connection / PORTS;
    }

    private static int port(int connection) {
        return 1024 + connection % PORTS;
    }

    private void ethernetAndIp(int source, int destination, int payload) throws IOException {
        if (out.remaining() < 128) {
            drain();
        }
        out.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
        out.putInt(LENGTH).putInt(LENGTH + payload);
        micros++;
        out.putLong(0x0200_0000_000a_0200L).putInt(0x0000_000b).putShort((short) 0x0800);
        out.putInt(0x4500_0000 | (40 + payload)).putInt(0x0000_4000).putInt(0x4006_0000);
        out.putInt(source).putInt(destination);
    }

    private void tcp(int sequence, int acknowledgment, int flags) {
        out.putInt(sequence).putInt(acknowledgment);
        out.putInt(0x5000_0064 | flags << 16).putInt(0);
    }

    private void drain() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }
}
