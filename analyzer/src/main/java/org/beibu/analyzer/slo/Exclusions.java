package org.beibu.analyzer.slo;

import org.beibu.model.PathId;

/** Which minutes do not count, since maintenance was planned for them. */
public interface Exclusions {
    /** All minutes count. */
    Exclusions NONE =
            new Exclusions() {
                @Override
                public boolean exclude(PathId path, String serviceClass, long startNanos) {
                    return false;
                }

                @Override
                public long minutes(
                        PathId path, String serviceClass, long fromNanos, long toNanos) {
                    return 0;
                }
            };

    /** Whether this minute of the path does not count for the service class. */
    boolean exclude(PathId path, String serviceClass, long startNanos);

    /** How many minutes that start in {@code [fromNanos, toNanos)} do not count. */
    long minutes(PathId path, String serviceClass, long fromNanos, long toNanos);
}
