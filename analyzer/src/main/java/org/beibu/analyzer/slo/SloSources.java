package org.beibu.analyzer.slo;

import java.util.Optional;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.MinuteFile;
import org.beibu.model.Catalogue;

/**
 * What service levels are told from.
 *
 * @param store windows, no more than may be published
 * @param rule what of passive timings may be published
 * @param minutes the facts already made; empty when there are none
 * @param losses packets of active sessions
 * @param catalogue the routes
 * @param exclusions planned maintenance
 */
public record SloSources(
        DelayStore store,
        PublicationRule rule,
        Optional<MinuteFile> minutes,
        LossMinutes losses,
        Catalogue catalogue,
        Exclusions exclusions) {

    MinuteReader reader(SloConfig config) {
        return new MinuteReader(store, losses, config.minSamples());
    }

    /** What the facts depend on besides the windows; with another one they are made anew. */
    String madeBy(SloConfig config) {
        return "1 min_samples="
                + config.minSamples()
                + " min_prefixes="
                + rule.minPrefixes()
                + " publish_window="
                + rule.window();
    }

    MinuteLedger ledger(SloConfig config) {
        return new MinuteLedger(minutes, reader(config), madeBy(config));
    }
}
