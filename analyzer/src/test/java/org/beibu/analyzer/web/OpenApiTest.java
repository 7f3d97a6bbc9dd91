package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what the server really answers, no more and no less. */
@Tag("scenario")
class OpenApiTest {
    private static final String DOCUMENT = "/api/v1/openapi.json";
    private static final String PROBLEM = "Problem";

    private final ObjectMapper json = new ObjectMapper();
    private final WholeServer server = new WholeServer();
    private JsonNode document = json.createObjectNode();

    @BeforeEach
    void start() throws Exception {
        HttpResponse<String> answer = server.send("GET", DOCUMENT);
        assertEquals(200, answer.statusCode());
        assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
        document = json.readTree(answer.body());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private interface Check {
        void check(String path, String method, JsonNode operation) throws Exception;
    }

    private void eachOperation(Check check) throws Exception {
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                check.check(path.getKey(), operation.getKey(), operation.getValue());
            }
        }
    }

    /** A schema of the document, with the others that it refers to. */
    private JsonSchema schema(JsonNode referring) {
        ObjectNode whole = json.createObjectNode();
        whole.setAll((ObjectNode) referring.deepCopy());
        whole.set("components", document.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    }

    private static String filled(String path, JsonNode operation) {
        String full =
                path.replace("/recommendations/{id}", "/recommendations/r-sg-1")
                        .replace("{id}", "VN-HAN")
                        .replace("{exit}", "gz-1");
        return operation.toString().contains("\"added\"") ? full + "?added=30ms" : full;
    }

    @Test
    void everyAddressOfTheServerIsInTheDocumentAndTheOtherWayRound() throws Exception {
        Set<String> documented = new TreeSet<>();
        document.path("paths").fieldNames().forEachRemaining(documented::add);
        Set<String> served = new TreeSet<>(Set.of("/metrics", "/health"));
        json.readTree(server.send("GET", "/api/v1/views").body())
                .path("addresses")
                .forEach(one -> served.add(one.asText().replaceAll(":(\\w+)", "{$1}")));

        assertEquals(served, documented);
    }

    @Test
    void everyAnswerFitsItsSchema() throws Exception {
        List<String> wrong = new ArrayList<>();
        List<String> views = List.of("", "?since=1h", "?from=-1h", "?since=1h&method=stamp");
        eachOperation(
                (path, method, operation) -> {
                    JsonNode content = operation.at("/responses/200/content/application~1json");
                    if (content.isMissingNode()) {
                        return;
                    }
                    int fitting = 0;
                    for (String view : method.equals("get") ? views : List.of("")) {
                        HttpResponse<String> answer =
                                server.send(
                                        method.toUpperCase(Locale.ROOT),
                                        filled(path, operation) + view);
                        if (answer.statusCode() == 400) {
                            continue; // it has no such parameter
                        }
                        assertEquals(200, answer.statusCode(), path + view + answer.body());
                        fitting++;
                        schema(content.path("schema"))
                                .validate(json.readTree(answer.body()))
                                .forEach(fault -> wrong.add(method + " " + path + view + fault));
                    }
                    assertTrue(fitting > 0, path);
                });
        assertEquals(List.of(), wrong);
    }

    @Test
    void parametersAreThoseThatTheServerTakes() throws Exception {
        List<String> checked = new ArrayList<>();
        eachOperation(
                (path, method, operation) -> {
                    HttpResponse<String> answer =
                            method.equals("get")
                                    ? server.send("GET", filled(path, operation) + "?no-such=1")
                                    : null;
                    if (answer == null || answer.statusCode() != 400) {
                        return;
                    }
                    String fix = json.readTree(answer.body()).path("fix").asText();
                    Set<String> taken =
                            new TreeSet<>(
                                    Arrays.asList(fix.substring("use ".length()).split(", ")));
                    taken.remove("");
                    Set<String> documented = new TreeSet<>();
                    for (JsonNode parameter : operation.path("parameters")) {
                        if (parameter.path("in").asText().equals("query")) {
                            documented.add(parameter.path("name").asText());
                        }
                    }
                    assertEquals(taken, documented, path);
                    checked.add(path);
                });
        assertTrue(checked.size() >= 10, checked::toString);
    }

    @Test
    void aProblemFitsItsSchemaAndAMistakeInAnAnswerIsFound() throws Exception {
        JsonNode problem = json.createObjectNode().put("$ref", "#/components/schemas/" + PROBLEM);
        String answer = server.send("GET", "/api/v1/loss?metric=x").body();
        assertEquals(Set.of(), schema(problem).validate(json.readTree(answer)));

        JsonNode routes = json.createObjectNode().put("$ref", "#/components/schemas/Routes");
        String right = server.send("GET", "/api/v1/routes").body();
        String wrong = right.replaceFirst("\"p50_ns\":[0-9]+", "\"p50_ns\":\"fast\"");
        assertFalse(right.equals(wrong));
        assertFalse(schema(routes).validate(json.readTree(wrong)).isEmpty());
        String gone = right.replaceFirst("\"headline\":(true|false),", "");
        assertFalse(schema(routes).validate(json.readTree(gone)).isEmpty());
    }

    @Test
    void everyOperationHasANameOfItsOwnAndSaysWhatItDoes() throws Exception {
        Set<String> names = new TreeSet<>();
        eachOperation(
                (path, method, operation) -> {
                    assertTrue(names.add(operation.path("operationId").asText()), path);
                    assertFalse(operation.path("summary").asText().isBlank(), path);
                    assertTrue(operation.at("/responses/default").isObject(), path);
                });
        assertEquals("3.1.0", document.path("openapi").asText());
    }
}
