package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** {@code beibu rtt} on an interface of the test's own, which only root may make. */
@Tag("interop")
@ResourceLock(Resources.SYSTEM_OUT)
class RttInterfaceTest {
    private static final String NAME = "bbr" + ProcessHandle.current().pid() % 1_000_000;

    @BeforeEach
    void makeInterface() throws Exception {
        boolean made =
                Files.isExecutable(Path.of("/usr/sbin/ip"))
                        && ip("link", "add", NAME, "type", "veth") == 0;
        assumeTrue(made, "no interface can be made: not root, or iproute2 is missing");
        assertEquals(0, ip("link", "set", NAME, "up"));
    }

    @AfterEach
    void removeInterface() throws Exception {
        if (Files.exists(Path.of("/sys/class/net", NAME))) {
            ip("link", "delete", NAME);
        }
    }

    private static int ip(String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 1];
        command[0] = "/usr/sbin/ip";
        System.arraycopy(words, 0, command, 1, words.length);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Waits until the run has begun, then takes its interface away. */
    private static int takeAway(ByteArrayOutputStream out) {
        long start = System.nanoTime();
        while (out.size() == 0) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20), "not begun");
            LockSupport.parkNanos(1_000_000);
        }
        try {
            return ip("link", "delete", NAME);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Timeout(60)
    void anInterfaceThatGoesAwayEndsTheRunAsAFailureAndInOrder() {
        StringWriter talk = new StringWriter();
        CommandLine command =
                Beibu.commandLine(new FailureReport(false)).setErr(new PrintWriter(talk, true));
        command.getSubcommands().values().forEach(c -> c.setErr(new PrintWriter(talk, true)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, false, UTF_8));
        int code;
        try {
            CompletableFuture<Integer> gone = CompletableFuture.supplyAsync(() -> takeAway(out));
            code = command.execute("rtt", "--interface", NAME, "--verbose", "--duration", "30s");
            System.out.flush();
            assertEquals(0, gone.join());
        } finally {
            System.setOut(before);
        }

        assertEquals(ExitCode.FAILURE, code, talk.toString());
        assertTrue(talk.toString().startsWith("beibu: " + NAME), talk.toString());
        assertTrue(talk.toString().contains("skipped packets:"), talk.toString());
    }
}
