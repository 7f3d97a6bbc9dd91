package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Walks the JSON of the API: every measured figure stands with how many samples, of which window,
 * by which method, in its own object or in one around it.
 */
@Tag("scenario")
class EveryFigureWebTest {
    /** Names of what was measured, as against settings, limits and moments. */
    private static final Pattern FIGURE =
            Pattern.compile(
                    "((min|max|mean|spread|error|by|baseline|p\\d+(_\\d+)?)(_low|_high)?_ns)"
                            + "|(value|over)_(ns|ratio)|loss_(ratio|low|high)|ratio|attainment"
                            + "|budget_left|coverage|long_rate|short_rate|clean_share|times_floor"
                            + "|.*_per_second");

    private static final Set<String> COUNTS =
            Set.of("count", "sent", "replies", "measured", "long_measured", "samples");

    private final FullBureau bureau = new FullBureau();
    private final WebServer server = bureau.server();
    private final Deque<JsonNode> around = new ArrayDeque<>();
    private final Set<String> seen = new TreeSet<>();
    private final List<String> bare = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(server.address().resolve(path)).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        return new ObjectMapper().readTree(response.body());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/routes, 'p50_ns p95_ns times_floor outbound_bits_per_second by_ns baseline_ns'",
        "/api/v1/routes?since=1h, 'p50_ns loss_ratio max_ns clean_share error_ns'",
        "/api/v1/routes?since=1h&method=stamp, 'p50_ns loss_ratio error_ns'",
        "/api/v1/routes/VN-HAN/delay?from=-1h, p99_ns",
        "/api/v1/loss, ''",
        "/api/v1/loss?from=-1h, 'loss_ratio loss_low loss_high'",
        "/api/v1/traffic, 'bits_per_second packets_per_second'",
        "/api/v1/slo, 'attainment budget_left p95_ns loss_ratio long_rate'",
        "/api/v1/slo?from=-1h, 'attainment budget_left'",
        "/api/v1/segments, 'p50_ns p95_low_ns ratio mean_ns'",
    })
    void everyFigureHasCountWindowAndMethod(String path, String expected) throws Exception {
        walk(path, get(path));

        assertEquals(List.of(), bare.stream().distinct().limit(20).toList());
        for (String name : expected.split(" ")) {
            assertTrue(name.isEmpty() || seen.contains(name), name + " is not among " + seen);
        }
    }

    @Test
    void walkFindsWhatStandsBare() throws Exception {
        ObjectMapper json = new ObjectMapper();

        walk("x", json.readTree("{\"count\":3,\"rows\":[{\"method\":\"stamp\",\"p50_ns\":7}]}"));
        walk("y", json.readTree("{\"start\":\"\",\"method\":null,\"p50_ns\":7,\"p95_ns\":null}"));

        assertEquals(List.of("x.rows.p50_ns: no window", "y.p50_ns: no count, no method"), bare);
    }

    private void walk(String where, JsonNode node) {
        if (node.isArray()) {
            node.forEach(one -> walk(where, one));
        } else if (node.isObject() && !node.has("objective")) { // targets are no figures
            around.push(node);
            node.properties()
                    .forEach(
                            field -> {
                                String name = where + "." + field.getKey();
                                if (FIGURE.matcher(field.getKey()).matches()) {
                                    check(name, field.getKey(), field.getValue());
                                }
                                walk(name, field.getValue());
                            });
            around.pop();
        }
    }

    private void check(String where, String key, JsonNode value) {
        if (value.isNull() || (value.isArray() && value.isEmpty())) {
            return;
        }
        seen.add(key);
        List<String> missing = new ArrayList<>();
        if (!key.endsWith("_per_second") && COUNTS.stream().noneMatch(this::stands)) {
            missing.add("no count");
        }
        boolean isSpan = stands("from") && (stands("to") || stands("window_ns"));
        boolean isWindow = stands("window_ns") || stands("start") || stands("second_s");
        if (!isSpan && !isWindow) {
            missing.add("no window");
        }
        List<String> methods =
                key.endsWith("_per_second")
                        ? List.of("method", "rate_method")
                        : List.of("method", "timed_by", "loss_methods");
        if (methods.stream().noneMatch(this::isNamed)) {
            missing.add("no method");
        }
        if (!missing.isEmpty()) {
            bare.add(where + ": " + String.join(", ", missing));
        }
    }

    private boolean stands(String key) {
        return around.stream().anyMatch(node -> node.hasNonNull(key));
    }

    private boolean isNamed(String key) {
        return stands(key) || (key.equals("method") && around.element().has("methods"));
    }
}
