package org.beibu.analyzer.detect;

import org.beibu.model.Method;
import org.beibu.runtime.journal.TimingRecord;
import org.jspecify.annotations.Nullable;

/** Method, path and target of a timing by its numbers; filled again and again to look one up. */
final class StreamKey {
    private Method method = Method.STAMP;
    private long route;
    private long exitHigh;
    private long exitLow;
    private long prefixHigh;
    private long prefixLow;

    /** This key, now that of the timing. */
    StreamKey of(TimingRecord timing) {
        method = timing.method();
        route = timing.routeKey();
        exitHigh = timing.exitKeyHigh();
        exitLow = timing.exitKeyLow();
        prefixHigh = timing.prefixHigh();
        prefixLow = timing.prefixLow();
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamKey key
                && route == key.route
                && exitHigh == key.exitHigh
                && exitLow == key.exitLow
                && prefixLow == key.prefixLow
                && prefixHigh == key.prefixHigh
                && method == key.method;
    }

    @Override
    public int hashCode() {
        long mixed = (route ^ Long.rotateLeft(exitHigh, 23)) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ exitLow ^ Long.rotateLeft(prefixLow, 17)) * 0xc2b2ae3d27d4eb4fL;
        mixed = (mixed ^ prefixHigh ^ method.code()) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32);
    }
}
