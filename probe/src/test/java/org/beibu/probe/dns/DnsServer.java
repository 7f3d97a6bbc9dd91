package org.beibu.probe.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.function.UnaryOperator;

/** Answers queries on loopback with whatever a test makes of them; no answer for an empty one. */
final class DnsServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final UnaryOperator<byte[]> answer;
    private final Thread thread = new Thread(this::run, "dns-server");

    DnsServer(UnaryOperator<byte[]> answer) throws IOException {
        this.answer = answer;
        socket = new DatagramSocket(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void run() {
        byte[] room = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(room, room.length);
                socket.receive(packet);
                byte[] query = java.util.Arrays.copyOf(room, packet.getLength());
                byte[] octets = answer.apply(query);
                if (octets.length > 0) {
                    packet.setData(octets);
                    socket.send(packet);
                }
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The query as a response with these flags. */
    static byte[] response(byte[] query, int flags) {
        query[2] = (byte) (flags >>> 8);
        query[3] = (byte) flags;
        return query;
    }

    @Override
    public void close() {
        socket.close(); // by which the thread ends
    }
}
