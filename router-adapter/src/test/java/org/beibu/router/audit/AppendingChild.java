package org.beibu.router.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own that appends to the steering log for ever and tells each number on standard
 * output once it is appended. For tests that kill it.
 */
final class AppendingChild {
    private AppendingChild() {}

    public static void main(String[] args) throws AuditException {
        try (AuditLog log = new AuditLog(Path.of(args[0]))) {
            log.start();
            while (!System.out.checkError()) {
                log.append(AuditLogTest.event("to be killed"));
                System.out.println(log.sequence());
            }
        }
    }

    static Process start(Path directory) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of(System.getProperty("beibu.root"), "systemd", "jvm.options"),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingChild.class.getName(),
                        directory.toString());
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
