package org.beibu.analyzer.recommend.live;

import java.util.Map;
import org.beibu.analyzer.recommend.held.Traffic;
import org.beibu.model.PathId;

/** Where minutes come from. */
interface MinuteSource {
    /**
     * Hands over each minute of {@code [fromMinute, toMinute)} in order, those without packets too.
     */
    void forEach(long fromMinute, long toMinute, Sink sink);

    /** What leaves by each exit, by the minutes before this one. */
    Traffic traffic(long minute);

    /** Takes one minute. */
    interface Sink {
        /** The paths that had packets in this minute. */
        void minute(long minute, Map<PathId, PathMinute> paths);
    }
}
