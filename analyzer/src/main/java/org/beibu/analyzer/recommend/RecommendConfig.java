package org.beibu.analyzer.recommend;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.recommend.plan.DelayCurve;
import org.beibu.analyzer.recommend.plan.Limits;
import org.beibu.analyzer.recommend.urgent.UrgentRules;
import org.beibu.model.Method;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;

/**
 * Section {@code analyzer.recommend}.
 *
 * @param enabled whether recommendations are made
 * @param method the active method by which exits are compared
 * @param candidates where the router adapter says what the routers hold; empty when the traffic
 *     says
 * @param capacities what links carry, Gbit/s, by exit; others are never full
 * @param urgent what does not wait for blocks of minutes
 * @param settings how recommendations are made
 */
public record RecommendConfig(
        boolean enabled,
        Method method,
        Optional<URI> candidates,
        SortedMap<String, Double> capacities,
        UrgentRules urgent,
        RecommendSettings settings) {

    /** No line is without loss: a share of 0 would make a single lost packet urgent. */
    private static final double LEAST_LOSS = 0.001;

    private static final ConfigKey ENABLED =
            key("enabled", "false", "Whether exits are compared and recommendations made.");
    private static final ConfigKey METHOD =
            key(
                    "method",
                    "stamp",
                    "Active method by which exits are compared: stamp, tcp-connect, icmp-echo.");
    private static final ConfigKey CANDIDATES =
            key(
                    "candidates",
                    "",
                    "URL of the router adapter's candidates, such as"
                            + " http://127.0.0.1:8048/api/v1/candidates; without it the traffic"
                            + " says which exit is used.");
    private static final ConfigKey CAPACITIES =
            key(
                    "capacities",
                    "",
                    "What the exits' links carry in Gbit/s, such as 'hk-1=10, sg-2=40'; others are"
                            + " never full.");
    private static final ConfigKey EVIDENCE =
            key(
                    "evidence",
                    "20",
                    "E-value that proves one other exit better, 2 to 1000000; with several each"
                            + " needs as many times that.");
    private static final ConfigKey MOVES =
            key("moves_per_hour", "20", "Moves for delay in any hour, 0 to 10000.");
    private static final ConfigKey RELIEFS =
            key("reliefs_per_hour", "60", "Moves off full links in any hour, 0 to 10000.");
    private static final ConfigKey DISCOVERY =
            key(
                    "false_discovery",
                    "0%",
                    "Share of moves that may be wrong where nobody looks at them (e-BH); 0% where a"
                            + " person does.");

    private static final ConfigKey URGENT_AFTER =
            key(
                    "urgent.after",
                    "2s",
                    "How long the exit in use must be silent or lossy until that is urgent, 1s to"
                            + " 1m.");
    private static final ConfigKey URGENT_LOSS =
            key(
                    "urgent.usual_loss",
                    "5%",
                    "Loss that is not urgent; what it does not explain (one chance in ten million)"
                            + " is. From 100% on nothing is.");
    private static final ConfigKey URGENT_STEP =
            key(
                    "urgent.step_ms",
                    "15",
                    "How much slower than another exit is urgent, milliseconds, 0 to 10000; 0 for"
                            + " never.");
    private static final ConfigKey URGENT_STEP_SECONDS =
            key(
                    "urgent.step_seconds",
                    "100000",
                    "Seconds between false alarms of that, on average at least, 100 to 100000000;"
                            + " fewer decide sooner.");

    /** All keys of the section. */
    public static final List<ConfigKey> KEYS =
            List.of(
                    ENABLED,
                    METHOD,
                    CANDIDATES,
                    CAPACITIES,
                    EVIDENCE,
                    MOVES,
                    RELIEFS,
                    DISCOVERY,
                    URGENT_AFTER,
                    URGENT_LOSS,
                    URGENT_STEP,
                    URGENT_STEP_SECONDS);

    /** Nothing is recommended. */
    public static final RecommendConfig OFF =
            new RecommendConfig(
                    false,
                    Method.STAMP,
                    Optional.empty(),
                    new TreeMap<>(),
                    UrgentRules.USUAL,
                    RecommendSettings.USUAL);

    public RecommendConfig {
        capacities = Collections.unmodifiableSortedMap(new TreeMap<>(capacities));
    }

    private static ConfigKey key(String below, String defaultText, String meaning) {
        return ConfigKey.of("analyzer.recommend." + below, defaultText, meaning);
    }

    /**
     * The configuration in the section {@code analyzer}.
     *
     * @throws ConfigException naming line and column
     */
    public static RecommendConfig from(ConfigSection analyzer) throws ConfigException {
        SortedMap<String, Double> capacities = new TreeMap<>();
        for (Map.Entry<String, Double> one :
                analyzer.listed(CAPACITIES, RecommendConfig::capacity)) {
            capacities.put(one.getKey(), one.getValue());
        }
        return new RecommendConfig(
                analyzer.flag(ENABLED),
                analyzer.parsed(METHOD, RecommendConfig::method),
                analyzer.optionalParsed(CANDIDATES, RecommendConfig::http),
                capacities,
                urgent(analyzer),
                new RecommendSettings(
                        Limits.USUAL,
                        DelayCurve.USUAL,
                        analyzer.integer(EVIDENCE, 2, 1_000_000),
                        (int) analyzer.integer(MOVES, 0, 10_000),
                        (int) analyzer.integer(RELIEFS, 0, 10_000),
                        analyzer.share(DISCOVERY)));
    }

    private static UrgentRules urgent(ConfigSection analyzer) throws ConfigException {
        Duration after = analyzer.duration(URGENT_AFTER);
        if (after.toSeconds() < 1 || after.toSeconds() > 60) {
            throw analyzer.error(URGENT_AFTER, "1s to 1m");
        }
        return new UrgentRules(
                after,
                Math.max(LEAST_LOSS, analyzer.share(URGENT_LOSS)),
                analyzer.integer(URGENT_STEP, 0, 10_000),
                analyzer.integer(URGENT_STEP_SECONDS, 100, 100_000_000));
    }

    private static URI http(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
            throw new IllegalArgumentException("'" + text + "' is no http URL");
        }
        return uri;
    }

    private static Method method(String text) {
        Method method = Method.parse(text);
        if (!method.isActive()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no active method: only those leave by every exit");
        }
        return method;
    }

    private static Map.Entry<String, Double> capacity(String text) {
        int equals = text.indexOf('=');
        try {
            double gbit = Double.parseDouble(text.substring(equals + 1));
            if (equals > 0 && gbit > 0 && gbit < 1e6) {
                return Map.entry(text.substring(0, equals).strip(), gbit);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notCapacity(text), e);
        }
        throw new IllegalArgumentException(notCapacity(text));
    }

    private static String notCapacity(String text) {
        return "'" + text + "' is not EXIT=GBIT with more than 0 Gbit/s";
    }
}
