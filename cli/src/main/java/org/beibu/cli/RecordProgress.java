package org.beibu.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How much of the journal a command has read: on a terminal's standard error only. */
final class RecordProgress implements AutoCloseable {
    private static final int UPDATE_MILLIS = 200;

    private final @Nullable ProgressBar bar;

    private RecordProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** A bar with this name, or nothing where standard error is no terminal. */
    static RecordProgress of(String name) {
        return new RecordProgress(
                ImportProgress.isTerminal()
                        ? new ProgressBarBuilder()
                                .setTaskName(name)
                                .setInitialMax(-1)
                                .setUnit(" timings", 1)
                                .setUpdateIntervalMillis(UPDATE_MILLIS)
                                .setStyle(ProgressBarStyle.ASCII)
                                .build()
                        : null);
    }

    /** So many are done, of a number that is not known. */
    void counted(long timings) {
        if (bar != null) {
            bar.stepTo(timings);
        }
    }

    /** So many are done of so many. */
    void counted(long timings, long of) {
        if (bar != null) {
            bar.maxHint(Math.max(of, timings));
            bar.stepTo(timings);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
