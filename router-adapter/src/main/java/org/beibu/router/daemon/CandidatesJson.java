package org.beibu.router.daemon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Prefix;
import org.beibu.router.rib.ExitCandidate;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.Rib;

/** The candidate feed, schema {@code beibu/candidates/v1}. */
public final class CandidatesJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CandidatesJson() {}

    /** All prefixes of the catalogue that any exit holds. */
    public static String of(Rib rib, Catalogue catalogue) {
        ObjectNode top = document(rib);
        ArrayNode list = top.putArray("candidates");
        for (AseanRoute route : catalogue.routes()) {
            for (Prefix prefix : route.prefixes()) {
                add(list, rib, route.id(), prefix);
            }
        }
        return top.toString();
    }

    /** Of one prefix. */
    static String of(Rib rib, Prefix prefix) {
        ObjectNode top = document(rib);
        add(top.putArray("candidates"), rib, "", prefix);
        return top.toString();
    }

    private static ObjectNode document(Rib rib) {
        return JSON.createObjectNode()
                .put("schema", "beibu/candidates/v1")
                .put("sequence", rib.changes().last());
    }

    private static void add(ArrayNode list, Rib rib, String route, Prefix prefix) {
        List<ExitCandidate> held = rib.candidates(prefix);
        if (held.isEmpty()) {
            return;
        }
        ObjectNode top = list.addObject().put("route", route).put("prefix", prefix.toString());
        ArrayNode exits = top.putArray("exits");
        for (ExitCandidate candidate : held) {
            ObjectNode node =
                    exits.addObject()
                            .put("exit", candidate.exit().name())
                            .put("router", candidate.exit().router())
                            .put("used", candidate.used())
                            .put("preferred", isPreferred(rib, candidate, prefix))
                            .put("known_by", candidate.how().toString())
                            .put("since_ns", candidate.sinceEpochNs());
            ArrayNode paths = node.putArray("as_paths");
            candidate.paths().forEach(path -> paths.add(asPath(path)));
        }
    }

    /** Whether the router would use the exit without us: its best path leads there. */
    private static boolean isPreferred(Rib rib, ExitCandidate candidate, Prefix prefix) {
        Optional<LearnedPath> best =
                rib.paths(candidate.exit().router(), prefix).stream().findFirst();
        return best.map(path -> candidate.exit().nextHops().contains(path.nextHop())).orElse(false);
    }

    static String asPath(LearnedPath path) {
        return String.valueOf(path.attributes().asPath());
    }
}
