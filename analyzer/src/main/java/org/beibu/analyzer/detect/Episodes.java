package org.beibu.analyzer.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.beibu.analyzer.detect.Detection.Episode;

/**
 * Spikes and single losses: rows that the smoothing took away, named so that nobody misses them.
 */
final class Episodes {
    private static final int MOST = 1000;
    private static final double SPIKE_MS = 5;

    private Episodes() {}

    static List<Episode> of(RttSeries series, double[] smoothMs) {
        List<Episode> found = new ArrayList<>();
        for (int row = 0; row < smoothMs.length; row++) {
            if (series.isLost(row)) {
                int end = row + 1;
                while (end < smoothMs.length && series.isLost(end)) {
                    end++;
                }
                if (end - row < 3) {
                    found.add(new Episode(row, end - row, ChangeCause.LOSS, Double.NaN));
                }
                row = end - 1;
            } else if (series.rttMs(row) > smoothMs[row] + SPIKE_MS) {
                found.add(new Episode(row, 1, ChangeCause.SPIKE, series.rttMs(row)));
            }
        }
        if (found.size() <= MOST) {
            return found;
        }
        found.sort(Comparator.comparingDouble(Episodes::size).reversed());
        List<Episode> largest = new ArrayList<>(found.subList(0, MOST));
        largest.sort(Comparator.comparingInt(Episode::index));
        return largest;
    }

    private static double size(Episode episode) {
        return Double.isNaN(episode.peakMs()) ? SeenScale.LOST_MS : episode.peakMs();
    }
}
