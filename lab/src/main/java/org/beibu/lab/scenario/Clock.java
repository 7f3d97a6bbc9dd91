package org.beibu.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.beibu.lab.loop.BureauLab;
import org.beibu.lab.loop.Daemon;

/**
 * A wall clock that can be stepped for one daemon: libfaketime, which reads the offset from a file.
 * Kernel time stamps of packets keep the machine's time, and so does the monotonic clock, as with a
 * real step. A time namespace would not do: Linux has none for the wall clock.
 */
final class Clock {
    private final BureauLab lab;
    private final Path offset;

    Clock(BureauLab lab) {
        this.lab = lab;
        offset = lab.home().folder().resolve("clock");
    }

    /** Starts a daemon anew with such a clock, right at first. */
    void restart(Daemon daemon) throws IOException {
        step("+0");
        lab.daemons().stop(daemon);
        lab.daemons()
                .start(
                        daemon,
                        List.of(
                                "env",
                                "LD_PRELOAD=" + library(),
                                "FAKETIME_TIMESTAMP_FILE=" + offset,
                                "FAKETIME_CACHE_DURATION=1",
                                "FAKETIME_FORCE_MONOTONIC_FIX=0",
                                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                                "FAKETIME_DONT_RESET=1"));
    }

    /** Moves it by so many seconds against the machine's. */
    void step(String seconds) throws IOException {
        Files.writeString(offset, seconds + "\n");
    }

    private static Path library() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("/usr/lib"), 3)) {
            return files.filter(file -> file.endsWith("libfaketimeMT.so.1"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no libfaketime: install it"));
        }
    }
}
