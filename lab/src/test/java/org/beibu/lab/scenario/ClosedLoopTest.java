package org.beibu.lab.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.beibu.lab.loop.BureauLab;
import org.beibu.lab.loop.LabHome;
import org.beibu.lab.loop.Obstacles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short set of the lab: real routers, real daemons, judged by an independent ping. */
@Tag("interop")
class ClosedLoopTest {
    private static final int ENDS_BY_ITSELF_SECONDS = 300;

    @TempDir Path results;

    @ParameterizedTest
    @ValueSource(strings = {"override-blackhole", "adapter-dies"})
    void aScenarioPasses(String name) throws Exception {
        Optional<String> obstacle = Obstacles.first();
        assumeTrue(obstacle.isEmpty(), "the lab cannot stand here: " + obstacle.orElse(""));
        Path root = Path.of(System.getProperty("beibu.root"));
        assumeTrue(
                Files.exists(root.resolve("cli/target/beibu.jar")),
                "no packaged build for the lab: ./beibu build");
        String lab = "t" + ProcessHandle.current().pid();
        BureauLab bureau = new BureauLab(LabHome.of(lab), root, ENDS_BY_ITSELF_SECONDS);
        try {
            Verdict verdict =
                    new ScenarioRunner(bureau, results).run(Scenarios.of(name).orElseThrow());

            assertTrue(verdict.passed(), verdict.sentence());
            assertTrue(Files.size(results.resolve(name + ".svg")) > 10_000, "no picture");
        } finally {
            bureau.down();
        }
    }
}
