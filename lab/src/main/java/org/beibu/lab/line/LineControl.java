package org.beibu.lab.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Changes running lines. */
public final class LineControl {
    private final Path socket;

    /** Of the lines that listen there. */
    public LineControl(Path socket) {
        this.socket = socket;
    }

    /**
     * Changes a line both ways.
     *
     * @param packetClass 0 for every packet, from 1 on one destination
     * @param changes such as {@code delay=15ms loss=2%}
     */
    public void set(String line, int packetClass, String changes) throws IOException {
        ask("set " + line + " " + packetClass + " " + changes);
    }

    /** What the lines do and did, and how late frames left since the last report. */
    public String report() throws IOException {
        return ask("report");
    }

    /** How late frames left since the last report. */
    public String lateness() throws IOException {
        return report().lines().reduce("", (before, line) -> line);
    }

    private String ask(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(UTF_8.encode(command + "\n"));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            String text = answer.toString(UTF_8);
            if (text.startsWith("error: ")) {
                throw new IOException("lines: " + command + ": " + text.strip());
            }
            return text;
        }
    }
}
