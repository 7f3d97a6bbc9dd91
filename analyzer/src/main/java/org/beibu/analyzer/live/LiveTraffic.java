package org.beibu.analyzer.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.traffic.TrafficRate;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.runtime.journal.TrafficRecord;

/**
 * How fast each series carries: the mean of ten whole seconds. They end a second before the newest
 * record, since records of the newest second may still come. Without a record for some seconds
 * there is no rate rather than an old one. Belongs to the ingest thread.
 */
final class LiveTraffic {
    private static final long SECOND_NANOS = LiveRecorder.SECOND_NANOS;
    private static final int WINDOW_SECONDS = 10;
    private static final int SLOTS = 16;

    /** A probe writes a second's records at most three seconds after its end. */
    private static final long STALE_SECONDS = 6;

    private static final int OCTETS_TO_BITS = 8;
    private static final int MAX_SERIES = 16_384;
    private static final long NEVER = Long.MIN_VALUE / 2; // may be counted back from

    private final Map<TrafficSeries, Ring> rings = new TreeMap<>();
    private long firstSecond = Long.MAX_VALUE;
    private long newestSecond = NEVER;

    private static final class Ring {
        private final long[] seconds = new long[SLOTS];
        private final long[] octets = new long[SLOTS];
        private final long[] packets = new long[SLOTS];
        private long newest = NEVER;

        void add(long second, TrafficRecord.Volume volume) {
            int slot = (int) Math.floorMod(second, (long) SLOTS);
            if (seconds[slot] != second) {
                seconds[slot] = second;
                octets[slot] = 0;
                packets[slot] = 0;
            }
            octets[slot] += volume.octets();
            packets[slot] += volume.packets();
            newest = Math.max(newest, second);
        }
    }

    /** Adds what a series carried in a second that is live. */
    void onTraffic(TrafficSeries series, TrafficRecord record) {
        long second = Math.floorDiv(record.startEpochNanos(), SECOND_NANOS);
        if (second <= newestSecond - SLOTS) {
            return; // its slot is that of a newer second
        }
        Ring ring = rings.get(series);
        if (ring == null && rings.size() < MAX_SERIES) {
            ring = new Ring();
            rings.put(series, ring);
        }
        if (ring != null) {
            ring.add(second, record.volume());
            newestSecond = Math.max(newestSecond, second);
            firstSecond = Math.min(firstSecond, second);
        }
    }

    /** The rates now. */
    List<TrafficRate> show(long nowNanos) {
        long nowSecond = Math.floorDiv(nowNanos, SECOND_NANOS);
        boolean stale = newestSecond < nowSecond - STALE_SECONDS;
        if (stale || newestSecond > nowSecond + 1) {
            rings.clear(); // nothing is live, or the clock was set back
            newestSecond = NEVER;
            firstSecond = Long.MAX_VALUE;
            return List.of();
        }
        long end = newestSecond; // exclusive
        long begin = Math.max(firstSecond, end - WINDOW_SECONDS);
        rings.values().removeIf(ring -> ring.newest < begin);
        if (begin >= end) {
            return List.of();
        }
        List<TrafficRate> rates = new ArrayList<>(rings.size());
        rings.forEach((series, ring) -> rates.add(rate(series, ring, begin, end)));
        return rates;
    }

    private static TrafficRate rate(TrafficSeries series, Ring ring, long begin, long end) {
        long octets = 0;
        long packets = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (ring.seconds[slot] >= begin && ring.seconds[slot] < end) {
                octets += ring.octets[slot];
                packets += ring.packets[slot];
            }
        }
        double seconds = end - begin;
        return new TrafficRate(series, octets * OCTETS_TO_BITS / seconds, packets / seconds);
    }
}
