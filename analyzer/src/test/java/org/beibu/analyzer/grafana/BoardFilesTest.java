package org.beibu.analyzer.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of dashboards/grafana are those of the model, and what Grafana wants of them. */
class BoardFilesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("beibu.root", "."), "dashboards/grafana");

    private static Map<String, String> expected() {
        Map<String, String> files = new TreeMap<>();
        for (Language language : Language.values()) {
            for (Board board : Boards.in(language)) {
                files.put(language + "/" + board.name() + ".json", BoardJson.text(board, language));
            }
        }
        return files;
    }

    @Test
    void filesAreThoseOfTheModel() throws IOException {
        if (Boolean.getBoolean("beibu.refs")) {
            for (Map.Entry<String, String> file : expected().entrySet()) {
                Path path = FOLDER.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
                found.put(FOLDER.relativize(file).toString(), Files.readString(file));
            }
        }
        assertEquals(expected(), found, "./beibu refs writes them anew");
    }

    private static List<JsonNode> boards(Language language) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> boards = new ArrayList<>();
        for (Board board : Boards.in(language)) {
            boards.add(json.readTree(BoardJson.text(board, language)));
        }
        return boards;
    }

    @ParameterizedTest
    @EnumSource
    void panelsHaveTitleDescriptionUnitAndAPlaceOfTheirOwn(Language language) throws IOException {
        Set<String> uids = new HashSet<>();
        for (JsonNode board : boards(language)) {
            assertTrue(uids.add(board.path("uid").asText()));
            assertTrue(board.path("uid").asText().length() <= 40);
            Set<String> taken = new HashSet<>();
            Set<Integer> ids = new HashSet<>();
            for (JsonNode panel : board.path("panels")) {
                String name = board.path("uid").asText() + ": " + panel.path("title").asText();
                assertTrue(ids.add(panel.path("id").asInt()), name);
                assertFalse(panel.path("title").asText().isBlank(), name);
                assertFalse(panel.path("description").asText().isBlank(), name);
                assertFalse(panel.at("/fieldConfig/defaults/unit").asText().isBlank(), name);
                assertEquals("no data", panel.at("/fieldConfig/defaults/noValue").asText(), name);
                assertEquals("${datasource}", panel.at("/datasource/uid").asText(), name);
                JsonNode place = panel.path("gridPos");
                int right = place.path("x").asInt() + place.path("w").asInt();
                assertTrue(right <= 24, name);
                for (int x = place.path("x").asInt(); x < right; x++) {
                    for (int y = 0; y < place.path("h").asInt(); y++) {
                        assertTrue(taken.add(x + "," + (place.path("y").asInt() + y)), name);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyVariableOfAQueryIsOfTheDashboardOrOfGrafana(Language language) throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (JsonNode board : boards(language)) {
            Set<String> known = new HashSet<>(Set.of("timeFilter", "__interval"));
            known.addAll(Set.of("__rate_interval", "tag_route"));
            board.at("/templating/list").forEach(one -> known.add(one.path("name").asText()));
            for (JsonNode panel : board.path("panels")) {
                JsonNode target = panel.path("targets").path(0);
                String text = target.path("expr").asText() + target.path("query").asText();
                Pattern.compile("\\$\\{?([a-z_A-Z]+)")
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !known.contains(name))
                        .forEach(name -> wrong.add(board.path("uid").asText() + " " + name));
                assertFalse(
                        text.matches("(?s).*mean\\(\"p[0-9].*"), "a mean of percentiles: " + text);
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void theSamePanelAsksTheSameInEachLanguage() {
        Question loss =
                Boards.in(Language.FLUX).get(0).panels().stream()
                        .filter(panel -> panel.title().equals("Loss"))
                        .findFirst()
                        .orElseThrow()
                        .question();

        assertEquals(
                "SELECT sum(\"lost\") / sum(\"sent\") AS \"value\" FROM \"beibu_loss\""
                        + " WHERE \"resolution\" = '1m' AND \"metric\" = 'far'"
                        + " AND \"route\" =~ /^${route:regex}$/ AND \"exit\" =~ /^${exit:regex}$/"
                        + " AND \"method\" =~ /^${method:regex}$/ AND $timeFilter"
                        + " GROUP BY time($__interval), \"route\", \"exit\", \"method\" fill(none)",
                loss.text(Language.INFLUXQL));
        String flux = loss.text(Language.FLUX);
        assertTrue(flux.contains("r._field == \"lost\" or r._field == \"sent\""), flux);
        assertTrue(flux.contains("float(v: r.lost) / float(v: r.sent)"), flux);
        assertTrue(flux.contains("r.metric == \"far\""), flux);
        assertTrue(loss.promQl().contains("beibu_active_packets_lost_total{metric=\"far\""));
    }
}
