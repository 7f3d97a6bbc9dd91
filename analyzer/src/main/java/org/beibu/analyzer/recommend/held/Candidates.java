package org.beibu.analyzer.recommend.held;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.beibu.model.Prefix;

/**
 * What the router adapter says the routers hold: {@code beibu/candidates/v1}.
 *
 * @param sequence grows with each change
 * @param prefixes every prefix of the catalogue that some exit holds
 */
public record Candidates(long sequence, List<HeldPrefix> prefixes) {
    private static final String SCHEMA = "beibu/candidates/v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    public Candidates {
        prefixes = List.copyOf(prefixes);
    }

    /**
     * Reads the document. Fields that are added later do not disturb.
     *
     * @throws IOException naming what is wrong with it
     */
    public static Candidates read(byte[] document) throws IOException {
        JsonNode top;
        try {
            top = JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IOException("not JSON: " + e.getOriginalMessage(), e);
        }
        if (!SCHEMA.equals(top.path("schema").asText()) || !top.path("candidates").isArray()) {
            throw new IOException("not a document of schema " + SCHEMA);
        }
        List<HeldPrefix> prefixes = new ArrayList<>();
        for (JsonNode one : top.path("candidates")) {
            prefixes.add(prefix(one));
        }
        return new Candidates(top.path("sequence").asLong(), prefixes);
    }

    private static HeldPrefix prefix(JsonNode node) throws IOException {
        SortedSet<String> exits = new TreeSet<>();
        SortedSet<String> used = new TreeSet<>();
        SortedSet<String> preferred = new TreeSet<>();
        for (JsonNode exit : node.path("exits")) {
            String name = exit.path("exit").asText();
            if (name.isEmpty() || !exit.path("used").isBoolean()) {
                throw new IOException("an exit needs 'exit' and 'used': " + exit);
            }
            exits.add(name);
            if (exit.path("used").asBoolean()) {
                used.add(name);
            }
            if (exit.path("preferred").asBoolean()) {
                preferred.add(name);
            }
        }
        try {
            return new HeldPrefix(
                    node.path("route").asText(),
                    Prefix.parse(node.path("prefix").asText()),
                    exits,
                    used,
                    preferred);
        } catch (IllegalArgumentException e) {
            throw new IOException("prefix: " + e.getMessage(), e);
        }
    }
}
