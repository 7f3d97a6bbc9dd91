package org.beibu.analyzer.web;

import java.util.Optional;
import java.util.function.Supplier;
import org.beibu.analyzer.alert.AlertsState;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.analyzer.slo.SloSources;
import org.beibu.analyzer.slo.SloView;

/**
 * Where service levels come from.
 *
 * @param told the levels told last
 * @param alerts all alerts
 * @param sources to tell those of another span, through connections that nobody else uses
 * @param config what is asked for
 */
public record ServiceLevels(
        Supplier<Optional<SloView>> told,
        Supplier<AlertsState> alerts,
        SloSources sources,
        SloConfig config) {

    /** The levels told last. */
    Optional<SloView> newest() {
        return told.get();
    }
}
