package org.beibu.analyzer.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.analyzer.slo.SloView;
import org.beibu.model.Catalogue;

/**
 * Which of the service levels are asked for.
 *
 * @param route only this route
 * @param serviceClass only this class
 */
public record SloChoice(Optional<String> route, Optional<String> serviceClass) {

    /** What is named and does not exist. */
    public Optional<String> unknown(Catalogue catalogue, SloConfig config) {
        if (route.isPresent() && catalogue.find(route.get()).isEmpty()) {
            return Optional.of("no such route: '" + route.get() + "'");
        }
        List<String> names = config.targets().stream().map(SloTarget::name).toList();
        if (serviceClass.isPresent() && !names.contains(serviceClass.get())) {
            return Optional.of(
                    "no such class: '"
                            + serviceClass.get()
                            + "', there are "
                            + String.join(", ", names));
        }
        return Optional.empty();
    }

    /** What is left of a view. */
    public SloView of(SloView view) {
        int[] kept =
                IntStream.range(0, view.config().targets().size())
                        .filter(i -> keeps(view.config().targets().get(i)))
                        .toArray();
        SloConfig old = view.config();
        SloConfig config =
                new SloConfig(
                        only(kept, old.targets()),
                        old.period(),
                        old.fitWindow(),
                        old.minSamples(),
                        old.burns());
        List<SloView.RouteLevels> routes =
                view.routes().stream()
                        .filter(r -> route.map(r.route().id()::equals).orElse(true))
                        .map(r -> new SloView.RouteLevels(r.route(), paths(r, kept)))
                        .toList();
        return new SloView(view.fromNanos(), view.toNanos(), config, routes);
    }

    private static List<SloView.PathLevels> paths(SloView.RouteLevels route, int[] kept) {
        return route.paths().stream()
                .map(
                        path ->
                                new SloView.PathLevels(
                                        path.exit(),
                                        path.figures(),
                                        path.kinds(),
                                        only(kept, path.levels())))
                .toList();
    }

    private static <T> List<T> only(int[] kept, List<T> all) {
        return IntStream.of(kept).mapToObj(all::get).toList();
    }

    private boolean keeps(SloTarget target) {
        return serviceClass.map(target.name()::equals).orElse(true);
    }
}
