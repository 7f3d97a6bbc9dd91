package org.beibu.analyzer.ingest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

/** Hears of every commit, after it has succeeded, on the ingest thread: must not block. */
public interface CommitListener {

    /**
     * These windows have changed.
     *
     * @param changed windows of all resolutions as they stand after the commit; immutable
     */
    void onCommit(List<CommittedWindow> changed);

    /**
     * Traffic was added to these windows; by default nobody cares.
     *
     * @param changed windows of all resolutions
     */
    default void onTraffic(Collection<Window> changed) {}

    /**
     * Fates of active packets were added to these windows; by default nobody cares.
     *
     * @param changed windows of all resolutions
     */
    default void onLosses(Collection<Window> changed) {}

    /** Windows that start at or after this moment are still to be read; by default none. */
    default long neededFromNanos() {
        return Long.MAX_VALUE;
    }

    /**
     * Retention has deleted windows although they were still to be read; by default nobody cares.
     *
     * @param windows how many, by resolution
     */
    default void onExpired(Map<Resolution, Long> windows) {}
}
