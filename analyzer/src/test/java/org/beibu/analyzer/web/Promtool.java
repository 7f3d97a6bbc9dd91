package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Prometheus' own tool says of metrics. */
public final class Promtool {
    private static final Path PROGRAM = Path.of("/usr/bin/promtool");

    private Promtool() {}

    /** Skips the test where it is missing. */
    public static void assume() {
        assumeTrue(
                Files.isExecutable(PROGRAM),
                "skipped: " + PROGRAM + " is missing (Debian package prometheus)");
    }

    /** It has nothing to complain about, be it an error or advice. */
    public static void assertIsContent(String text) throws IOException, InterruptedException {
        Process promtool =
                new ProcessBuilder(PROGRAM.toString(), "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (OutputStream in = promtool.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("", said);
        assertEquals(0, promtool.waitFor());
    }
}
