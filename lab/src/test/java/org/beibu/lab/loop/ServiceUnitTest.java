package org.beibu.lab.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceUnitTest {
    private static ServiceUnit unit(String... names) throws Exception {
        Path systemd = Path.of(System.getProperty("beibu.root"), "systemd");
        return ServiceUnit.read(List.of(names).stream().map(systemd::resolve).toArray(Path[]::new));
    }

    @Test
    void aDaemonGetsTheCapabilitiesOfItsUnitAndNoOthers() throws Exception {
        assertEquals(
                Set.of("net_raw", "net_bind_service"),
                unit("beibu-probe.service", "beibu-probe-active.conf").capabilities());
        assertEquals(Set.of(), unit("beibu-router-adapter.service").capabilities());
        assertTrue(
                unit("beibu-reflector.service")
                        .runAs(64914, 64910)
                        .containsAll(
                                List.of(
                                        "--bounding-set=-all,+net_bind_service",
                                        "--reuid=64914",
                                        "--no-new-privs")));
    }

    @Test
    void memoryIsThatOfTheUnit() throws Exception {
        assertEquals(
                List.of("-XX:SharedArchiveFile=/var/cache/beibu/beibu.jsa", "-Xmx512m"),
                unit("beibu-analyzer.service").jvmOptions());
    }

    @Test
    void everyDaemonHasAUserOfItsOwn() {
        assertEquals(
                Daemon.values().length,
                Set.of(Daemon.PROBE.user(), Daemon.ANALYZER.user(), Daemon.ADAPTER.user()).size());
    }

    @Test
    void namesOfLabsFitInterfacesAndNamespaces() {
        assertEquals("bl-main-", LabHome.of("main").prefix());
        assertThrows(IllegalArgumentException.class, () -> LabHome.of("../etc"));
    }

    @Test
    void aProcessThatIsStartedIsWrittenDownFoundAgainAndEnded(@TempDir Path folder)
            throws Exception {
        Processes processes = new Processes(folder.resolve("processes"), 60);
        processes.start("sleeper", folder.resolve("log"), List.of("sleep", "50"));
        Processes later = new Processes(folder.resolve("processes"), 60);

        assertTrue(later.running("sleeper").isPresent());
        later.end("sleeper");

        assertTrue(later.running("sleeper").isEmpty());
        assertEquals(1, later.all().size());
    }

    @Test
    void aProcessIdThatSomebodyElseHasNowIsLeftAlone() {
        ProcessHandle self = ProcessHandle.current();
        Processes.Entry other =
                new Processes.Entry("old", self.pid(), Processes.Entry.millis(self) - 60_000);

        assertTrue(other.handle().isEmpty());
    }
}
