package org.beibu.analyzer.report.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.report.PlannedLink;
import org.beibu.analyzer.report.ReportSources;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.maths.RateSeries;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;

/**
 * Everything that the capacity report and the page's Capacity view say.
 *
 * @param span of what time
 * @param links each exit, by name
 * @param total all of them, summed window by window
 * @param withoutLargest when all of them together outgrow all links but the largest; empty when a
 *     capacity is not known
 * @param destinations octets of the last 30 days by route: in, out
 * @param classes octets of the last 30 days by name of the service class: in, out
 * @param losses what happens without each link
 * @param whatIfs the same with growth or capacities that were asked for
 * @param delays of all paths
 * @param moves what was recommended
 * @param quality how much of all this was counted
 */
public record CapacityFacts(
        ReportSpan span,
        List<LinkFacts> links,
        LinkFacts total,
        Optional<LinkFacts> withoutLargest,
        SortedMap<String, double[]> destinations,
        SortedMap<String, double[]> classes,
        List<LossOfOne> losses,
        List<LossOfOne> whatIfs,
        DelayFacts delays,
        MoveFacts moves,
        Quality quality) {

    public CapacityFacts {
        links = List.copyOf(links);
        losses = List.copyOf(losses);
        whatIfs = List.copyOf(whatIfs);
    }

    /**
     * How much was counted.
     *
     * @param expected windows of 5 minutes of all exits since each one's first
     * @param counted those of them that were counted
     * @param unassigned share of all octets whose exit is not known
     */
    public record Quality(long expected, long counted, double unassigned) {
        /** Share of the windows that is missing; 1 when nothing was expected. */
        public double missing() {
            return expected == 0 ? 1 : 1 - (double) counted / expected;
        }
    }

    /**
     * What is tried beside today.
     *
     * @param growth traffic as a multiple of today's; 1 for none
     * @param gbit capacities that replace those of links
     */
    public record WhatIf(double growth, SortedMap<String, Double> gbit) {
        /** Nothing is tried. */
        public static final WhatIf NOTHING = new WhatIf(1, new TreeMap<>());

        boolean isNothing() {
            return growth == 1 && gbit.isEmpty();
        }
    }

    /** Reads and reckons all of it. */
    public static CapacityFacts read(ReportSources sources, ReportSpan span, WhatIf whatIf) {
        TrafficHistory traffic = TrafficHistory.read(sources.traffic(), span);
        LinkReader reader = new LinkReader(sources.config(), span);
        List<LinkFacts> links = new ArrayList<>();
        for (String exit : traffic.exits()) {
            links.add(link(reader, traffic, sources.config().link(exit)));
        }
        DelayReader delayReader = new DelayReader(sources.delays(), sources.catalogue(), span);
        DelayFacts delays =
                new DelayFacts(
                        delayReader.paths(), delayReader.curves(traffic, links, sources.config()));
        RateSeries in = traffic.total(TrafficDirection.INBOUND);
        RateSeries out = traffic.total(TrafficDirection.OUTBOUND);
        LinkFacts total = reader.read(together(links, 0), in, out);
        double largest =
                links.stream().mapToDouble(link -> link.link().gbit().orElse(0)).max().orElse(0);
        Optional<LinkFacts> without =
                links.size() < 2 || together(links, 0).gbit().isEmpty()
                        ? Optional.empty()
                        : Optional.of(reader.read(together(links, largest), in, out));
        return new CapacityFacts(
                span,
                links,
                total,
                without,
                destinations(traffic),
                classes(traffic, sources),
                losses(traffic, links, delays, sources, growths(total)),
                whatIfs(traffic, links, delays, sources, whatIf),
                delays,
                MoveFacts.read(sources.data(), span),
                quality(traffic, links));
    }

    private static LinkFacts link(LinkReader reader, TrafficHistory traffic, PlannedLink link) {
        return reader.read(
                link,
                traffic.of(link.exit(), TrafficDirection.INBOUND),
                traffic.of(link.exit(), TrafficDirection.OUTBOUND));
    }

    /** All links as one, less so many Gbit/s; without capacity as soon as one has none. */
    private static PlannedLink together(List<LinkFacts> links, double less) {
        boolean known = !links.isEmpty();
        double gbit = -less;
        int lead = 0;
        for (LinkFacts link : links) {
            known &= link.link().gbit().isPresent();
            gbit += link.link().gbit().orElse(0);
            lead = Math.max(lead, link.link().leadDays());
        }
        return new PlannedLink(
                "",
                known && gbit > 0 ? OptionalDouble.of(gbit) : OptionalDouble.empty(),
                lead,
                "",
                "");
    }

    /** Today, and what is expected in a year. */
    private static List<Double> growths(LinkFacts total) {
        List<LinkFacts.ForecastMonth> months = total.growth().months();
        double now = total.demand().p95();
        if (months.isEmpty() || !(now > 0)) {
            return List.of(1.0);
        }
        double then = months.get(months.size() - 1).p95() / now;
        return then > 1 ? List.of(1.0, then) : List.of(1.0);
    }

    private static List<LossOfOne> losses(
            TrafficHistory traffic,
            List<LinkFacts> links,
            DelayFacts delays,
            ReportSources sources,
            List<Double> growths) {
        return new Resilience(
                        traffic,
                        new Resilience.Known(
                                links, delays, sources.slo().targets(), sources.catalogue()))
                .all(growths);
    }

    private static List<LossOfOne> whatIfs(
            TrafficHistory traffic,
            List<LinkFacts> links,
            DelayFacts delays,
            ReportSources sources,
            WhatIf whatIf) {
        if (whatIf.isNothing()) {
            return List.of();
        }
        List<LinkFacts> changed =
                links.stream()
                        .map(
                                link -> {
                                    Double gbit = whatIf.gbit().get(link.link().exit());
                                    return gbit == null ? link : link.withGbit(gbit);
                                })
                        .toList();
        return losses(traffic, changed, delays, sources, List.of(whatIf.growth()));
    }

    private static SortedMap<String, double[]> destinations(TrafficHistory traffic) {
        SortedMap<String, double[]> sums = new TreeMap<>();
        traffic.recentOctets()
                .forEach((PathId path, double[] octets) -> add(sums, path.routeId(), octets));
        return sums;
    }

    private static SortedMap<String, double[]> classes(
            TrafficHistory traffic, ReportSources sources) {
        SortedMap<String, double[]> sums = new TreeMap<>();
        traffic.recentByClass()
                .forEach((number, octets) -> add(sums, sources.classes().of(number), octets));
        return sums;
    }

    private static void add(SortedMap<String, double[]> sums, String name, double[] octets) {
        double[] sum = sums.computeIfAbsent(name, n -> new double[2]);
        sum[0] += octets[0];
        sum[1] += octets[1];
    }

    private static Quality quality(TrafficHistory traffic, List<LinkFacts> links) {
        long expected = 0;
        long counted = 0;
        for (LinkFacts link : links) {
            String exit = link.link().exit();
            expected += traffic.expected(exit);
            counted += traffic.of(exit, TrafficDirection.INBOUND).present();
        }
        return new Quality(expected, counted, traffic.unassigned());
    }
}
