package org.beibu.analyzer.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.live.LiveProbe;
import org.beibu.analyzer.slo.Burn;
import org.beibu.analyzer.slo.SloView;
import org.beibu.runtime.config.Units;

/**
 * What needs a person: a pure function of an {@link Observation}. docs/operate.md says of each
 * alert what it means and what to do; a test holds that it names all of them.
 *
 * @param limits from when on
 */
record AlertRules(Limits limits) {
    static final String SLO_BURN = "BeibuSloBurn";
    static final String PATH_NO_DATA = "BeibuPathNoData";
    static final String PATH_EVENT = "BeibuPathEvent";
    static final String CAPTURE_LOSS = "BeibuCaptureLoss";
    static final String PROBE_SILENT = "BeibuProbeSilent";
    static final String PROBE_CLOCK = "BeibuProbeClock";
    static final String JOURNAL_DISK = "BeibuJournalDisk";
    static final String STORE_FAILING = "BeibuStoreFailing";

    /** Every alert there is. */
    static final List<String> NAMES =
            List.of(
                    SLO_BURN,
                    PATH_NO_DATA,
                    PATH_EVENT,
                    CAPTURE_LOSS,
                    PROBE_SILENT,
                    PROBE_CLOCK,
                    JOURNAL_DISK,
                    STORE_FAILING);

    /** A path with fewer minutes than this in the longest span is one that is seldom measured. */
    private static final long USUALLY_MEASURED_MINUTES = 60;

    /** So far ahead of ours a probe's clock may be; heartbeats take a second themselves. */
    private static final long CLOCK_AHEAD_NANOS = 2_000_000_000L;

    /** How kinds of events end that tell the end of another kind. */
    private static final String OVER = "-over";

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /**
     * From when on something needs a person.
     *
     * @param captureLoss share of packets lost by the capture over a minute
     * @param probeSilence time without heartbeat
     * @param noDataAfter time without data beyond the window of the fit
     * @param journalFloorOctets free space at which the journal stops
     * @param eventKinds kinds of events that are told; {@code all} for all
     */
    record Limits(
            double captureLoss,
            Duration probeSilence,
            Duration noDataAfter,
            long journalFloorOctets,
            Set<String> eventKinds) {}

    /** What is the case. */
    List<Condition> conditions(Observation seen) {
        List<Condition> conditions = new ArrayList<>();
        seen.levels().ifPresent(view -> levels(view, conditions));
        events(seen.events(), conditions);
        for (LiveProbe probe : seen.live().probes()) {
            if (probe.lastHeartbeatNanos() > 0) {
                probe(probe, seen.nowNanos(), conditions);
            }
        }
        disk(seen, conditions);
        if (seen.storeFailing()) {
            conditions.add(
                    new Condition(
                            STORE_FAILING,
                            Map.of(),
                            Severity.CRITICAL,
                            "The store refuses commits; the journal keeps the timings",
                            A_MINUTE));
        }
        return conditions;
    }

    /**
     * One condition a path and kind: the newest event speaks, the others are counted. What is over
     * is no longer the case, and its end needs nobody.
     */
    private void events(List<PathEvent> events, List<Condition> conditions) {
        Map<String, List<PathEvent>> byPath = new LinkedHashMap<>();
        Set<String> over = new HashSet<>();
        for (PathEvent event : events) {
            String path = event.path() + " ";
            if (event.kind().endsWith(OVER)) {
                over.add(path + event.kind().replace(OVER, ""));
            } else if (isTold(event.kind()) && !over.contains(path + event.kind())) {
                byPath.computeIfAbsent(event.path() + " " + event.kind(), key -> new ArrayList<>())
                        .add(event);
            }
        }
        byPath.values().forEach(same -> conditions.add(event(same.get(0), same.size())));
    }

    private boolean isTold(String kind) {
        return limits.eventKinds().contains("all") || limits.eventKinds().contains(kind);
    }

    private static Condition event(PathEvent newest, int count) {
        return new Condition(
                PATH_EVENT,
                Map.of(
                        "route",
                        newest.path().routeId(),
                        "exit",
                        newest.path().exit(),
                        "kind",
                        newest.kind()),
                Severity.WARNING,
                newest.path().routeId()
                        + " via "
                        + newest.path().exit()
                        + ": "
                        + newest.kind()
                        + " at "
                        + AlertText.time(newest.epochNanos())
                        + " by "
                        + newest.source()
                        + " "
                        + newest.details()
                        + (count == 1 ? "" : ", " + count + " in ten minutes"),
                AT_ONCE);
    }

    private void levels(SloView view, List<Condition> conditions) {
        for (SloView.RouteLevels route : view.routes()) {
            String id = route.route().id();
            for (SloView.PathLevels path : route.paths()) {
                for (SloView.Level level : path.levels()) {
                    level.burns().stream()
                            .filter(Burn::isTooFast)
                            .forEach(burn -> conditions.add(burn(id, path.exit(), level, burn)));
                }
                if (isSilent(path)) {
                    conditions.add(silent(view, id, path.exit()));
                }
            }
        }
    }

    private static Condition burn(String route, String exit, SloView.Level level, Burn burn) {
        String summary =
                String.format(
                        Locale.ROOT,
                        "%s via %s uses up the error budget of %s %.1f times too fast over %s"
                                + " (%d of %d measured minutes bad; p95 %d, spread %d, loss %d;"
                                + " limit of the rate %.1f, objective %.2f%%)",
                        route,
                        exit,
                        level.target().name(),
                        burn.longRate().orElse(0),
                        burn.window().name(),
                        burn.overLong().bad(),
                        burn.overLong().measured(),
                        burn.overLong().badByDelay(),
                        burn.overLong().badBySpread(),
                        burn.overLong().badByLoss(),
                        burn.window().rate(),
                        level.target().objective() * 100);
        return new Condition(
                SLO_BURN,
                Map.of(
                        "route",
                        route,
                        "exit",
                        exit,
                        "class",
                        level.target().name(),
                        "window",
                        burn.window().name()),
                Severity.parse(burn.window().severity()),
                summary,
                AT_ONCE);
    }

