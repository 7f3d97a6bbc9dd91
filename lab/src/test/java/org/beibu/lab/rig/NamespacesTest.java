package org.beibu.lab.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("interop")
class NamespacesTest {
    @TempDir Path folder;

    @BeforeEach
    void onlyWhereTheRigRuns() {
        Optional<String> obstacle = WireRig.obstacle();
        assumeTrue(obstacle.isEmpty(), "wire-truth rig: " + obstacle.orElse(""));
    }

    private static boolean isThere(String namespace) {
        return Files.exists(Path.of("/run/netns", namespace));
    }

    @Test
    void theyAreGoneAfterUseEvenWhenSomethingFails() throws IOException {
        String a = "";
        try (Namespaces spaces = new Namespaces(folder.resolve("log"))) {
            a = spaces.a();
            assertTrue(isThere(a) && isThere(spaces.b()));
            LabProcess.run(folder.resolve("log"), "", Namespaces.inside(a, "false"));
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).endsWith("exit code 1"), e.toString());
        }

        assertFalse(a.isEmpty() || isThere(a), a);
    }

    @Test
    void whatAProcessThatIsGoneLeftBehindIsRemovedAndNothingElse() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        String stale = "beibu-lab-" + gone.pid() + "-b";
        String other = "beibu-test-" + ProcessHandle.current().pid();
        Path log = folder.resolve("log");
        LabProcess.run(log, "", List.of("ip", "netns", "add", stale));
        LabProcess.run(log, "", List.of("ip", "netns", "add", other));
        try (Namespaces spaces = new Namespaces(log)) {
            assertFalse(isThere(stale));
            assertTrue(isThere(other) && isThere(spaces.a()));
        } finally {
            LabProcess.run(log, "", List.of("ip", "netns", "delete", other));
        }
    }

    @Test
    void aProcessEndsWhenItsTimeIsUpOrTheRigIsClosed() throws IOException {
        LabProcess endless = LabProcess.start(folder.resolve("a"), 60, List.of("sleep", "60"));
        LabProcess limited = LabProcess.start(folder.resolve("b"), 1, List.of("sleep", "60"));

        endless.close();
        assertFalse(endless.isAlive());
        String message = "";
        try {
            limited.await(20);
        } catch (IOException e) {
            message = String.valueOf(e.getMessage());
        }
        assertEquals("sleep 60: exit code 124", message);
    }
}
