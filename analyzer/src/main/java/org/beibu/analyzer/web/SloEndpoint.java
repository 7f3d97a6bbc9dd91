package org.beibu.analyzer.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.slo.SloReport;
import org.beibu.analyzer.slo.SloView;

/** {@code /api/v1/slo}: service levels, of the period until now or of another span; and alerts. */
final class SloEndpoint {
    private static final Set<String> KEYS = Set.of("route", "class", "from", "to");
    private static final String MOMENTS =
            "use ISO-8601 with zone, epoch seconds, 'now', or a span such as -1h";

    private final ServiceLevels levels;
    private final EpochNanoClock clock;

    SloEndpoint(ServiceLevels levels, EpochNanoClock clock) {
        this.levels = levels;
        this.clock = clock;
    }

    void answer(RoutingContext context, StoreReader reader) {
        Parameters parameters = Parameters.of(context);
        parameters.refuseOthersThan(KEYS);
        SloChoice choice = new SloChoice(parameters.text("route"), parameters.text("class"));
        checked(choice);
        long now = clock.nanoTime();
        Optional<Long> from = parameters.value("from", MOMENTS, t -> Moments.parse(t, now));
        Optional<Long> to = parameters.value("to", MOMENTS, t -> Moments.parse(t, now));
        reader.answer(
                context,
                "application/json",
                () -> SloJson.object(choice.of(view(from, to, now))).encode());
    }

    /** {@code /api/v1/alerts}: what fires, and who was told. */
    void alerts(RoutingContext context) {
        Parameters.of(context).refuseOthersThan(Set.of());
        context.response()
                .putHeader("Content-Type", "application/json")
                .end(levels.alerts().get().json());
    }

    private void checked(SloChoice choice) {
        choice.unknown(levels.sources().catalogue(), levels.config())
                .ifPresent(
                        what -> {
                            throw ProblemException.badRequest(
                                    what, "/api/v1/slo", "see /api/v1/slo for what there is");
                        });
    }

    private SloView view(Optional<Long> from, Optional<Long> to, long now) {
        Optional<SloView> newest = levels.newest();
        if (from.isEmpty() && to.isEmpty() && newest.isPresent()) {
            return newest.get();
        }
        long complete = SloReport.completeUntil(levels.sources(), now);
        long end = Math.min(complete, to.orElse(complete));
        long start = from.orElse(end - levels.config().period().toNanos());
        if (start >= end) {
            throw ProblemException.badRequest(
                    "the range is empty",
                    "from=" + Moments.text(start) + " to=" + Moments.text(end),
                    "give a 'from' that lies before the last complete minute and 'to'");
        }
        return SloReport.of(levels.sources(), levels.config(), start, end);
    }
}
