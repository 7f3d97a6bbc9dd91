package org.beibu.router.daemon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.transport.BgpTransport;
import org.beibu.router.recommendation.MalformedRecommendationException;
import org.beibu.router.recommendation.Recommendation;
import org.beibu.router.recommendation.RecommendationJson;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.Rib;
import org.beibu.router.rib.RouterRib;
import org.beibu.router.steer.FreezeFile;
import org.beibu.router.steer.Outcome;
import org.beibu.router.steer.RecommendationStatus;
import org.beibu.runtime.admin.AdminAction;
import org.beibu.runtime.admin.AdminAction.Answer;

/** What persons and the analyzer ask of a running adapter, over HTTP on the loopback interface. */
final class Control {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_PREFIX = "prefix=ADDRESS/LENGTH is needed";
    private static final int BAD = 400;
    private static final int CONFLICT = 409;
    private static final int BUSY = 503;

    private final SteeringAgent agent;
    private final Rib rib;
    private final BgpTransport transport;
    private final FreezeFile freeze;
    private final CandidatesJson candidates;

    Control(
            SteeringAgent agent,
            Rib rib,
            BgpTransport transport,
            FreezeFile freeze,
            CandidatesJson candidates) {
        this.agent = agent;
        this.rib = rib;
        this.transport = transport;
        this.freeze = freeze;
        this.candidates = candidates;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.get("/api/v1/candidates", (query, body) -> candidates(query)),
                AdminAction.get("/api/v1/rib", (query, body) -> paths(query)),
                AdminAction.get("/api/v1/peers", (query, body) -> peers()),
                AdminAction.get("/api/v1/steering", (query, body) -> steering()),
                AdminAction.post("/api/v1/recommendations", (query, body) -> recommend(body)),
                AdminAction.post(
                        "/api/v1/approve",
                        (query, body) ->
                                act(
                                        query,
                                        true,
                                        a ->
                                                agent.ask(
                                                        (s, now) ->
                                                                s.approve(
                                                                        a.id, a.who, a.why, now)))),
                AdminAction.post(
                        "/api/v1/reject",
                        (query, body) ->
                                act(
                                        query,
                                        true,
                                        a ->
                                                agent.ask(
                                                        (s, now) ->
                                                                s.reject(
                                                                        a.id, a.who, a.why, now)))),
                AdminAction.post(
                        "/api/v1/withdraw",
                        (query, body) ->
                                act(
                                        query,
                                        true,
                                        a ->
                                                agent.ask(
                                                        (s, now) ->
                                                                s.withdraw(
                                                                        a.id, a.who, a.why, now)))),
                AdminAction.post(
                        "/api/v1/freeze", (query, body) -> act(query, false, this::freeze)),
                AdminAction.post("/api/v1/thaw", (query, body) -> act(query, false, this::thaw)));
    }

    /** Who asks for what, and why. */
    private record Asked(String id, String who, String why) {}

    /** Does what was asked. */
    private interface Deed {
        Optional<Outcome> of(Asked asked);
    }

    private static Answer act(String query, boolean needsId, Deed deed) {
        Map<String, String> values = values(query);
        Asked asked =
                new Asked(
                        values.getOrDefault("id", ""),
                        values.getOrDefault("who", ""),
                        values.getOrDefault("why", ""));
        if (asked.who.isEmpty() || (needsId && asked.id.isEmpty())) {
            return new Answer(BAD, needsId ? "id and who are needed" : "who is needed");
        }
        return deed.of(asked)
                .map(outcome -> new Answer(outcome.done() ? 200 : CONFLICT, outcome.line()))
                .orElse(new Answer(BUSY, "steering does not answer: try again, look at the log"));
    }

    private Optional<Outcome> freeze(Asked asked) {
        try {
            freeze.write(asked.who + ": " + asked.why);
        } catch (IOException e) {
            return Optional.of(new Outcome(false, "the switch cannot be written: " + e));
        }
        return agent.ask((s, now) -> s.freeze(asked.who, asked.why, now))
                .map(gone -> new Outcome(true, "frozen; " + gone.size() + " overrides withdrawn"));
    }

    private Optional<Outcome> thaw(Asked asked) {
        try {
            freeze.delete();
        } catch (IOException e) {
            return Optional.of(new Outcome(false, "the switch cannot be deleted: " + e));
        }
        return agent.ask(
                (s, now) -> {
                    s.thaw(asked.who, asked.why, now);
                    return new Outcome(true, "thawed");
                });
    }

    private Answer recommend(byte[] body) {
        try {
            List<Recommendation> read = RecommendationJson.read(body);
            return agent.ask((s, now) -> s.accept(read, now))
                    .map(
                            outcomes -> {
                                ObjectNode top = JSON.createObjectNode();
                                ArrayNode lines = top.putArray("outcomes");
                                for (Outcome outcome : outcomes) {
                                    lines.addObject()
                                            .put("taken", outcome.done())
                                            .put("line", outcome.line());
                                }
                                return Answer.ok(top.toString());
                            })
                    .orElse(new Answer(BUSY, "steering does not answer"));
        } catch (MalformedRecommendationException e) {
            return new Answer(BAD, String.valueOf(e.getMessage()));
        }
    }

    private Answer steering() {
        return agent.ask((s, now) -> s.recommendations(now))
                .map(Control::told)
                .orElse(new Answer(BUSY, "steering does not answer"));
    }

    private static Answer told(List<RecommendationStatus> statuses) {
        ObjectNode top = JSON.createObjectNode().put("schema", "beibu/steering/v1");
        ArrayNode list = top.putArray("recommendations");
        for (RecommendationStatus status : statuses) {
            Recommendation one = status.recommendation();
            ObjectNode node =
                    list.addObject()
                            .put("id", one.id())
                            .put("route", one.move().routeId())
                            .put("from_exit", one.move().fromExit())
                            .put("to_exit", one.move().toExit())
                            .put("approved_by", status.approvedBy().orElse(null))
                            .put("lease_ms", status.leaseNanos() / 1_000_000);
            ArrayNode prefixes = node.putArray("prefixes");
            status.prefixes()
                    .forEach(
                            prefix ->
                                    prefixes.addObject()
                                            .put("router", prefix.key().router())
                                            .put("prefix", prefix.key().prefix().toString())
                                            .put("mode", prefix.mode().toString())
                                            .put("state", prefix.state().toString())
                                            .put("verdict", prefix.verdict().toString()));
        }
        return Answer.ok(top.toString());
    }

    /** Of one prefix, or of all prefixes of the catalogue that any exit holds. */
    private Answer candidates(String query) {
        if (!values(query).containsKey("prefix")) {
            return Answer.ok(candidates.all());
        }
        return prefix(query)
                .map(prefix -> Answer.ok(candidates.of(prefix)))
                .orElse(new Answer(BAD, NO_PREFIX));
    }

    private Answer paths(String query) {
        Optional<Prefix> prefix = prefix(query);
        if (prefix.isEmpty()) {
            return new Answer(BAD, NO_PREFIX);
        }
        ObjectNode top =
                JSON.createObjectNode()
                        .put("schema", "beibu/rib/v1")
                        .put("prefix", prefix.get().toString());
        ArrayNode list = top.putArray("paths");
        for (RouterRib router : rib.routers()) {
            for (LearnedPath path : rib.paths(router.name(), prefix.get())) {
                list.addObject()
                        .put("router", router.name())
                        .put("source", path.source().toString())
                        .put("peer", path.peer().toString())
                        .put("next_hop", path.nextHop().toString())
                        .put("as_path", CandidatesJson.asPath(path))
                        .put("local_pref", path.attributes().localPref())
                        .put("med", path.attributes().med())
                        .put("since_ns", path.sinceEpochNs());
            }
        }
        return Answer.ok(top.toString());
    }

    private Answer peers() {
        ObjectNode top = JSON.createObjectNode().put("schema", "beibu/peers/v1");
        ArrayNode list = top.putArray("sessions");
        transport
                .status()
                .forEach(
                        peer ->
                                list.addObject()
                                        .put("router", peer.router())
                                        .put("phase", peer.phase().toString())
                                        .put("since_ns", peer.sinceEpochNs())
                                        .put("complete", rib.complete(peer.router()))
                                        .put("announced", rib.announced(peer.router()).all().size())
                                        .put("last", peer.lastWords()));
        return Answer.ok(top.toString());
    }

    private static Optional<Prefix> prefix(String query) {
        try {
            return Optional.ofNullable(values(query).get("prefix")).map(Prefix::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> values(String query) {
        Map<String, String> values = new HashMap<>();
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(
                        URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
