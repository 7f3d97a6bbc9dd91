package org.beibu.lab.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The delay lines as a process: {@code LineMain SOCKET INTERFACE NETWORK,... NAME=SPACE-A=SPACE-B
 * ...}. It makes the interface in every namespace named, and listens at the socket until it is
 * killed; whoever starts it limits its life.
 */
public final class LineMain {
    private LineMain() {}

    /** Runs the lines. */
    public static void main(String[] args) throws IOException {
        if (args.length < 4) {
            throw new IllegalArgumentException("wanted: SOCKET INTERFACE NETWORKS NAME=A=B ...");
        }
        Lines lines = new Lines(List.of(args[2].split(",", -1)), System::nanoTime);
        for (String line : List.of(args).subList(3, args.length)) {
            List<String> words = new ArrayList<>(List.of(line.split("=", -1)));
            lines.add(words.get(0), args[1], words.get(1), words.get(2));
        }
        Path socket = Path.of(args[0]);
        Files.deleteIfExists(socket);
        try (LineSocket control = LineSocket.open(socket, lines)) {
            control.start();
            lines.run(() -> false);
        }
    }
}
