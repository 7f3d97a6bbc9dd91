package org.beibu.analyzer.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Exit;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/**
 * The table of routes, the same for the page and for {@code beibu routes}. Each route of the
 * catalogue has a row for each exit; without a timing it is a row without figures.
 *
 * @param source where the figures are from
 * @param epochNanos the moment of the figures
 * @param fromNanos start of their window; the earliest possible when it is open
 * @param toNanos end of their window
 * @param captureLoss share of packets that the capture lost, of the worst probe; empty = unknown
 * @param routes the routes in the order of the catalogue, then those outside it
 * @param exits the exits in the order of their names
 * @param kinds methods and classes that have samples, also those that the rows leave out
 * @param rates what paths carry now; empty when nothing counts it, or not live
 * @param losses what became of active packets
 * @param oneWays what STAMP sessions say besides round trips
 * @param rows by route, exit, method, metric and class
 */
public record RoutesView(
        Source source,
        long epochNanos,
        long fromNanos,
        long toNanos,
        OptionalDouble captureLoss,
        List<RouteFacts> routes,
        List<String> exits,
        Set<TimingKind> kinds,
        Map<PathId, PathRates> rates,
        PathLosses losses,
        OneWays oneWays,
        List<PathRow> rows) {

    /** Where figures are from. */
    public enum Source {
        LIVE("live"),
        STORE("store");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public RoutesView {
        routes = List.copyOf(routes);
        exits = List.copyOf(exits);
        kinds = Collections.unmodifiableSet(new TreeSet<>(kinds));
        rates = Map.copyOf(rates);
        rows = List.copyOf(rows);
    }

    /** What a path carries: nothing when only others do, empty when nothing counts it. */
    public Optional<PathRates> ratesOf(PathId path) {
        return rates.isEmpty()
                ? Optional.empty()
                : Optional.of(rates.getOrDefault(path, PathRates.NONE));
    }

    /** Length of the window, nanoseconds. */
    public long windowNanos() {
        return toNanos - fromNanos;
    }

    /** The rows that are of a series: those without are of paths of which nothing is known. */
    Stream<PathRow> rowsOfSeries() {
        return rows.stream().filter(row -> row.series().isPresent());
    }

    /** Number of rows with figures. */
    public long timedRows() {
        return rows.stream().filter(PathRow::isTimed).count();
    }

    /** The fibre floor of a row's route. */
    public Optional<Long> floorNanos(PathRow row) {
        return routes.stream()
                .filter(facts -> facts.id().equals(row.path().routeId()))
                .findFirst()
                .flatMap(RouteFacts::floorNanos);
    }

    /** The median against the fibre floor; empty without samples or floor. */
    public OptionalDouble timesFloor(PathRow row) {
        Optional<Long> floor = floorNanos(row);
        boolean bounded = row.metric().map(Metric::isRoundTrip).orElse(false);
        return floor.isPresent() && row.isTimed() && bounded
                ? OptionalDouble.of((double) row.figures().p50Nanos() / floor.get())
                : OptionalDouble.empty();
    }

    /** The same with the chosen rows only; paths without any are rows without figures. */
    public RoutesView only(RowChoice choice) {
        List<PathRow> kept =
                rows.stream().filter(row -> row.series().isPresent() && choice.holds(row)).toList();
        List<RouteFacts> keptRoutes =
                routes.stream()
                        .filter(f -> choice.route().map(f.id()::equals).orElse(true))
                        .toList();
        List<String> keptExits =
                exits.stream().filter(e -> choice.exit().map(e::equals).orElse(true)).toList();
        return new RoutesView(
                source,
                epochNanos,
                fromNanos,
                toNanos,
                captureLoss,
                keptRoutes,
                keptExits,
                kinds,
                rates,
                losses,
                oneWays,
                complete(kept, keptRoutes, keptExits));
    }

    /**
     * The same with what became of active packets; an exit on which all of them are lost has rows
     * too.
     */
    public RoutesView with(PathLosses known) {
        Set<String> all = new TreeSet<>(exits);
        known.counts().keySet().stream()
                .filter(series -> !series.method().isImported())
                .forEach(series -> all.add(series.path().exit()));
        List<PathRow> kept = rowsOfSeries().toList();
        List<String> allExits = exitsOf(all, kept);
        return new RoutesView(
                source,
                epochNanos,
                fromNanos,
                toNanos,
                captureLoss,
                routes,
                allExits,
                kinds,
                rates,
                known,
                oneWays,
                complete(kept, routes, allExits));
    }

    /** The methods and classes of these rows. */
    static Set<TimingKind> kindsOf(List<PathRow> found) {
        return found.stream()
                .flatMap(row -> row.series().map(Series::kind).stream())
                .collect(Collectors.toSet());
    }

    /** The same without one-way figures whose clocks are in doubt. */
    public RoutesView with(ClockDoubts doubts) {
        return new RoutesView(
                source,
                epochNanos,
                fromNanos,
                toNanos,
                captureLoss,
                routes,
                exits,
                kinds,
                rates,
                losses,
                oneWays.with(doubts),
                rows.stream().map(row -> row.with(doubts)).toList());
    }

    /** Puts rows into order and adds those of paths that were not timed at all. */
    static List<PathRow> complete(
            List<PathRow> found, List<RouteFacts> routes, List<String> exits) {
        Map<PathId, List<PathRow>> byPath =
                found.stream().collect(Collectors.groupingBy(PathRow::path));
        List<PathRow> rows = new ArrayList<>();
        for (RouteFacts facts : routes) {
            // Sources of imports are no exits: they have the rows that they have.
            Set<String> places = new LinkedHashSet<>(exits);
            byPath.keySet().stream()
                    .filter(path -> path.routeId().equals(facts.id()))
                    .map(PathId::exit)
                    .sorted()
                    .forEach(places::add);
            for (String exit : places) {
                PathId path = new PathId(facts.id(), exit);
                List<PathRow> some = byPath.getOrDefault(path, List.of());
                if (some.isEmpty() && facts.asean().isPresent() && exits.contains(exit)) {
                    rows.add(PathRow.noData(path));
                }
                some.stream()
                        .sorted(Comparator.comparing(row -> row.series().orElseThrow()))
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    /** The catalogue's routes, then what was found outside it. */
    static List<RouteFacts> routesOf(Catalogue catalogue, List<PathRow> found) {
        Set<String> ids = new LinkedHashSet<>();
        catalogue.routes().stream().map(AseanRoute::id).forEach(ids::add);
        found.stream()
                .map(row -> row.path().routeId())
                .sorted(Comparator.<String>naturalOrder().reversed())
                .forEach(ids::add);
        return ids.stream().map(id -> RouteFacts.of(id, catalogue)).toList();
    }

    /** The exits known or found; "not recognised" is listed only when it was found, or alone. */
    static List<String> exitsOf(Collection<String> known, List<PathRow> found) {
        Set<String> exits = new TreeSet<>(known);
        exits.remove(Exit.UNKNOWN);
        found.stream()
                .filter(row -> row.method().map(method -> !method.isImported()).orElse(true))
                .map(row -> row.path().exit())
                .forEach(exits::add);
        return exits.isEmpty() ? List.of(Exit.UNKNOWN) : List.copyOf(exits);
    }
}
