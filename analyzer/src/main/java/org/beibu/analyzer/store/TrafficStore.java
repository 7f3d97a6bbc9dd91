package org.beibu.analyzer.store;

import java.util.Map;
import java.util.function.Consumer;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.Resolution;

/**
 * Volumes by series and window, written with the delays and the journal position in one commit. All
 * methods throw {@link StoreException} when the store fails.
 */
public interface TrafficStore {

    /** The windows that start in {@code [fromNanos, toNanos)}, by start, in no other order. */
    void forEachTraffic(
            Resolution resolution, long fromNanos, long toNanos, Consumer<TrafficWindow> consumer);

    /** Everything that each series carried, as far back as days are kept. */
    Map<TrafficSeries, TrafficVolume> trafficTotals();
}
