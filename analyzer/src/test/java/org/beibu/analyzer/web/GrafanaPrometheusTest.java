package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.grafana.Board;
import org.beibu.analyzer.grafana.BoardJson;
import org.beibu.analyzer.grafana.Boards;
import org.beibu.analyzer.grafana.Language;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query of the Prometheus dashboards, run by a real Prometheus that scrapes a bureau. */
@Tag("interop")
class GrafanaPrometheusTest {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final PathId HANOI = new PathId("VN-HAN", "gz-1");

    private final FullBureau bureau = new FullBureau();
    private final WebServer server = bureau.server();
    private int moment;

    @TempDir private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyPanelAndEveryVariableHasData() throws Exception {
        server.start();
        try (PrometheusProcess prometheus = new PrometheusProcess(directory, server)) {
            Set<String> open = queries();
            assertTrue(open.size() >= 20, open::toString);
            long deadline = System.nanoTime() + DEADLINE_NANOS;
            while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
                goOn();
                for (String query : Set.copyOf(open)) {
                    if (hasNumber(prometheus.values(query))) {
                        open.remove(query);
                    }
                }
                LockSupport.parkNanos(100_000_000);
            }
            assertEquals(Set.of(), open);
        }
    }

    private static Set<String> queries() throws IOException {
        Set<String> queries = new TreeSet<>();
        for (Board board : Boards.in(Language.PROMQL)) {
            JsonNode json = new ObjectMapper().readTree(BoardJson.text(board, Language.PROMQL));
            for (JsonNode panel : json.path("panels")) {
                queries.add(
                        panel.at("/targets/0/expr")
                                .asText()
                                .replaceAll("\\$(route|exit|method)", ".*")
                                .replace("$__rate_interval", "4s"));
            }
            for (JsonNode variable : json.at("/templating/list")) {
                String text = variable.path("definition").asText();
                if (!text.isEmpty()) {
                    String[] words = text.split("[(), ]+");
                    queries.add("count by (" + words[2] + ") (" + words[1] + ")");
                }
            }
        }
        return queries;
    }

    /** The bureau measures on, so that rates are of something. */
    private void goOn() {
        moment++;
        Series stamp = new Series(HANOI, Method.STAMP, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
        long then = FullBureau.NOW - (100 - moment % 90) * FullBureau.SECOND;
        for (int i = 0; i < 20; i++) {
            bureau.store.record(stamp, then, 5_000_000 + i * 10_000L);
        }
        bureau.losses.record(
                new LossSeries(HANOI, Method.STAMP, Metric.FAR_ROUND_TRIP),
                then,
                new LossCounts(60, 3, 0, 0, 0));
    }

    private static boolean hasNumber(List<String> values) {
        return values.stream().anyMatch(value -> !value.isEmpty() && !value.equals("NaN"));
    }
}
