package org.beibu.lab.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes one command a connection, a line of text: {@code set LINE CLASS NAME=VALUE...} or {@code
 * report}. A thread of its own listens; the line's thread does it.
 */
final class LineSocket implements AutoCloseable {
    private static final int LONGEST_COMMAND = 1024;

    private final ServerSocketChannel server;
    private final Lines lines;

    private LineSocket(ServerSocketChannel server, Lines lines) {
        this.server = server;
        this.lines = lines;
    }

    static LineSocket open(Path path, Lines lines) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        return new LineSocket(server, lines);
    }

    void start() {
        Thread thread = new Thread(this::listen, "line-socket");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                client.write(UTF_8.encode(answer(read(client))));
            } catch (IOException e) {
                // That client is gone; the next one is served.
            }
        }
    }

    private static String read(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_COMMAND);
        while (buffer.hasRemaining() && client.read(buffer) >= 0) {
            if (buffer.position() > 0 && buffer.get(buffer.position() - 1) == '\n') {
                break;
            }
        }
        return UTF_8.decode(buffer.flip()).toString().strip();
    }

    private String answer(String command) {
        CompletableFuture<String> done = new CompletableFuture<>();
        lines.submit(
                () -> {
                    try {
                        done.complete(act(List.of(command.split(" ", -1))));
                    } catch (IllegalArgumentException e) {
                        done.complete("error: " + e.getMessage() + "\n");
                    }
                });
        try {
            return done.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "error: interrupted\n";
        } catch (ExecutionException | TimeoutException e) {
            return "error: the lines do not move\n";
        }
    }

    private String act(List<String> words) {
        if (words.equals(List.of("report"))) {
            return lines.report();
        }
        if (words.size() < 4 || !words.get(0).equals("set")) {
            throw new IllegalArgumentException("wanted: set LINE CLASS NAME=VALUE..., or report");
        }
        lines.change(words.get(1), Integer.parseInt(words.get(2)), words.subList(3, words.size()));
        return "ok\n";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
