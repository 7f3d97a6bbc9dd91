package org.beibu.analyzer.recommend.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is recommended at one moment, and why the rest is not.
 *
 * @param issuedNanos when it was issued, epoch nanoseconds
 * @param expiresNanos when it must not be followed any more
 * @param recommendations alive, in order of their routes
 * @param reasons why a route does not take an exit, by {@code route/exit}, in words
 * @param pricesMillis what a millisecond of room on each exit's link is worth, by exit
 */
public record RecommendState(
        long issuedNanos,
        long expiresNanos,
        List<Recommendation> recommendations,
        SortedMap<String, String> reasons,
        SortedMap<String, Double> pricesMillis) {

    /** Where the reasons lie in the data directory. */
    public static final String FILE_NAME = "store/why.json";

    /** Stands in place of a route where a reason holds for all of them. */
    public static final String EVERYTHING = "all routes";

    /** Nothing is recommended. */
    public static final RecommendState NOTHING =
            new RecommendState(0, 0, List.of(), new TreeMap<>(), new TreeMap<>());

    private static final ObjectMapper JSON = new ObjectMapper();

    public RecommendState {
        recommendations = List.copyOf(recommendations);
    }

    /** The feed, schema {@code beibu/recommendations/v1}. */
    public String feed() {
        ObjectNode top = JSON.createObjectNode().put("schema", "beibu/recommendations/v1");
        var list = top.putArray("recommendations");
        recommendations.forEach(one -> list.add(one.feed(JSON, issuedNanos, expiresNanos)));
        return top.toString();
    }

    /** Reasons and words, schema {@code beibu/why/v1}. */
    public String why() {
        ObjectNode top = JSON.createObjectNode().put("schema", "beibu/why/v1");
        top.put("time", Recommendation.instant(issuedNanos));
        var list = top.putArray("recommendations");
        for (Recommendation one : recommendations) {
            var prefixes =
                    list.addObject()
                            .put("id", one.id())
                            .put("route", one.route())
                            .put("from_exit", one.from())
                            .put("to_exit", one.to())
                            .put("why", one.why().sentence())
                            .put("would_change", one.why().reversal())
                            .put("undo", one.why().undo())
                            .putArray("prefixes");
            one.prefixes().forEach(prefix -> prefixes.add(prefix.toString()));
        }
        ObjectNode refused = top.putObject("not_recommended");
        reasons.forEach(refused::put);
        ObjectNode prices = top.putObject("prices_ms");
        pricesMillis.forEach(prices::put);
        return top.toString();
    }

    /** Writes the reasons to this file; a reader sees all of them or the last ones. */
    void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, why() + "\n");
        Files.move(
                draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
