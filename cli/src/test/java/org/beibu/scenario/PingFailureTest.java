package org.beibu.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ping that cannot begin, with the hooks that run when its process ends. */
@Tag("scenario")
class PingFailureTest {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir Path folder = Path.of("");

    @Test
    void whatCannotBeginEndsWithOneLineAndWithoutWaiting() throws Exception {
        Path log = folder.resolve("ping.txt");
        List<String> arguments = List.of("ping", "127.0.0.1", "--source", "192.0.2.9");
        try (ChildJvm ping = ChildJvm.start(log, "org.beibu.cli.Beibu", arguments)) {
            assertTrue(ping.endsWithin(LONGEST_NANOS), ping.lastWords());

            assertEquals(1, ping.exitCode());
            assertEquals(
                    "beibu: cannot use 192.0.2.9: this machine does not have the address",
                    ping.lastWords());
        }
    }
}
