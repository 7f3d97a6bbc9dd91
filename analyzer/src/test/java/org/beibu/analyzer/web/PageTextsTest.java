package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beibu.analyzer.slo.SloState;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

/** The page's files, held against one another. */
class PageTextsTest {
    private static final List<String> SCRIPTS =
            List.of(
                    "announcer",
                    "app",
                    "band-chart",
                    "compass",
                    "detail",
                    "dom",
                    "exits",
                    "happened",
                    "help",
                    "i18n",
                    "kinds",
                    "levels",
                    "model",
                    "sentence",
                    "series-table",
                    "sparkline",
                    "stream",
                    "table",
                    "view");

    private static String read(String name) {
        try (InputStream in =
                PageTextsTest.class.getResourceAsStream("/org/beibu/dashboards/page/" + name)) {
            if (in == null) {
                throw new AssertionError("missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static Set<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndPlaceholders() {
        JsonObject english = new JsonObject(read("en.json"));
        JsonObject chinese = new JsonObject(read("zh-CN.json"));

        assertEquals(new TreeSet<>(english.fieldNames()), new TreeSet<>(chinese.fieldNames()));
        for (String key : english.fieldNames()) {
            assertEquals(
                    matches("\\{(\\w+)\\}", english.getString(key)),
                    matches("\\{(\\w+)\\}", chinese.getString(key)),
                    key);
        }
    }

    @Test
    void everyTextThatThePageNamesExists() {
        Set<String> keys = new JsonObject(read("en.json")).fieldNames();
        Set<String> named =
                matches("data-(?:text|label|placeholder)=\"([^\"]+)\"", read("index.html"));
        for (String script : SCRIPTS) {
            named.addAll(matches("i18n\\.text\\('([^']+)'", read(script + ".js")));
        }

        assertTrue(named.size() > 50, "the pattern finds the keys");
        for (String key : named) {
            assertTrue(keys.contains(key), key);
        }
        for (Method method : Method.values()) {
            assertTrue(keys.contains("method." + method), method.toString());
            assertTrue(keys.contains("method." + method + ".title"), method.toString());
        }
        for (QualityClass quality : QualityClass.values()) {
            assertTrue(keys.contains("class." + quality), quality.toString());
            assertTrue(keys.contains("class." + quality + ".title"), quality.toString());
        }
        for (SloState state : SloState.values()) {
            assertTrue(keys.contains("slo.state." + state), state.toString());
        }
        for (SloTarget target : SloTarget.DEFAULTS) {
            assertTrue(keys.contains("slo.class." + target.name()), target.name());
        }
        for (AseanRoute route : Catalogue.bundled().routes()) {
            assertTrue(keys.contains("route." + route.id()), route.id());
        }
    }

    @Test
    void scriptsParseNoHtmlAndNameNoOtherHost() {
        for (String script : SCRIPTS) {
            String text = read(script + ".js");
            assertFalse(
                    Pattern.compile(
                                    "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(")
                            .matcher(text)
                            .find(),
                    script);
            assertFalse(
                    text.replace("http://www.w3.org/2000/svg", "").matches("(?s).*https?://.*"),
                    script);
        }
        String html = read("index.html");
        assertFalse(html.contains("style="), "inline style is forbidden by the policy");
        assertFalse(html.matches("(?s).*<script(?![^>]*src=).*"), "inline script is forbidden");
    }

    @Test
    void sampleCountsThatAreEnoughStandInOnePlace() {
        assertEquals(
                List.of("model"),
                SCRIPTS.stream().filter(s -> read(s + ".js").contains("ENOUGH = ")).toList());
    }

    @Test
    void everyImportIsAFileOfThePage() {
        for (String script : SCRIPTS) {
            for (String imported : matches("from '\\./([^']+)'", read(script + ".js"))) {
                assertFalse(read(imported).isEmpty());
            }
        }
    }
}
