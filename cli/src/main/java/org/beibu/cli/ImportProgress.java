package org.beibu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * The progress bar of an import: on a terminal's standard error only. Each file is read twice, once
 * for its fingerprint and once for its packets, and the bar counts both.
 */
final class ImportProgress {
    private static final int UPDATE_MILLIS = 200;
    private static final long MIB = 1 << 20;

    private final boolean shown;
    private @Nullable ProgressBar bar;
    private long total;

    ImportProgress(boolean shown) {
        this.shown = shown;
    }

    /** Whether standard error is a terminal that can redraw a line. */
    static boolean isTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false; // not known on this system: be quiet
        }
    }

    void begin(Path file, long octets) {
        total = octets;
        if (shown) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(String.valueOf(file.getFileName()))
                            .setInitialMax(2 * octets)
                            .setUnit(" MiB", MIB)
                            .setUpdateIntervalMillis(UPDATE_MILLIS)
                            .setStyle(ProgressBarStyle.ASCII)
                            .build();
        }
    }

    void checked(long octets) {
        if (bar != null) {
            bar.stepTo(octets);
        }
    }

    void read(long octets) {
        if (bar != null) {
            bar.stepTo(total + octets);
        }
    }

    void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
