package org.beibu.analyzer.recommend.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code beibu/why/v1} as a person reads it. */
public final class WhyText {
    private WhyText() {}

    /**
     * The text.
     *
     * @param json the document
     * @param what a recommendation's id, a route or a prefix; null for everything
     * @throws IOException when it is no such document
     */
    public static String of(String json, @Nullable String what) throws IOException {
        return words(new ObjectMapper().readTree(json), what);
    }

    private static String words(JsonNode state, @Nullable String what) {
        StringBuilder text = new StringBuilder();
        for (JsonNode one : state.path("recommendations")) {
            if (isMeant(one, what)) {
                text.append(one.path("id").asText()).append('\n');
                text.append("  why    ").append(one.path("why").asText()).append('\n');
                text.append("  unless ").append(one.path("would_change").asText()).append('\n');
                text.append("  undo   ").append(one.path("undo").asText()).append('\n');
            }
        }
        List<String> refused = new ArrayList<>();
        for (Map.Entry<String, JsonNode> one : state.path("not_recommended").properties()) {
            if (what == null
                    || one.getKey().startsWith(what)
                    || one.getKey().equals(RecommendState.EVERYTHING)) {
                refused.add("  " + one.getKey() + ": " + one.getValue().asText());
            }
        }
        if (!refused.isEmpty()) {
            text.append("not recommended\n").append(String.join("\n", refused)).append('\n');
        }
        if (text.length() == 0) {
            text.append(what == null ? "nothing is compared yet" : "nothing is known of " + what)
                    .append('\n');
        }
        return text.append("as of ").append(state.path("time").asText()).append('\n').toString();
    }

    private static boolean isMeant(JsonNode one, @Nullable String what) {
        if (what == null
                || one.path("id").asText().equals(what)
                || one.path("route").asText().equals(what)) {
            return true;
        }
        for (JsonNode prefix : one.path("prefixes")) {
            if (prefix.asText().equals(what)) {
                return true;
            }
        }
        return false;
    }
}
