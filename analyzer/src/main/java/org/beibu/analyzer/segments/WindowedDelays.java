package org.beibu.analyzer.segments;

import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * The delays of one series over some time, window by window.
 *
 * @param series whose they are
 * @param resolution length of the windows
 * @param windows those that hold samples, oldest first
 * @param whole all of them in one
 * @param open whether its shortest delay may be shown, and what few samples decide
 */
record WindowedDelays(
        Series series,
        Resolution resolution,
        List<Part> windows,
        DelayDistribution whole,
        boolean open) {

    WindowedDelays {
        windows = List.copyOf(windows);
    }

    /** One window. */
    record Part(Window window, DelayDistribution delays) {}

    /** The windows in one. */
    static WindowedDelays of(
            Series series, Resolution resolution, List<Part> windows, boolean open) {
        DelayHistogram all = new DelayHistogram();
        windows.forEach(part -> all.add(part.delays().histogram()));
        return new WindowedDelays(series, resolution, windows, new DelayDistribution(all), open);
    }

    /** Whether there are enough samples for a percentile that may be shown. */
    boolean allows(Percentile percentile) {
        return count() >= (open ? percentile.fewestSamples() : percentile.fewestPublished());
    }

    long count() {
        return whole.count();
    }

    /** From the first window's start to the last one's end; empty without samples. */
    Optional<TimeSpan> span() {
        return windows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TimeSpan(
                                windows.get(0).window().startNanos(),
                                windows.get(windows.size() - 1).window().endNanos()));
    }
}
