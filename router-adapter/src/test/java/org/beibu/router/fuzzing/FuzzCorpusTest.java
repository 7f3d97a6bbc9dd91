package org.beibu.router.fuzzing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The corpus in the repository: kept up, small, and free of findings. */
class FuzzCorpusTest {
    private static final long MOST_OCTETS = 100_000;

    @Test
    void noInputOfTheCorpusBreaksAPromise() throws Exception {
        for (FuzzTarget target : FuzzTarget.all()) {
            List<Path> inputs = target.inputs();
            assertFalse(inputs.isEmpty(), target.name());
            for (Path input : inputs) {
                target.run(Files.readAllBytes(input));
            }
        }
    }

    /** {@code ./beibu refs} writes them. */
    @Test
    void seedsAreThoseThatTheirBuildersGive() throws IOException {
        for (FuzzTarget target : FuzzTarget.all()) {
            for (Map.Entry<String, byte[]> seed : target.seeds().entrySet()) {
                Path file = target.corpus().resolve("seed-" + seed.getKey());
                if (Boolean.getBoolean("beibu.refs")) {
                    Files.createDirectories(target.corpus());
                    Files.write(file, seed.getValue());
                } else {
                    assertArrayEquals(seed.getValue(), Files.readAllBytes(file), file.toString());
                }
            }
        }
    }

    @Test
    void theCorpusIsSmall() throws IOException {
        long octets = 0;
        for (FuzzTarget target : FuzzTarget.all()) {
            for (Path input : target.inputs()) {
                octets += Files.size(input);
            }
        }
        assertTrue(octets < MOST_OCTETS, octets + " octets");
    }
}
