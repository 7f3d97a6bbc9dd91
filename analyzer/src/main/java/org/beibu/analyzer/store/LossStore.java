package org.beibu.analyzer.store;

import java.util.Map;
import java.util.function.Consumer;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.model.Resolution;

/**
 * What became of active packets by series and window, written with the delays and the journal
 * position in one commit. Windows in which nothing was sent and nothing came have no row. All
 * methods throw {@link StoreException} when the store fails.
 */
public interface LossStore {

    /** The windows that start in {@code [fromNanos, toNanos)}, by start, in no other order. */
    void forEachLoss(
            Resolution resolution, long fromNanos, long toNanos, Consumer<LossWindow> consumer);

    /** The sums of these windows by series; one without a window is not in it. */
    Map<LossSeries, LossCounts> lossSums(Resolution resolution, long fromNanos, long toNanos);

    /** Everything that became of the packets of each series, as far back as days are kept. */
    default Map<LossSeries, LossCounts> lossTotals() {
        return lossSums(Resolution.DAY, Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
