package org.beibu.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.cli.Beibu;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.runtime.journal.JournalException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code beibu import} under kill -9: run again until it ends, it has counted every timing once.
 */
@Tag("scenario")
class ImportKillTest {
    private static final long PACKETS = 80_000;

    @TempDir private Path directory;
    private SimulatedInput input;
    private Path config;
    private List<Path> captures;

    @BeforeEach
    void simulate() throws IOException {
        input = new SimulatedInput(directory);
        config = input.config();
        captures = List.of(input.browsing(1, PACKETS), input.browsing(2, PACKETS));
    }

    @Test
    void anImportThatIsKilledAndRunAgainCountsEveryTimingOnce() throws Exception {
        KillPlan plan = KillPlan.of("import", 12);
        Path undisturbed = fresh("undisturbed");
        long start = System.nanoTime();
        try (ChildJvm child = importing(undisturbed)) {
            assertEquals(0, child.exitCode(), child.lastWords());
        }
        long life = System.nanoTime() - start;
        Map<Series, Long> expected = JournalAudit.storeCounts(undisturbed);
        assertEquals(input.handshakes(captures), handshakes(expected));

        for (int round = 0; !plan.isFulfilled(); round++) {
            Path data = fresh("killed-" + round);
            importUntilDone(data, plan, life);

            assertWhole(data, expected);
            importUntilDone(data, plan, 0);
            assertWhole(data, expected);
        }
    }

    /** Imports again and again until one comes to its end; a life of 0 kills nobody. */
    private void importUntilDone(Path data, KillPlan plan, long life) throws IOException {
        boolean ended = false;
        while (!ended) {
            try (ChildJvm child = importing(data)) {
                ended =
                        life == 0
                                || plan.isFulfilled()
                                || child.endsWithin(plan.nextLifeNanos(life));
                if (ended) {
                    assertEquals(0, child.exitCode(), child.lastWords());
                } else {
                    child.kill();
                    plan.killed();
                }
            }
        }
    }

    private static void assertWhole(Path data, Map<Series, Long> expected) throws JournalException {
        JournalAudit audit = JournalAudit.of(data);
        assertEquals(List.of(), audit.breaks());
        assertEquals(expected, audit.timings());
        assertEquals(expected, JournalAudit.storeCounts(data));
        assertEquals(List.of(), JournalAudit.differences(data));
    }

    private ChildJvm importing(Path data) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("import"));
        captures.forEach(capture -> arguments.add(capture.toString()));
        arguments.addAll(List.of("--config", config.toString(), "--data", data.toString()));
        return ChildJvm.start(data.resolve("log"), Beibu.class.getName(), arguments);
    }

    private Path fresh(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    /** The unambiguous handshake halves over all exits, which is what the truth tells of. */
    private static Map<String, Long> handshakes(Map<Series, Long> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach(
                (series, count) -> {
                    if (series.method() == Method.HANDSHAKE
                            && series.qualityClass() == QualityClass.CLEAN) {
                        String name = " " + series.method() + " " + series.metric();
                        sums.merge(series.path().routeId() + name, count, Long::sum);
                    }
                });
        return sums;
    }
}
