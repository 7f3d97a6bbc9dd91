package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real rsyslog of Debian takes our messages apart by RFC 5424, over UDP and counted TCP. */
@Tag("interop")
@Timeout(120)
class SyslogReceiverTest {
    @TempDir Path directory;

    private String written() {
        try {
            Path file = directory.resolve("alerts.txt");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Alert alert(String route, String summary, Alert.State state) {
        return new Alert(
                "BeibuSloBurn",
                Map.of("route", route),
                Severity.CRITICAL,
                summary,
                state,
                1_795_305_600_000_000_000L,
                1_795_305_600_000_000_000L,
                state == Alert.State.RESOLVED ? 1_795_305_661_000_000_000L : 0);
    }

    @Test
    void rsyslogUnderstandsEveryMessageOverBothTransports() throws IOException {
        int port = ChildProcess.freePort();
        Files.writeString(
                directory.resolve("rsyslog.conf"),
                """
                global(workDirectory="%1$s" parser.escapeControlCharactersOnReceive="off")
                module(load="imudp")
                module(load="imtcp")
                module(load="mmpstrucdata")
                template(name="parts" type="string" string="%%syslogfacility-text%%|%%syslogseverity-text%%|%%hostname%%|%%app-name%%|%%msgid%%|%%timereported:::date-rfc3339%%|%%$!rfc5424-sd!beibu@32473!route%%|%%$!rfc5424-sd!beibu@32473!state%%|%%msg%%\\n")
                action(type="mmpstrucdata")
                action(type="omfile" file="%1$s/alerts.txt" template="parts")
                input(type="imudp" address="127.0.0.1" port="%2$d")
                input(type="imtcp" address="127.0.0.1" port="%2$d")
                """
                        .formatted(directory, port));
        SyslogMessage message = new SyslogMessage(16, "nn-edge", 4711);
        try (ChildProcess server =
                new ChildProcess(
                        directory,
                        "rsyslogd",
                        "rsyslog",
                        List.of(
                                "-n",
                                "-f",
                                directory.resolve("rsyslog.conf").toString(),
                                "-i",
                                directory.resolve("pid").toString()))) {
            server.start();
            SyslogReceiver tcp = receiver("tcp", port, message);
            server.await(
                    "a message over TCP",
                    () -> told(tcp, alert("SG-SIN", "first\nof two lines", Alert.State.FIRING)));
            SyslogReceiver udp = receiver("udp", port, message);
            udp.tell(List.of(alert("V]N", "over UDP 时延", Alert.State.RESOLVED)), 0);
            server.await("both messages", () -> written().contains("over UDP"));
        }

        List<String> lines = written().lines().toList();
        assertTrue(
                lines.get(0)
                        .matches(
                                "local0\\|crit\\|nn-edge\\|beibu\\|BeibuSloBurn\\|"
                                        + "2026-11-22T\\S+\\|SG-SIN\\|firing\\|.*firing: first"),
                lines.get(0));
        String last = lines.get(lines.size() - 1);
        assertTrue(last.contains("local0|notice|nn-edge|beibu|BeibuSloBurn|"), last);
        assertTrue(
                last.endsWith("|V]N|resolved|\uFEFFresolved: over UDP 时延")
                        || last.endsWith("resolved: over UDP 时延"),
                last);
    }

    private static SyslogReceiver receiver(String scheme, int port, SyslogMessage message) {
        return new SyslogReceiver(URI.create(scheme + "://127.0.0.1:" + port), message);
    }

    /** rsyslog may not listen yet; then telling fails. */
    private static boolean told(SyslogReceiver receiver, Alert alert) {
        try {
            receiver.tell(List.of(alert), 0);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void nobodyListeningIsAFailureOverTcp() throws IOException {
        SyslogReceiver nobody =
                receiver("tcp", ChildProcess.freePort(), new SyslogMessage(16, "nn", 1));

        assertEquals(false, told(nobody, alert("x", "y", Alert.State.FIRING)));
    }
}
