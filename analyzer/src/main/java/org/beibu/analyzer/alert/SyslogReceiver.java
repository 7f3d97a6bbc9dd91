package org.beibu.analyzer.alert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A syslog receiver: a datagram a message (RFC 5426), or over TCP with octet counting (RFC 6587
 * 3.4.1). Neither answers. Over TCP each message has a connection of its own, of which we wait for
 * the other end to close its half: then it has read all that we sent.
 */
final class SyslogReceiver implements Receiver {
    private static final int PATIENCE_MILLIS = 5_000;

    private final URI target;
    private final SyslogMessage message;

    /** A receiver at {@code udp://host:port} or {@code tcp://host:port}. */
    SyslogReceiver(URI target, SyslogMessage message) {
        this.target = target;
        this.message = message;
    }

    @Override
    public String name() {
        return "syslog " + target;
    }

    @Override
    public void tell(List<Alert> alerts, long nowNanos) throws IOException {
        for (Alert alert : alerts) {
            byte[] octets = message.of(alert);
            if (target.getScheme().equals("udp")) {
                datagram(octets);
            } else {
                stream(octets);
            }
        }
    }

    private void datagram(byte[] octets) throws IOException {
        InetAddress address = InetAddress.getByName(target.getHost());
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(octets, octets.length, address, target.getPort()));
        }
    }

    private void stream(byte[] octets) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes((octets.length + " ").getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(octets);
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(target.getHost(), target.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(frame.toByteArray());
            socket.shutdownOutput();
            InputStream answer = socket.getInputStream();
            while (answer.read() >= 0) {
                // Nothing is said over syslog; whatever is, does not matter.
            }
        }
    }
}
