package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.beibu.analyzer.slo.SloState;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

/** The page's files, held against one another. */
class PageTextsTest {
    private static final String VENDORED = "uPlot.iife.min.js";

    /** Every module of the page; what is vendored has a name with dots in it. */
    private static final List<String> SCRIPTS = scripts();

    private static List<String> scripts() {
        try (Stream<Path> files =
                Files.list(
                        Path.of(System.getProperty("beibu.root", ".."))
                                .resolve(
                                        "dashboards/src/main/resources/org/beibu/dashboards/page"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[a-z0-9-]+\\.js"))
                    .map(name -> name.replace(".js", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("the page's folder", e);
        }
    }

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

    /** All that a browser gets, as it is sent, when it opens every view. */
    @Test
    void scriptsStayUnderSixtyKilobytesCompressed() throws IOException {
        byte[] joined = PageScript.of("app", name -> read(name).getBytes(StandardCharsets.UTF_8));

        int own = compressed(joined);
        int charts = compressed(read(VENDORED).getBytes(StandardCharsets.UTF_8));

        assertTrue(own + charts < 60_000, "own " + own + " + uPlot " + charts + " octets");
    }

    private static int compressed(byte[] octets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            zipped.write(octets);
        }
        return out.size();
    }

    @Test
    void vendoredChartsAreTheFileThatWasPublished() throws NoSuchAlgorithmException {
        byte[] octets = read(VENDORED).getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);

        assertEquals(
                "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
                HexFormat.of().formatHex(digest));
        assertTrue(read("uPlot.LICENSE.txt").startsWith("The MIT License"));
    }

    @Test
    void joinedModulesKeepTheirScopesAndLoseOnlyCommentsAndIndentation() {
        Map<String, byte[]> files =
                Map.of(
                        "app.js",
                        octets(
                                """
                                // first
                                import { a as b } from './one.js';
                                import * as two from './two-x.js';
                                  b(two.c);
                                """),
                        "one.js",
                        octets(
                                """
                                import { c } from './two-x.js';
                                /** A.
                                 * doc */
                                export function a() {
                                  return c
                                  * 2;
                                }
                                """),
                        "two-x.js",
                        octets("export const c = 1;\n"));

        byte[] joined = PageScript.of("app", name -> Objects.requireNonNull(files.get(name)));

        assertEquals(
                """
                const M = {};
                M.two_x = (() => {
                const c = 1;
                return { c };
                })();
                M.one = (() => {
                const { c } = M.two_x;
                function a() {
                return c
                * 2;
                }
                return { a };
                })();
                const { a: b } = M.one;
                const two = M.two_x;
                b(two.c);
                """,
                new String(joined, StandardCharsets.UTF_8));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nothingOfAModuleIsLeftOutOfTheJoinedScript() {
        byte[] joined = PageScript.of("app", name -> read(name).getBytes(StandardCharsets.UTF_8));
        String text = new String(joined, StandardCharsets.UTF_8);

        assertFalse(Pattern.compile("(?m)^(import|export) ").matcher(text).find());
        for (String script : SCRIPTS) {
            assertTrue(
                    script.equals("app") || text.contains("M." + script.replace('-', '_') + " = "),
                    script + " is not used by the page");
        }
    }
}