    /** Whether a path that is usually measured is so no longer. */
    private static boolean isSilent(SloView.PathLevels path) {
        long usual =
                path.levels().stream()
                        .flatMap(level -> level.burns().stream())
                        .mapToLong(burn -> burn.overLong().measured())
                        .max()
                        .orElse(0);
        return path.figures().count() == 0
                && path.figures().sent() == 0
                && usual >= USUALLY_MEASURED_MINUTES;
    }

    private Condition silent(SloView view, String route, String exit) {
        return new Condition(
                PATH_NO_DATA,
                Map.of("route", route, "exit", exit),
                Severity.WARNING,
                route
                        + " via "
                        + exit
                        + " is usually measured and has had no timing for "
                        + view.config().fitWindow().plus(limits.noDataAfter()).toMinutes()
                        + " minutes or more",
                limits.noDataAfter());
    }

    private void probe(LiveProbe probe, long now, List<Condition> conditions) {
        Map<String, String> labels = Map.of("probe", probe.name());
        long age = now - probe.lastHeartbeatNanos();
        if (age > limits.probeSilence().toNanos()) {
            conditions.add(
                    new Condition(
                            PROBE_SILENT,
                            labels,
                            Severity.CRITICAL,
                            "Probe " + probe.name() + " has not been heard of",
                            AT_ONCE));
        }
        if (-age > CLOCK_AHEAD_NANOS) {
            conditions.add(
                    new Condition(
                            PROBE_CLOCK,
                            labels,
                            Severity.WARNING,
                            String.format(
                                    Locale.ROOT,
                                    "The clock of probe %s is %.1f s ahead of the analyzer's",
                                    probe.name(),
                                    -age / 1e9),
                            A_MINUTE));
        }
        if (probe.lossRatioMinute() > limits.captureLoss()) {
            conditions.add(
                    new Condition(
                            CAPTURE_LOSS,
                            labels,
                            Severity.WARNING,
                            String.format(
                                    Locale.ROOT,
                                    "Probe %s lost %.3f%% of its packets in the last minute; more"
                                            + " than %.3f%% biases what is left",
                                    probe.name(),
                                    probe.lossRatioMinute() * 100,
                                    limits.captureLoss() * 100),
                            A_MINUTE));
        }
    }

    private void disk(Observation seen, List<Condition> conditions) {
        long free = seen.journalFreeOctets().orElse(Long.MAX_VALUE);
        if (free >= 2 * limits.journalFloorOctets()) {
            return;
        }
        boolean stopped = free < limits.journalFloorOctets();
        conditions.add(
                new Condition(
                        JOURNAL_DISK,
                        Map.of(),
                        stopped ? Severity.CRITICAL : Severity.WARNING,
                        "The journal's file system has "
                                + free / (1 << 20)
                                + " MiB left; below "
                                + Units.octetsText(limits.journalFloorOctets())
                                + " nothing is appended",
                        A_MINUTE));
    }

    /** Whether nothing can be said now of an alert, which then stays as it is. */
    static boolean isUnknown(Alert alert, Observation seen) {
        return switch (alert.name()) {
            case SLO_BURN ->
                    isAskedFor(alert, seen)
                            && burnOf(alert, seen).flatMap(AlertRules::shortRate).isEmpty();
            case PATH_NO_DATA -> seen.levels().isEmpty();
            case PROBE_SILENT, PROBE_CLOCK -> probeOf(alert, seen).isEmpty();
            case CAPTURE_LOSS ->
                    probeOf(alert, seen).map(LiveProbe::lossRatioMinute).orElse(-1.0) < 0;
            case JOURNAL_DISK -> seen.journalFreeOctets().isEmpty();
            default -> false;
        };
    }

    /** False when the configuration has its class or window no longer: then it is over. */
    private static boolean isAskedFor(Alert alert, Observation seen) {
        Map<String, String> labels = alert.labels();
        return seen.levels().isEmpty()
                || (seen.levels().get().config().targets().stream()
                                .anyMatch(target -> target.name().equals(labels.get("class")))
                        && seen.levels().get().config().burns().stream()
                                .anyMatch(burn -> burn.name().equals(labels.get("window"))));
    }

    private static Optional<Double> shortRate(Burn burn) {
        return burn.shortRate().isPresent()
                ? Optional.of(burn.shortRate().getAsDouble())
                : Optional.empty();
    }

    private static Optional<LiveProbe> probeOf(Alert alert, Observation seen) {
        return seen.live().probes().stream()
                .filter(probe -> probe.name().equals(alert.labels().get("probe")))
                .filter(probe -> probe.lastHeartbeatNanos() > 0)
                .findFirst();
    }

    private static Optional<Burn> burnOf(Alert alert, Observation seen) {
        Map<String, String> labels = alert.labels();
        return seen.levels().stream()
                .flatMap(view -> view.routes().stream())
                .filter(route -> route.route().id().equals(labels.get("route")))
                .flatMap(route -> route.paths().stream())
                .filter(path -> path.exit().equals(labels.get("exit")))
                .flatMap(path -> path.levels().stream())
                .filter(level -> level.target().name().equals(labels.get("class")))
                .flatMap(level -> level.burns().stream())
                .filter(burn -> burn.window().name().equals(labels.get("window")))
                .findFirst();
    }
}
