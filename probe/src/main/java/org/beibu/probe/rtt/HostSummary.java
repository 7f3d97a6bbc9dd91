package org.beibu.probe.rtt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.beibu.model.Address;
import org.beibu.model.Method;
import org.beibu.probe.passive.PassiveTiming;
import org.jspecify.annotations.Nullable;

/**
 * Delays by host and method, for a bounded number of hosts: the first ones met. All further hosts
 * share one row. Methods are never mixed.
 */
final class HostSummary {
    /** The name of the row of the hosts beyond the bound. */
    static final String OTHER = "(other)";

    /** One row; without address it is that of the other hosts. */
    record Row(@Nullable Address host, Method method, DelaySummary delays) {
        String name() {
            return host == null ? OTHER : host.toString();
        }
    }

    private static final int METHODS = 2;
    private static final int PLAIN_HISTOGRAMS = 512;

    private final int maxHosts;
    private final DelaySummary.Budget budget = new DelaySummary.Budget(PLAIN_HISTOGRAMS);
    private final Map<Method, DelaySummary> others = new EnumMap<>(Method.class);
    private long[] highs = new long[64];
    private long[] lows = new long[64];
    private @Nullable DelaySummary[] delays = new DelaySummary[64 * METHODS];
    private int hosts;

    HostSummary(int maxHosts) {
        if (maxHosts < 1) {
            throw new IllegalArgumentException("at least one host: " + maxHosts);
        }
        this.maxHosts = maxHosts;
    }

    void record(PassiveTiming timing) {
        delays(timing.hostHigh(), timing.hostLow(), timing.method()).record(timing.delayNanos());
    }

    /** All rows: most timings first, the other hosts last. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < highs.length; at++) {
            for (Method method : List.of(Method.HANDSHAKE, Method.TIMESTAMP)) {
                DelaySummary found = delays[at * METHODS + slot(method)];
                if (found != null) {
                    rows.add(new Row(new Address(highs[at], lows[at]), method, found));
                }
            }
        }
        rows.sort(
                Comparator.comparingLong((Row row) -> -row.delays().count())
                        .thenComparing(Row::host, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Row::method));
        others.forEach((method, other) -> rows.add(new Row(null, method, other)));
        return rows;
    }

    private DelaySummary delays(long high, long low, Method method) {
        int mask = highs.length - 1;
        int at = home(high, low, mask);
        while (isTaken(at)) {
            if (lows[at] == low && highs[at] == high) {
                return delaysAt(at, method);
            }
            at = at + 1 & mask;
        }
        if (hosts == maxHosts) {
            return others.computeIfAbsent(method, m -> new DelaySummary(budget));
        }
        if (2 * (hosts + 1) > highs.length) {
            grow();
            return delays(high, low, method);
        }
        hosts++;
        highs[at] = high;
        lows[at] = low;
        return delaysAt(at, method);
    }

    private DelaySummary delaysAt(int at, Method method) {
        int index = at * METHODS + slot(method);
        DelaySummary found = delays[index];
        if (found == null) {
            found = new DelaySummary(budget);
            delays[index] = found;
        }
        return found;
    }

    private boolean isTaken(int at) {
        return delays[at * METHODS] != null || delays[at * METHODS + 1] != null;
    }

    private static int slot(Method method) {
        return method == Method.HANDSHAKE ? 0 : 1;
    }

    private static int home(long high, long low, int mask) {
        long mixed = ((high * 0x9e3779b97f4a7c15L) ^ low) * 0xbf58476d1ce4e5b9L;
        return (int) (mixed >>> 32) & mask;
    }

    private void grow() {
        long[] oldHighs = highs;
        long[] oldLows = lows;
        @Nullable DelaySummary[] oldDelays = delays;
        int capacity = oldHighs.length * 2;
        highs = new long[capacity];
        lows = new long[capacity];
        delays = new DelaySummary[capacity * METHODS];
        for (int from = 0; from < oldHighs.length; from++) {
            if (oldDelays[from * METHODS] == null && oldDelays[from * METHODS + 1] == null) {
                continue;
            }
            int at = home(oldHighs[from], oldLows[from], capacity - 1);
            while (isTaken(at)) {
                at = at + 1 & capacity - 1;
            }
            highs[at] = oldHighs[from];
            lows[at] = oldLows[from];
            System.arraycopy(oldDelays, from * METHODS, delays, at * METHODS, METHODS);
        }
    }
}
