package org.beibu.analyzer.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
import org.beibu.runtime.config.Units;

/**
 * What service levels are asked for: section {@code analyzer.slo}.
 *
 * @param targets the service classes
 * @param period over which the share of good minutes and the error budget are counted
 * @param fitWindow over which it is told which classes a path can carry now
 * @param minSamples fewer timings than this say nothing about a minute
 * @param burns the burn rates that are too fast
 */
public record SloConfig(
        List<SloTarget> targets,
        Duration period,
        Duration fitWindow,
        int minSamples,
        List<BurnWindow> burns) {

    private static final ConfigKey NAME =
            key(
                    "classes[].name",
                    "",
                    "Name of a service class; with any here the built-in ones go.");
    private static final ConfigKey FACTOR =
            key(
                    "classes[].delay_factor",
                    "",
                    "The p95 of the round trip may be so many times the fibre floor.");
    private static final ConfigKey CAP =
            key("classes[].delay_cap", "", "The p95 of the round trip may be so long at most.");
    private static final ConfigKey SPREAD =
            key("classes[].spread", "", "The difference of p95 and p50 may be so long; needed.");
    private static final ConfigKey LOSS =
            key("classes[].loss", "", "Share of packets that may be lost, such as 0.1%; needed.");
    private static final ConfigKey OBJECTIVE =
            key(
                    "classes[].objective",
                    "99.9%",
                    "Share of the minutes that must be within all of these.");
    private static final ConfigKey PERIOD =
            key("period", "30d", "Over which good minutes and the error budget are counted.");
    private static final ConfigKey FIT =
            key("fit_window", "15m", "Over which it is told which classes a path can carry now.");
    private static final ConfigKey MIN_SAMPLES =
            key("min_samples", "20", "A minute with fewer timings of a kind has no data.");
    private static final ConfigKey BURN =
            key(
                    "burn_rates",
                    BurnWindow.DEFAULTS,
                    "Rates of budget use that alert, each with its long and short span.");

    /** All keys of the section. */
    public static final List<ConfigKey> KEYS =
            List.of(NAME, FACTOR, CAP, SPREAD, LOSS, OBJECTIVE, PERIOD, FIT, MIN_SAMPLES, BURN);

    /** Everything at its default. */
    public static final SloConfig DEFAULT =
            new SloConfig(
                    SloTarget.DEFAULTS,
                    Duration.ofDays(30),
                    Duration.ofMinutes(15),
                    20,
                    List.of(BurnWindow.DEFAULTS.split(",")).stream()
                            .map(BurnWindow::parse)
                            .toList());

    public SloConfig {
        targets = List.copyOf(targets);
        burns = List.copyOf(burns);
    }

    private static ConfigKey key(String below, String defaultText, String meaning) {
        return ConfigKey.of("analyzer.slo." + below, defaultText, meaning);
    }

    /**
     * The configuration in the section {@code analyzer}.
     *
     * @throws ConfigException naming line and column
     */
    public static SloConfig from(ConfigSection analyzer) throws ConfigException {
        List<SloTarget> targets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigSection element : analyzer.list("slo.classes")) {
            SloTarget target = target(element);
            if (!names.add(target.name())) {
                throw element.error(NAME, "two classes have the name " + target.name());
            }
            targets.add(target);
        }
        return new SloConfig(
                targets.isEmpty() ? SloTarget.DEFAULTS : targets,
                span(analyzer, PERIOD, Duration.ofHours(1), Duration.ofDays(35)),
                span(analyzer, FIT, Duration.ofMinutes(1), Duration.ofDays(1)),
                (int) analyzer.integer(MIN_SAMPLES, 1, 1_000_000),
                analyzer.listed(BURN, BurnWindow::parse));
    }

    private static SloTarget target(ConfigSection element) throws ConfigException {
        double factor = element.optionalParsed(FACTOR, SloConfig::number).orElse(0.0);
        long cap = element.optionalParsed(CAP, Units::duration).map(Duration::toNanos).orElse(0L);
        long spread = element.duration(SPREAD).toNanos();
        double loss = element.share(LOSS);
        double objective = element.share(OBJECTIVE);
        return element.parsed(
                NAME, name -> new SloTarget(name, factor, cap, spread, loss, objective));
    }

    private static Duration span(
            ConfigSection section, ConfigKey key, Duration shortest, Duration longest)
            throws ConfigException {
        Duration span = section.duration(key);
        if (span.compareTo(shortest) < 0
                || span.compareTo(longest) > 0
                || !span.equals(Duration.ofMinutes(span.toMinutes()))) {
            throw section.error(
                    key,
                    "must be whole minutes from "
                            + BurnWindow.text(shortest)
                            + " to "
                            + BurnWindow.text(longest));
        }
        return span;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
    }
}
