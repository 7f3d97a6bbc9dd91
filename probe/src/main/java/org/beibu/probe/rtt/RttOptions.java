package org.beibu.probe.rtt;

/**
 * What to print, and when to stop.
 *
 * @param summary a summary for each host instead of a line for each timing
 * @param json JSON instead of columns
 * @param live each line at once instead of when there are many
 * @param maxHosts hosts in the summary; further ones share a row
 * @param maxTimings stop after so many timings
 * @param workers threads that time beside the one that reads; with 1 the reading thread does it
 */
public record RttOptions(
        boolean summary, boolean json, boolean live, int maxHosts, long maxTimings, int workers) {
    /** Hosts in a summary unless told otherwise. */
    public static final int DEFAULT_HOSTS = 10_000;

    private static final int MOST_WORKERS = 64;

    public RttOptions {
        if (maxHosts < 1 || maxHosts > 10_000_000) {
            throw new IllegalArgumentException("hosts must be 1 to 10000000, not " + maxHosts);
        }
        if (maxTimings < 1) {
            throw new IllegalArgumentException("count must be at least 1, not " + maxTimings);
        }
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "workers must be 1 to " + MOST_WORKERS + ", not " + workers);
        }
        if (live && workers > 1) {
            throw new IllegalArgumentException(
                    "workers are for capture files: what is live is timed by one");
        }
    }
}
