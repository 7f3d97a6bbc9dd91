package org.beibu.router.recommendation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.Method;
import org.beibu.model.Prefix;

/**
 * Reader and writer of {@code beibu/recommendations/v1}. The reader is strict: an unknown or
 * doubled field, a value out of range or anything behind the document refuses all of it, with one
 * line that names recommendation, field and rule.
 */
public final class RecommendationJson {
    /** The schema's name, in every document. */
    public static final String SCHEMA = "beibu/recommendations/v1";

    /** The most recommendations in one document. */
    public static final int MOST = 10_000;

    /** The longest document, octets. */
    public static final int MOST_OCTETS = 16 << 20;

    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> TOP = Set.of("schema", "recommendations");
    private static final Set<String> FIELDS =
            Set.of(
                    "id",
                    "issued",
                    "expires",
                    "route",
                    "prefixes",
                    "from_exit",
                    "to_exit",
                    "evidence",
                    "traffic_share",
                    "probes",
                    "mode");
    private static final Set<String> EVIDENCE =
            Set.of(
                    "reason",
                    "method",
                    "count",
                    "window_s",
                    "p50_from_ns",
                    "p50_to_ns",
                    "gain_low_ns",
                    "gain_high_ns",
                    "loss_from",
                    "loss_to");
    private static final Set<String> PROBES =
            Set.of("last", "interval_ms", "answering", "configured");

    private RecommendationJson() {}

    /** Reads a document. */
    public static List<Recommendation> read(String json) throws MalformedRecommendationException {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a document. */
    public static List<Recommendation> read(byte[] json) throws MalformedRecommendationException {
        if (json.length > MOST_OCTETS) {
            throw new MalformedRecommendationException(
                    "recommendations: " + json.length + " octets, more than " + MOST_OCTETS);
        }
        StrictObject top = new StrictObject("recommendations", tree(json), TOP);
        if (!top.text("schema").equals(SCHEMA)) {
            throw top.wrong("schema", "must be " + SCHEMA);
        }
        JsonNode list = top.any("recommendations");
        if (!list.isArray() || list.size() > MOST) {
            throw top.wrong("recommendations", "must be a list of at most " + MOST);
        }
        List<Recommendation> read = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode element : list) {
            Recommendation one = one(element, read.size());
            if (!ids.add(one.id())) {
                throw new MalformedRecommendationException(
                        "recommendation " + one.id() + ": stands twice in the document");
            }
            read.add(one);
        }
        return read;
    }

    private static JsonNode tree(byte[] json) throws MalformedRecommendationException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null
                            ? ""
                            : " in line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr();
            throw new MalformedRecommendationException(
                    "recommendations: not JSON"
                            + where
                            + ": "
                            + e.getOriginalMessage().replaceAll("\\s+", " "));
        } catch (IOException e) {
            throw new MalformedRecommendationException("recommendations: not JSON: " + e);
        }
    }

    private static Recommendation one(JsonNode node, int index)
            throws MalformedRecommendationException {
        String named = node.path("id").asText();
        String place =
                named.matches("[\\w.:-]{1,64}")
                        ? "recommendation " + named
                        : "recommendations[" + index + "]";
        StrictObject fields = new StrictObject(place, node, FIELDS);
        String id = fields.text("id");
        Instant issued = fields.instant("issued");
        Instant expires = fields.instant("expires");
        Move move = move(fields);
        Evidence evidence = evidence(fields.object("evidence", EVIDENCE));
        double share = fields.share("traffic_share");
        Probes probes = probes(fields.object("probes", PROBES));
        Optional<Mode> mode = fields.optional("mode", Mode::parse);
        return fields.made(
                () -> new Recommendation(id, issued, expires, move, evidence, share, probes, mode));
    }

    private static Move move(StrictObject fields) throws MalformedRecommendationException {
        String route = fields.text("route");
        if (route.length() > AseanRoute.MAX_ID_LENGTH) {
            throw fields.wrong("route", "must be the id of an AseanRoute, such as VN-HAN");
        }
        List<Prefix> prefixes = fields.list("prefixes", Move.MOST_PREFIXES, Prefix::parse);
        String from = fields.parsed("from_exit", RecommendationJson::exitName);
        String to = fields.parsed("to_exit", RecommendationJson::exitName);
        return fields.made(() -> new Move(route, prefixes, from, to));
    }

    private static String exitName(String text) {
        return new Exit(text, "", "", "", 0).name();
    }

    private static Evidence evidence(StrictObject fields) throws MalformedRecommendationException {
        Evidence.Reason reason = fields.parsed("reason", Evidence.Reason::parse);
        String method = fields.parsed("method", Method::parse).toString();
        long count = fields.integer("count", 0, Long.MAX_VALUE);
        Duration window = fields.seconds("window_s", Duration.ofDays(31).toSeconds());
        long from = fields.integer("p50_from_ns", 0, DAY_NANOS);
        long to = fields.integer("p50_to_ns", 0, DAY_NANOS);
        long low = fields.integer("gain_low_ns", -DAY_NANOS, DAY_NANOS);
        long high = fields.integer("gain_high_ns", -DAY_NANOS, DAY_NANOS);
        double lossFrom = fields.share("loss_from");
        double lossTo = fields.share("loss_to");
        return fields.made(
                () ->
                        new Evidence(
                                reason,
                                method,
                                count,
                                window,
                                new Evidence.Delays(from, to, low, high),
                                new Evidence.Loss(lossFrom, lossTo)));
    }

    private static Probes probes(StrictObject fields) throws MalformedRecommendationException {
        Instant last = fields.instant("last");
        Duration interval = Duration.ofMillis(fields.integer("interval_ms", 1, 3_600_000));
        int answering = (int) fields.integer("answering", 0, 1_000_000);
        int configured = (int) fields.integer("configured", 1, 1_000_000);
        return fields.made(() -> new Probes(last, interval, answering, configured));
    }

    /** Writes a document in one line; {@link #read(String)} gives the same values back. */
    public static String write(List<Recommendation> recommendations) {
        ObjectNode top = MAPPER.createObjectNode().put("schema", SCHEMA);
        var list = top.putArray("recommendations");
        recommendations.forEach(one -> list.add(node(one)));
        return top.toString();
    }

    private static ObjectNode node(Recommendation one) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", one.id());
        node.put("issued", one.issued().toString()).put("expires", one.expires().toString());
        node.put("route", one.move().routeId());
        var prefixes = node.putArray("prefixes");
        one.move().prefixes().forEach(prefix -> prefixes.add(prefix.toString()));
        node.put("from_exit", one.move().fromExit()).put("to_exit", one.move().toExit());
        Evidence evidence = one.evidence();
        node.putObject("evidence")
                .put("reason", evidence.reason().toString())
                .put("method", evidence.method())
                .put("count", evidence.count())
                .put("window_s", evidence.window().toSeconds())
                .put("p50_from_ns", evidence.delays().p50FromNanos())
                .put("p50_to_ns", evidence.delays().p50ToNanos())
                .put("gain_low_ns", evidence.delays().gainLowNanos())
                .put("gain_high_ns", evidence.delays().gainHighNanos())
                .put("loss_from", evidence.loss().from())
                .put("loss_to", evidence.loss().to());
        node.put("traffic_share", one.trafficShare());
        node.putObject("probes")
                .put("last", one.probes().last().toString())
                .put("interval_ms", one.probes().interval().toMillis())
                .put("answering", one.probes().answering())
                .put("configured", one.probes().configured());
        one.mode().ifPresent(mode -> node.put("mode", mode.toString()));
        return node;
    }
}
