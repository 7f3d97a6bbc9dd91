package org.beibu.analyzer.report;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
import org.beibu.runtime.config.Units;

/**
 * Section {@code analyzer.report}.
 *
 * @param zone billing time zone
 * @param limits shares of a link's capacity whose dates are told, rising
 * @param planAt share from which a link is planned for
 * @param decideAt the one of the limits by which more capacity must be there
 * @param leadDays lead time of links that name none
 * @param links what is known of links, by exit
 * @param kneeTimes how many times as steep as at 30 % load the knee is
 * @param written what is written on a timer
 */
public record ReportConfig(
        ZoneId zone,
        List<Double> limits,
        double planAt,
        double decideAt,
        int leadDays,
        SortedMap<String, PlannedLink> links,
        double kneeTimes,
        List<Written> written) {
    private static final ConfigKey ZONE =
            key(
                    "zone",
                    "Asia/Shanghai",
                    "Billing time zone: months, days and hours are told by it.");
    private static final ConfigKey LIMITS =
            key(
                    "limits",
                    "50%, 70%, 80%",
                    "Shares of a link's capacity whose dates are told, rising.");
    private static final ConfigKey PLAN_AT =
            key("plan_at", "40%", "From this share of its capacity on a link is planned for.");
    private static final ConfigKey DECIDE_AT =
            key(
                    "decide_at",
                    "70%",
                    "The one of the limits by which more capacity must carry traffic.");
    private static final ConfigKey LEAD =
            key(
                    "lead_time",
                    "120d",
                    "From an order until more capacity carries traffic, where a link names none.");
    private static final ConfigKey KNEE =
            key(
                    "knee",
                    "4",
                    "The knee is where delay rises so many times as fast with load as at 30 %, 2"
                            + " to 100.");
    private static final ConfigKey EXIT =
            key("links[].exit", "", "Name of an exit; each link needs one.");
    private static final ConfigKey GBIT =
            key(
                    "links[].gbit",
                    "",
                    "What its link carries, Gbit/s; without it that of"
                            + " analyzer.recommend.capacities.");
    private static final ConfigKey LINK_LEAD =
            key("links[].lead_time", "", "Lead time of this link.");
    private static final ConfigKey OWNER = key("links[].owner", "", "Who is asked for more.");
    private static final ConfigKey GROUP =
            key(
                    "links[].group",
                    "",
                    "Links with the same name fail together, such as those in one cable.");
    private static final ConfigKey KIND =
            key(
                    "write[].report",
                    "",
                    "What is written on a timer: capacity, latency, slo, gateway.");
    private static final ConfigKey FORMATS =
            key("write[].formats", "html, pdf", "Formats: html, pdf, csv, xlsx.");
    private static final ConfigKey LANGUAGE = key("write[].lang", "en", "Language: en, zh.");
    private static final ConfigKey DIRECTORY =
            key(
                    "write[].directory",
                    "",
                    "Where to; without it the directory reports of the data directory.");

    /** All keys of the section. */
    public static final List<ConfigKey> KEYS =
            List.of(
                    ZONE, LIMITS, PLAN_AT, DECIDE_AT, LEAD, KNEE, EXIT, GBIT, LINK_LEAD, OWNER,
                    GROUP, KIND, FORMATS, LANGUAGE, DIRECTORY);

    /** Everything at its default. */
    public static final ReportConfig DEFAULT =
            new ReportConfig(
                    ZoneId.of("Asia/Shanghai"),
                    List.of(0.5, 0.7, 0.8),
                    0.4,
                    0.7,
                    120,
                    new TreeMap<>(),
                    4,
                    List.of());

    /**
     * A report that is written on a timer.
     *
     * @param kind which
     * @param formats in which formats, as words
     * @param language in which language, as a word
     * @param directory where to; empty for the usual place
     */
    public record Written(
            ReportKind kind, List<String> formats, String language, Optional<Path> directory) {
        public Written {
            formats = List.copyOf(formats);
        }
    }

    public ReportConfig {
        limits = List.copyOf(limits);
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
        written = List.copyOf(written);
    }

    private static ConfigKey key(String below, String defaultText, String meaning) {
        return ConfigKey.of("analyzer.report." + below, defaultText, meaning);
    }

    /**
     * The configuration in the section {@code analyzer}.
     *
     * @param capacities what links carry as far as recommendations know, Gbit/s, by exit
     * @throws ConfigException naming line and column
     */
    public static ReportConfig from(ConfigSection analyzer, Map<String, Double> capacities)
            throws ConfigException {
        int lead = days(analyzer.duration(LEAD));
        List<Double> limits = analyzer.listed(LIMITS, Units::share);
        double decideAt = analyzer.share(DECIDE_AT);
        for (int i = 0; i < limits.size(); i++) {
            if (!(limits.get(i) > (i == 0 ? 0 : limits.get(i - 1))) || limits.get(i) > 1) {
                throw analyzer.error(LIMITS, "must rise and lie above 0% up to 100%");
            }
        }
        if (!limits.contains(decideAt)) {
            throw analyzer.error(DECIDE_AT, "must be one of analyzer.report.limits");
        }
        return new ReportConfig(
                analyzer.parsed(ZONE, ReportConfig::zone),
                limits,
                analyzer.share(PLAN_AT),
                decideAt,
                lead,
                links(analyzer, capacities, lead),
                analyzer.integer(KNEE, 2, 100),
                written(analyzer));
    }

    private static SortedMap<String, PlannedLink> links(
            ConfigSection analyzer, Map<String, Double> capacities, int lead)
            throws ConfigException {
        SortedMap<String, PlannedLink> links = new TreeMap<>();
        for (ConfigSection element : analyzer.list("report.links")) {
            PlannedLink link =
                    new PlannedLink(
                            element.text(EXIT),
                            gbit(element),
                            element.optionalParsed(LINK_LEAD, Units::duration)
                                    .map(ReportConfig::days)
                                    .orElse(lead),
                            element.text(OWNER),
                            element.text(GROUP));
            if (link.exit().isEmpty() || links.put(link.exit(), link) != null) {
                throw element.error(EXIT, "must name an exit, and each only once");
            }
        }
        capacities.forEach(
                (exit, gbit) ->
                        links.merge(
                                exit,
                                PlannedLink.unknown(exit, lead).withGbit(gbit),
                                (own, other) -> own.orGbit(gbit)));
        return links;
    }

    private static OptionalDouble gbit(ConfigSection element) throws ConfigException {
        Optional<Double> gbit = element.optionalParsed(GBIT, ReportConfig::positive);
        return gbit.isPresent() ? OptionalDouble.of(gbit.get()) : OptionalDouble.empty();
    }

    private static double positive(String text) {
        double value = Double.parseDouble(text);
        if (!(value > 0 && value < 1e6)) {
            throw new IllegalArgumentException("'" + text + "' is not above 0 Gbit/s");
        }
        return value;
    }

    private static int days(Duration duration) {
        return Math.toIntExact(duration.toDays());
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time zone, such as Asia/Shanghai", e);
        }
    }

    private static List<Written> written(ConfigSection analyzer) throws ConfigException {
        List<Written> written = new ArrayList<>();
        for (ConfigSection element : analyzer.list("report.write")) {
            written.add(
                    new Written(
                            element.parsed(KIND, ReportKind::parse),
                            element.listed(FORMATS, ReportConfig::format),
                            element.oneOf(LANGUAGE, Set.of("en", "zh")),
                            element.optionalParsed(DIRECTORY, Path::of)));
        }
        return written;
    }

    private static String format(String text) {
        if (!Set.of("html", "pdf", "csv", "xlsx").contains(text)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no format: html, pdf, csv or xlsx");
        }
        return text;
    }

    /** What is known of an exit's link. */
    public PlannedLink link(String exit) {
        return links.getOrDefault(exit, PlannedLink.unknown(exit, leadDays));
    }
}
