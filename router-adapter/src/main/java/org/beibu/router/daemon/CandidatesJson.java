package org.beibu.router.daemon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Prefix;
import org.beibu.router.rib.ExitCandidate;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.Rib;

/** The exits that really hold a prefix, as {@code beibu/candidates/v1}. Any thread. */
public final class CandidatesJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rib rib;
    private final Catalogue catalogue;
    private final Map<Prefix, String> routes = new HashMap<>();

    /** Of these tables. */
    public CandidatesJson(Rib rib, Catalogue catalogue) {
        this.rib = rib;
        this.catalogue = catalogue;
        for (AseanRoute route : catalogue.routes()) {
            route.prefixes().forEach(prefix -> routes.put(prefix, route.id()));
        }
    }

    /** Of all prefixes of the catalogue that any exit holds. */
    public String all() {
        ObjectNode top = top();
        ArrayNode list = top.putArray("candidates");
        for (AseanRoute route : catalogue.routes()) {
            for (Prefix prefix : route.prefixes()) {
                List<ExitCandidate> held = rib.candidates(prefix);
                if (!held.isEmpty()) {
                    fill(list.addObject(), prefix, held);
                }
            }
        }
        return top.toString();
    }

    /** Of this prefix alone. */
    String of(Prefix prefix) {
        ObjectNode top = top();
        ArrayNode list = top.putArray("candidates");
        List<ExitCandidate> held = rib.candidates(prefix);
        if (!held.isEmpty()) {
            fill(list.addObject(), prefix, held);
        }
        return top.toString();
    }

    /** The numbers come first, so that a change in between is told again. */
    private ObjectNode top() {
        return JSON.createObjectNode()
                .put("schema", "beibu/candidates/v1")
                .put("sequence", rib.changes().last());
    }

    /** What is there now of a prefix that changed; no exits when none holds it any more. */
    String change(long sequence, Prefix prefix) {
        ObjectNode node = JSON.createObjectNode().put("sequence", sequence);
        fill(node, prefix, rib.candidates(prefix));
        return node.toString();
    }

    private void fill(ObjectNode top, Prefix prefix, List<ExitCandidate> held) {
        top.put("route", routes.getOrDefault(prefix, "")).put("prefix", prefix.toString());
        ArrayNode exits = top.putArray("exits");
        for (ExitCandidate candidate : held) {
            ObjectNode node =
                    exits.addObject()
                            .put("exit", candidate.exit().name())
                            .put("router", candidate.exit().router())
                            .put("used", candidate.used())
                            .put("preferred", isPreferred(candidate, prefix))
                            .put("known_by", candidate.how().toString())
                            .put("since_ns", candidate.sinceEpochNs());
            ArrayNode paths = node.putArray("as_paths");
            candidate.paths().forEach(path -> paths.add(asPath(path)));
        }
    }

    /** Whether the router would use the exit without us: its best path leads there. */
    private boolean isPreferred(ExitCandidate candidate, Prefix prefix) {
        Optional<LearnedPath> best =
                rib.paths(candidate.exit().router(), prefix).stream().findFirst();
        return best.map(path -> candidate.exit().nextHops().contains(path.nextHop())).orElse(false);
    }

    static String asPath(LearnedPath path) {
        return String.valueOf(path.attributes().asPath());
    }
}
