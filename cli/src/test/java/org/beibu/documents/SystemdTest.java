package org.beibu.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SystemdTest {
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

    private static List<Path> units() throws IOException {
        try (Stream<Path> files = Files.list(Repository.path("systemd"))) {
            List<Path> units =
                    files.filter(file -> file.toString().endsWith(".service")).sorted().toList();
            assertFalse(units.isEmpty());
            return units;
        }
    }

    private static void analyze(String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(ANALYZE), "no systemd-analyze: package systemd");
        List<String> command = new ArrayList<>(List.of(ANALYZE.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
    }

    @Test
    @Tag("interop")
    void exposureOfEveryUnitIsWithinWhatIsPromised() throws Exception {
        Map<String, Integer> tenths = Map.of("analyzer", 12, "router-adapter", 12, "probe", 18);
        for (Path unit : units()) {
            String daemon = unit.getFileName().toString().replaceAll("^beibu-|\\.service$", "");
            String threshold = "--threshold=" + tenths.getOrDefault(daemon, 20);
            analyze("security", "--offline=yes", "--no-pager", threshold, unit.toString());
        }
    }

    @Test
    void everyDaemonSaysThatItIsReadyAndAliveAndHasAUserOfItsOwn() throws IOException {
        String accounts = Repository.read("systemd/beibu.sysusers");
        Set<String> users = new HashSet<>();
        for (Path unit : daemons()) {
            String text = Files.readString(unit);
            assertTrue(text.contains("Type=notify\nNotifyAccess=main\n"), unit::toString);
            assertTrue(text.contains("WatchdogSec="), unit::toString);
            String user = text.replaceAll("(?s).*\nUser=(\\S+)\n.*", "$1");
            assertTrue(users.add(user), user);
            assertTrue(accounts.contains("\nu " + user + " - "), user);
            assertTrue(accounts.contains("\nm " + user + " beibu\n"), user);
        }
    }

    private static List<Path> daemons() throws IOException {
        return units().stream().filter(unit -> !unit.toString().contains("report")).toList();
    }

    @Test
    void everyPathThatAUnitMayWriteIsMadeByTmpfiles() throws IOException {
        String made = Repository.read("systemd/beibu.tmpfiles");
        for (Path unit : units()) {
            for (String line : Files.readAllLines(unit)) {
                if (line.startsWith("ReadWritePaths=")) {
                    for (String path : line.substring("ReadWritePaths=".length()).split(" ")) {
                        assertTrue(made.contains("\nd " + path + " "), unit + ": " + path);
                    }
                }
            }
        }
    }

    @Test
    void onlyTheAdapterIsNeverReloadedSinceThatWouldEndItsSessions() throws IOException {
        for (Path unit : daemons()) {
            boolean adapter = unit.toString().contains("router-adapter");
            assertEquals(
                    !adapter, Files.readString(unit).contains("\nExecReload="), unit::toString);
        }
    }

    @Test
    @Tag("interop")
    void everyUnitIsUnderstoodBySystemd() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/java")), "no /usr/bin/java");
        for (Path unit : units()) {
            analyze("verify", unit.toString());
        }
    }

    @Test
    void unitsReadTheOnePlaceOfJvmOptions() throws IOException {
        for (Path unit : units()) {
            String text = Files.readString(unit);
            assertTrue(text.contains("java @/usr/share/beibu/jvm.options "), unit::toString);
            assertFalse(text.contains("--add-"), unit::toString);
            assertTrue(text.contains("RestartPreventExitStatus=78"), unit::toString);
        }
    }

    @Test
    void probeMayOnlyCaptureAndAnalyzerMayNothing() throws IOException {
        String probe = Repository.read("systemd/beibu-probe.service");
        String analyzer = Repository.read("systemd/beibu-analyzer.service");

        assertTrue(probe.contains("CapabilityBoundingSet=CAP_NET_RAW\n"));
        assertTrue(probe.contains("IPAddressAllow=localhost\n"), "probe.admin.listen");
        assertTrue(analyzer.contains("CapabilityBoundingSet=\n"));
    }

    @Test
    void reflectorMayOnlyTakeALowPortAndReadTheClock() throws IOException {
        String reflector = Repository.read("systemd/beibu-reflector.service");

        assertTrue(reflector.contains("CapabilityBoundingSet=CAP_NET_BIND_SERVICE\n"));
        assertTrue(reflector.contains("SystemCallFilter=adjtimex\n"));
        assertFalse(reflector.contains("ProtectClock=yes"));
    }
}
