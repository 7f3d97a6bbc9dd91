package org.beibu.analyzer.slo;

import org.beibu.model.Method;
import org.beibu.model.PathId;

/** What became of the packets of active sessions, by path and minute. */
@FunctionalInterface
public interface LossMinutes {
    /** Nothing is known. */
    LossMinutes NONE = (path, fromNanos, toNanos, sink) -> {};

    /** Takes one minute. */
    @FunctionalInterface
    interface Sink {
        /** So many were sent by this method in this minute, and so many of them lost. */
        void minute(long startNanos, Method method, long sent, long lost);
    }

    /**
     * The minutes of a path in {@code [fromNanos, toNanos)}; those without packets are left out.
     */
    void forEach(PathId path, long fromNanos, long toNanos, Sink sink);

    /** Has everything read anew; called before a span is looked at. */
    default void refresh() {}
}
