package org.beibu.analyzer.report.facts;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.maths.RateSeries;
import org.beibu.analyzer.store.TrafficStore;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.model.Exit;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;

/**
 * The traffic of a span, exit by exit in windows of 5 minutes.
 *
 * <p>A window counts for an exit when anything was captured there, in either direction; otherwise
 * it is missing. A path that has no row in a window that counts carried nothing in it. Before the
 * first window of an exit it did not exist, and carried nothing; so has an exit that is silent for
 * the last 30 days, from its last window on.
 */
public final class TrafficHistory {
    private static final int STEP = (int) RateSeries.STEP;
    private static final int RECENT_DAYS = 30;
    private static final int RECENT_WINDOWS = RECENT_DAYS * 86_400 / STEP;

    private final long startSecond;
    private final int windows;
    private final SortedMap<String, Lane> exits = new TreeMap<>();
    private final SortedMap<PathId, double[]> recentOctets = new TreeMap<>();
    private final SortedMap<Integer, double[]> recentByClass = new TreeMap<>();
    private final Map<String, double[]> allOctets = new HashMap<>();

    /** What one exit carried. */
    private static final class Lane {
        final double[] in;
        final double[] out;
        final boolean[] seen;
        int first = Integer.MAX_VALUE;
        int last = -1;

        Lane(int windows) {
            in = new double[windows];
            out = new double[windows];
            seen = new boolean[windows];
        }
    }

    private TrafficHistory(ReportSpan span) {
        startSecond = span.from().getEpochSecond();
        windows = Math.toIntExact((span.to().getEpochSecond() - startSecond) / STEP);
    }

    /** Reads a span, each row once. */
    public static TrafficHistory read(TrafficStore store, ReportSpan span) {
        TrafficHistory history = new TrafficHistory(span);
        store.forEachTraffic(
                Resolution.FIVE_MINUTES,
                span.fromNanos(),
                span.toNanos(),
                row ->
                        history.add(
                                row.series(),
                                row.window().startNanos() / 1_000_000_000L,
                                row.volume().octets()));
        return history;
    }

    private void add(TrafficSeries series, long second, long octets) {
        if (series.direction() == TrafficDirection.UNKNOWN) {
            return;
        }
        boolean in = series.direction() == TrafficDirection.INBOUND;
        int way = in ? 0 : 1;
        int window = (int) ((second - startSecond) / STEP);
        String exit = series.path().exit();
        allOctets.computeIfAbsent(exit, e -> new double[1])[0] += octets;
        if (exit.equals(Exit.UNKNOWN)) {
            return;
        }
        Lane lane = exits.computeIfAbsent(exit, e -> new Lane(windows));
        (in ? lane.in : lane.out)[window] += octets;
        lane.seen[window] = true;
        lane.first = Math.min(lane.first, window);
        lane.last = Math.max(lane.last, window);
        if (window >= windows - RECENT_WINDOWS) {
            recentOctets.computeIfAbsent(series.path(), p -> new double[2])[way] += octets;
            recentByClass.computeIfAbsent(series.serviceClass(), c -> new double[2])[way] += octets;
        }
    }

    /** The exits that carried anything. */
    public SortedSet<String> exits() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(exits.keySet()));
    }

    /** Whether nothing was captured at all. */
    public boolean isEmpty() {
        return exits.isEmpty();
    }

    /** The rates of an exit in a direction; empty for an exit that carried nothing. */
    public RateSeries of(String exit, TrafficDirection direction) {
        Lane lane = exits.get(exit);
        double[] rates = new double[windows];
        if (lane == null) {
            Arrays.fill(rates, Double.NaN);
            return new RateSeries(startSecond, rates);
        }
        double[] octets = direction == TrafficDirection.INBOUND ? lane.in : lane.out;
        for (int i = 0; i < windows; i++) {
            rates[i] = lane.seen[i] ? octets[i] * 8 / STEP : Double.NaN;
        }
        return new RateSeries(startSecond, rates);
    }

    /**
     * All exits together, window by window; missing where one of them is missing, and where none
     * was seen: before the first began and after the last ended nothing was counted at all.
     */
    public RateSeries total(TrafficDirection direction) {
        List<RateSeries> members =
                exits.keySet().stream().map(exit -> member(exit, direction)).toList();
        if (members.isEmpty()) {
            return of("", direction);
        }
        double[] sum = RateSeries.sum(members).toArray();
        for (int i = 0; i < windows; i++) {
            int window = i;
            if (exits.values().stream().noneMatch(lane -> lane.seen[window])) {
                sum[i] = Double.NaN;
            }
        }
        return new RateSeries(startSecond, sum);
    }

    /** As a member of a sum: nothing before it began and after it ended. */
    private RateSeries member(String exit, TrafficDirection direction) {
        Lane lane = exits.get(exit);
        double[] rates = of(exit, direction).toArray();
        if (lane != null) {
            Arrays.fill(rates, 0, lane.first, 0);
            if (lane.last < windows - RECENT_WINDOWS) {
                Arrays.fill(rates, lane.last + 1, windows, 0);
            }
        }
        return new RateSeries(startSecond, rates);
    }

    /** How many windows were to be counted on an exit: those since its first one. */
    public int expected(String exit) {
        Lane lane = exits.get(exit);
        return lane == null ? 0 : windows - lane.first;
    }

    /** Octets of the last 30 days by path: in, out. */
    public SortedMap<PathId, double[]> recentOctets() {
        return Collections.unmodifiableSortedMap(recentOctets);
    }

    /** Octets of the last 30 days by number of the service class: in, out. */
    public SortedMap<Integer, double[]> recentByClass() {
        return Collections.unmodifiableSortedMap(recentByClass);
    }

    /** Share of all octets of the span whose exit is not known; 0 without traffic. */
    public double unassigned() {
        double all = allOctets.values().stream().mapToDouble(octets -> octets[0]).sum();
        double[] unknown = allOctets.getOrDefault(Exit.UNKNOWN, new double[1]);
        return all == 0 ? 0 : unknown[0] / all;
    }
}
