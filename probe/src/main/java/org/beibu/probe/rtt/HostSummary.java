package org.beibu.probe.rtt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** The delays of one host, method and class. */
    private static final class Cell {
        private final long high;
        private final long low;
        private final Method method;
        private final QualityClass qualityClass;
        private final DelaySummary delays = new DelaySummary();

        Cell(PassiveTiming timing) {
            high = timing.hostHigh();
            low = timing.hostLow();
            method = timing.method();
            qualityClass = timing.qualityClass();
        }

        boolean isOf(PassiveTiming timing) {
            return timing.hostLow() == low
                    && timing.hostHigh() == high
                    && timing.method() == method
                    && timing.qualityClass() == qualityClass;
        }

        int hash() {
            return HostSummary.hash(high, low, method, qualityClass);
        }
    }

    private static final int FIRST_CAPACITY = 64;

    private final int maxHosts;
    private final Set<Address> hosts = new HashSet<>();
    private final Map<Method, Map<QualityClass, DelaySummary>> others = new EnumMap<>(Method.class);
    private @Nullable Cell[] cells = new Cell[FIRST_CAPACITY];
    private int size;

    HostSummary(int maxHosts) {
        if (maxHosts < 1) {
            throw new IllegalArgumentException("at least one host: " + maxHosts);
        }
        this.maxHosts = maxHosts;
    }

    void record(PassiveTiming timing) {
        int mask = cells.length - 1;
        int at =
                hash(timing.hostHigh(), timing.hostLow(), timing.method(), timing.qualityClass())
                        & mask;
        Cell cell = cells[at];
        while (cell != null && !cell.isOf(timing)) {
            at = at + 1 & mask;
            cell = cells[at];
        }
        if (cell == null) {
            recordFirst(timing, at);
        } else {
            cell.delays.record(timing.delayNanos());
        }
    }

    /** Records what has no cell yet, which would stand there. */
    private void recordFirst(PassiveTiming timing, int at) {
        Address host = new Address(timing.hostHigh(), timing.hostLow());
        if (!hosts.contains(host)) {
            if (hosts.size() == maxHosts) {
                others.computeIfAbsent(timing.method(), m -> new EnumMap<>(QualityClass.class))
                        .computeIfAbsent(timing.qualityClass(), c -> new DelaySummary())
                        .record(timing.delayNanos());
                return;
            }
            hosts.add(host);
        }
        Cell added = new Cell(timing);
        added.delays.record(timing.delayNanos());
        cells[at] = added;
        if (2 * ++size > cells.length) {
            grow();
        }
    }

    /** All rows: most timings first, the other hosts last. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Cell cell : cells) {
            if (cell != null) {
                Address host = new Address(cell.high, cell.low);
                rows.add(new Row(host, cell.method, cell.qualityClass, cell.delays));
            }
        }
        others.forEach(
                (method, classes) ->
                        classes.forEach(
                                (quality, delays) ->
                                        rows.add(new Row(null, method, quality, delays))));
        rows.sort(
                Comparator.comparing((Row row) -> row.host() == null)
                        .thenComparing(row -> -row.delays().count())
                        .thenComparing(Row::host, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Row::method)
                        .thenComparing(Row::qualityClass));
        return rows;
    }

    @SuppressWarnings("EnumOrdinal") // never stored: only a place in this table
    private static int hash(long high, long low, Method method, QualityClass qualityClass) {
        long kind = method.ordinal() * 31L + qualityClass.ordinal();
        long mixed =
                ((high * 0x9e3779b97f4a7c15L) ^ low ^ kind * 0x94d049bb133111ebL)
                        * 0xbf58476d1ce4e5b9L;
        return (int) (mixed >>> 32);
    }

    private void grow() {
        @Nullable Cell[] before = cells;
        cells = new Cell[before.length * 2];
        int mask = cells.length - 1;
        for (Cell cell : before) {
            if (cell != null) {
                int at = cell.hash() & mask;
                while (cells[at] != null) {
                    at = at + 1 & mask;
                }
                cells[at] = cell;
            }
        }
    }
}
