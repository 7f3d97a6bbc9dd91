package org.beibu.analyzer.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.model.Resolution;
import org.beibu.model.TimingSample;

/**
 * What one file holds, by source: samples in order of time, and packets sent and lost by 10 s. Held
 * in memory: ten million samples take about a gigabyte.
 */
public final class SeriesRows {
    private static final int SHOWN_REFUSALS = 5;
    private static final int LONGEST = 120;

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();
    private long refused;
    private long notes;

    /** One source. */
    static final class Source {
        final List<Sample> samples = new ArrayList<>();
        final TreeMap<Long, int[]> sentAndLost = new TreeMap<>();

        void sent(long epochNanos, int sent, int lost) {
            int[] counts =
                    sentAndLost.computeIfAbsent(
                            Resolution.TEN_SECONDS.startOf(epochNanos), absent -> new int[2]);
            counts[0] += sent;
            counts[1] += lost;
        }
    }

    /** One answered packet. */
    record Sample(long epochNanos, long delayNanos) {}

    /**
     * An answered packet.
     *
     * @throws IllegalArgumentException when time or delay cannot be true
     */
    void answered(String source, long epochNanos, double delayNanos) {
        check(epochNanos);
        if (!(delayNanos >= 0 && delayNanos <= TimingSample.MAX_DELAY_NANOS)) {
            throw new IllegalArgumentException("a delay out of 0 to 60 s");
        }
        Source of = source(source);
        of.samples.add(new Sample(epochNanos, Math.round(delayNanos)));
        of.sent(epochNanos, 1, 0);
    }

    /** Packets without an answer. */
    void lost(String source, long epochNanos, int packets) {
        check(epochNanos);
        source(source).sent(epochNanos, packets, packets);
    }

    private static void check(long epochNanos) {
        if (epochNanos <= 0) {
            throw new IllegalArgumentException("a time before 1970 or beyond 2262");
        }
    }

    private Source source(String name) {
        return sources.computeIfAbsent(name, absent -> new Source());
    }

    /**
     * Something that cannot be read: where, and what is wrong. What the file says may be anything,
     * so it is shown without control characters, and no longer than a line.
     */
    void refuse(String where, String what) {
        refused++;
        if (refusals.size() < SHOWN_REFUSALS) {
            String shown = what.length() > LONGEST ? what.substring(0, LONGEST) + "..." : what;
            refusals.add(where + ": " + shown.replaceAll("\\p{Cc}", "?"));
        }
    }

    /** Something that is no sample by its nature, such as consolidated rows. */
    void passOver(long rows) {
        notes += rows;
    }

    Map<String, Source> sources() {
        return sources;
    }

    /** The first lines that could not be read, one sentence each. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** How many could not be read. */
    public long refused() {
        return refused;
    }

    /** How many rows are no samples: consolidated ones, duplicates, send errors. */
    public long passedOver() {
        return notes;
    }
}
