package org.beibu.probe.rtt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.passive.PassiveTiming;
import org.jspecify.annotations.Nullable;

/**
 * Delays by host, method and quality class, for a bounded number of hosts: the first ones met. All
 * further hosts share rows. Methods and classes are never mixed.
 */
final class HostSummary {
    /** The name of the rows of the hosts beyond the bound. */
    static final String OTHER = "(other)";

    /** One row; without address it is that of the other hosts. */
    record Row(
            @Nullable Address host, Method method, QualityClass qualityClass, DelaySummary delays) {
        String name() {
            return host == null ? OTHER : host.toString();
        }
    }

    /** The delays of one method and class, and the next ones of the same host. */
    private static final class Kind {
        private final Method method;
        private final QualityClass qualityClass;
        private final DelaySummary delays;
        private @Nullable Kind next;

        Kind(PassiveTiming timing, DelaySummary delays) {
            method = timing.method();
            qualityClass = timing.qualityClass();
            this.delays = delays;
        }

        boolean isOf(PassiveTiming timing) {
            return timing.method() == method && timing.qualityClass() == qualityClass;
        }

        Row row(@Nullable Address host) {
            return new Row(host, method, qualityClass, delays);
        }
    }

    private final int maxHosts;
    private @Nullable Kind others;
    private long[] highs = new long[64];
    private long[] lows = new long[64];
    private @Nullable Kind[] kinds = new Kind[64];
    private int hosts;

    HostSummary(int maxHosts) {
        if (maxHosts < 1) {
            throw new IllegalArgumentException("at least one host: " + maxHosts);
        }
        this.maxHosts = maxHosts;
    }

    void record(PassiveTiming timing) {
        long high = timing.hostHigh();
        long low = timing.hostLow();
        int at = find(high, low);
        Kind first = kinds[at];
        if (first == null) {
            if (hosts == maxHosts) {
                others = record(others, timing);
                return;
            }
            hosts++;
            highs[at] = high;
            lows[at] = low;
        }
        kinds[at] = record(first, timing);
        if (2 * hosts > kinds.length) {
            grow();
        }
    }

    /** Records into the list of a host; gives the list's new head. */
    private Kind record(@Nullable Kind head, PassiveTiming timing) {
        for (Kind kind = head; kind != null; kind = kind.next) {
            if (kind.isOf(timing)) {
                kind.delays.record(timing.delayNanos());
                return head == null ? kind : head;
            }
        }
        Kind added = new Kind(timing, new DelaySummary());
        added.delays.record(timing.delayNanos());
        added.next = head;
        return added;
    }

    /** All rows: most timings first, the other hosts last. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < kinds.length; at++) {
            for (Kind kind = kinds[at]; kind != null; kind = kind.next) {
                rows.add(kind.row(new Address(highs[at], lows[at])));
            }
        }
        for (Kind kind = others; kind != null; kind = kind.next) {
            rows.add(kind.row(null));
        }
        rows.sort(
                Comparator.comparing((Row row) -> row.host() == null)
                        .thenComparing(row -> -row.delays().count())
                        .thenComparing(Row::host, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Row::method)
                        .thenComparing(Row::qualityClass));
        return rows;
    }

    /** Where the host stands or would stand. */
    private int find(long high, long low) {
        int mask = kinds.length - 1;
        int at = home(high, low, mask);
        while (kinds[at] != null && (lows[at] != low || highs[at] != high)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private static int home(long high, long low, int mask) {
        long mixed = ((high * 0x9e3779b97f4a7c15L) ^ low) * 0xbf58476d1ce4e5b9L;
        return (int) (mixed >>> 32) & mask;
    }

    private void grow() {
        long[] oldHighs = highs;
        long[] oldLows = lows;
        @Nullable Kind[] oldKinds = kinds;
        int capacity = oldKinds.length * 2;
        highs = new long[capacity];
        lows = new long[capacity];
        kinds = new Kind[capacity];
        for (int from = 0; from < oldKinds.length; from++) {
            if (oldKinds[from] != null) {
                int at = find(oldHighs[from], oldLows[from]);
                highs[at] = oldHighs[from];
                lows[at] = oldLows[from];
                kinds[at] = oldKinds[from];
            }
        }
    }
}
