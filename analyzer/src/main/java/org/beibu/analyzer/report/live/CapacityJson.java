package org.beibu.analyzer.report.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.beibu.analyzer.report.contents.Summary;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.LinkFacts;
import org.beibu.analyzer.report.facts.LossOfOne;
import org.beibu.analyzer.report.maths.BusyHour;
import org.beibu.analyzer.report.maths.Demand;
import org.beibu.analyzer.report.maths.Exhaustion;
import org.beibu.model.TrafficDirection;

/** {@code /api/v1/capacity}, schema {@code beibu/capacity/v1}. What is not known is null. */
public final class CapacityJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CapacityJson() {}

    /** The answer while nothing is ready. */
    public static String making() {
        return JSON.createObjectNode()
                .put("schema", "beibu/capacity/v1")
                .put("state", "making")
                .toString();
    }

    /** These facts, with these sentences and the share by which links must be extended. */
    public static String text(
            CapacityFacts facts, List<Summary.Sentence> sentences, double decideAt) {
        ObjectNode json = JSON.createObjectNode();
        json.put("schema", "beibu/capacity/v1");
        json.put("state", "ready");
        json.put("as_of", facts.span().asOf().toString());
        json.put("from", facts.span().from().toString());
        json.put("to", facts.span().to().toString());
        json.put("zone", facts.span().zone().getId());
        ArrayNode says = json.putArray("says");
        sentences.forEach(
                each ->
                        says.addObject()
                                .put("text", each.text())
                                .put("tone", each.tone().name().toLowerCase(Locale.ROOT))
                                .put("decision", each.decision()));
        json.putObject("quality")
                .put("expected", facts.quality().expected())
                .put("counted", facts.quality().counted())
                .put("missing", facts.quality().missing())
                .put("unassigned", facts.quality().unassigned());
        ArrayNode links = json.putArray("links");
        facts.links().forEach(link -> links.add(link(link, decideAt)));
        json.set("total", link(facts.total(), decideAt));
        ArrayNode losses = json.putArray("losses_of_one");
        facts.losses().forEach(loss -> losses.add(loss(loss)));
        return json.toString();
    }

    private static ObjectNode link(LinkFacts link, double decideAt) {
        ObjectNode json = JSON.createObjectNode();
        String exit = link.link().exit();
        json.put("exit", exit.isEmpty() ? null : exit);
        json.put("owner", link.link().owner());
        json.put("group", link.link().group());
        bits(json, "capacity_bps", link.link().gbit().orElse(Double.NaN) * 1e9);
        json.put("lead_time_days", link.link().leadDays());
        json.set("in", demand(link.in()));
        json.set("out", demand(link.out()));
        json.put("direction", link.direction() == TrafficDirection.INBOUND ? "in" : "out");
        share(json, "utilisation", link.utilisation().orElse(Double.NaN));
        json.set("busy_hour", busyHour(link.busyHour()));
        share(json, "growth_year", link.growth().year());
        ArrayNode forecast = json.putArray("forecast");
        for (LinkFacts.ForecastMonth month : link.growth().months()) {
            ObjectNode each = forecast.addObject().put("month", month.month().toString());
            bits(each, "p95_bps", month.p95());
            bits(each, "low_bps", month.low());
            bits(each, "high_bps", month.high());
        }
        ArrayNode backtest = json.putArray("backtest");
        link.growth()
                .backtests()
                .forEach(
                        test ->
                                backtest.addObject()
                                        .put("days_ahead", test.ahead())
                                        .put("covered", test.covered())
                                        .put("tried", test.tried()));
        json.set("runout", runouts(link));
        json.put("order_by", link.orderBy().day().map(Object::toString).orElse(null));
        json.put("order_by_limit", decideAt);
        json.put("days_late", link.orderBy().daysLate());
        json.put("state", link.orderBy().state().toString());
        json.set("months", months(link));
        return json;
    }

    private static ArrayNode runouts(LinkFacts link) {
        ArrayNode all = JSON.createArrayNode();
        for (LinkFacts.Runout runout : link.runouts()) {
            Exhaustion when = runout.exhaustion();
            ObjectNode each = all.addObject().put("limit", runout.limit());
            bits(each, "limit_bps", runout.bits());
            each.put("state", when.why().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            each.put("early", when.early().map(YearMonth::toString).orElse(null));
            each.put("middle", when.middle().map(YearMonth::toString).orElse(null));
            each.put("late", when.late().map(YearMonth::toString).orElse(null));
        }
        return all;
    }

    private static ArrayNode months(LinkFacts link) {
        ArrayNode all = JSON.createArrayNode();
        link.months()
                .forEach(
                        month -> {
                            ObjectNode each = all.addObject();
                            each.put("month", month.month().toString());
                            bits(each, "in_p95_bps", month.in().p95());
                            bits(each, "out_p95_bps", month.out().p95());
                            bits(each, "billed_bps", month.billed());
                            share(each, "missing", month.in().missing());
                            each.put("provisional", month.provisional());
                        });
        return all;
    }

    private static ObjectNode demand(Demand demand) {
        ObjectNode json = JSON.createObjectNode();
        bits(json, "p95_bps", demand.p95());
        bits(json, "mean_bps", demand.mean());
        bits(json, "peak_bps", demand.peak());
        json.put(
                "peak_at",
                demand.samples() == 0
                        ? null
                        : Instant.ofEpochSecond(demand.peakSecond()).toString());
        share(json, "missing", demand.missing());
        return json.put("provisional", demand.provisional());
    }

    private static ObjectNode busyHour(Optional<BusyHour> busy) {
        ObjectNode json = JSON.createObjectNode();
        json.put("hour", busy.map(BusyHour::hour).orElse(null));
        bits(json, "mean_bps", busy.map(BusyHour::mean).orElse(Double.NaN));
        bits(json, "p95_bps", busy.map(BusyHour::p95).orElse(Double.NaN));
        json.put(
                "peak_hour_at",
                busy.map(b -> Instant.ofEpochSecond(b.peakHourSecond()).toString()).orElse(null));
        bits(json, "peak_hour_bps", busy.map(BusyHour::peakHourMean).orElse(Double.NaN));
        return json;
    }

    private static ObjectNode loss(LossOfOne loss) {
        boolean known = loss.status() != LossOfOne.Status.NOT_KNOWN;
        ObjectNode json = JSON.createObjectNode().put("lost", loss.lost());
        ArrayNode exits = json.putArray("exits");
        loss.exits().forEach(exits::add);
        json.put("growth", loss.growth());
        json.put("status", loss.status().toString());
        json.put("worst_exit", known && !loss.worstExit().isEmpty() ? loss.worstExit() : null);
        share(json, "worst_load", known ? loss.worstLoad() : Double.NaN);
        bits(json, "drop_bps", known ? loss.dropGbit() * 1e9 : Double.NaN);
        ArrayNode missed = json.putArray("missed");
        loss.missed().forEach(missed::add);
        return json;
    }

    private static void bits(ObjectNode json, String name, double bits) {
        if (Double.isFinite(bits)) {
            json.put(name, Math.round(bits));
        } else {
            json.putNull(name);
        }
    }

    private static void share(ObjectNode json, String name, double share) {
        if (Double.isFinite(share)) {
            json.put(name, share);
        } else {
            json.putNull(name);
        }
    }
}
