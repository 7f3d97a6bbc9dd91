package org.beibu.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.cli.doctor.Finding.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks on machines that are made up: a root, and what programs print. */
class DoctorTest {
    @TempDir Path root;
    private final Map<String, String> programs = new HashMap<>();

    private Machine machine() {
        return new Machine(
                root, command -> Optional.ofNullable(programs.get(String.join(" ", command))));
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void offloadsThatGluePacketsAreTurnedOffByOneSafeCommand() throws IOException {
        file("sys/class/net/mirror0/operstate", "up\n");
        programs.put(
                "ethtool -k mirror0",
                """
                Features for mirror0:
                rx-checksumming: on
                tcp-segmentation-offload: off
                generic-segmentation-offload: on [fixed]
                generic-receive-offload: on
                large-receive-offload: on
                """);

        List<Finding> found = CardChecks.all(machine(), "mirror0");

        assertEquals(State.OK, found.get(0).state());
        assertEquals(State.WARN, found.get(1).state());
        assertEquals(
                List.of("ethtool", "-K", "mirror0", "gro", "off", "lro", "off"),
                found.get(1).remedy());
        assertTrue(found.get(1).safe());
    }

    @Test
    void aRingThatIsNotFullIsNamedButNeverChangedUnasked() throws IOException {
        file("sys/class/net/mirror0/operstate", "up\n");
        programs.put("ethtool -k mirror0", "generic-receive-offload: off\n");
        programs.put(
                "ethtool -g mirror0",
                """
                Pre-set maximums:
                RX:             4096
                TX:             4096
                Current hardware settings:
                RX:             256
                TX:             256
                """);

        Finding ring = CardChecks.all(machine(), "mirror0").get(2);

        assertEquals(State.WARN, ring.state());
        assertEquals(List.of("ethtool", "-G", "mirror0", "rx", "4096"), ring.remedy());
        assertFalse(ring.safe());
    }

    @Test
    void aCardThatIsMissingOrDownFails() throws IOException {
        assertEquals(State.FAIL, CardChecks.all(machine(), "none0").get(0).state());
        file("sys/class/net/mirror0/operstate", "down\n");
        assertEquals(State.FAIL, CardChecks.all(machine(), "mirror0").get(0).state());
    }

    @Test
    void theRightToCaptureIsReadFromTheEffectiveSet() throws IOException {
        file("proc/self/status", "Name:\tjava\nCapEff:\t0000000000002000\n");
        assertEquals(State.OK, HostChecks.capabilities(machine()).state());
        file("proc/self/status", "Name:\tjava\nCapEff:\t0000000000001000\n");
        assertEquals(State.WARN, HostChecks.capabilities(machine()).state());
    }

    @Test
    void aClockThatNobodyKeepsFails() {
        String question = "timedatectl show -p NTPSynchronized --value";
        assertEquals(State.WARN, HostChecks.clock(machine()).state());
        programs.put(question, "no\n");
        assertEquals(State.FAIL, HostChecks.clock(machine()).state());
        programs.put(question, "yes\n");
        assertEquals(State.OK, HostChecks.clock(machine()).state());
    }

    @Test
    void smallKernelBuffersAndSlowGovernorsAreNamed() throws IOException {
        file("proc/sys/net/core/rmem_max", "212992\n");
        file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");

        assertEquals(
                "sysctl -w net.core.rmem_max=4194304",
                String.join(" ", HostChecks.buffers(machine()).remedy()));
        assertEquals(State.WARN, HostChecks.governor(machine()).state());

        file("proc/sys/net/core/rmem_max", "8388608\n");
        file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        assertEquals(State.OK, HostChecks.buffers(machine()).state());
        assertEquals(State.OK, HostChecks.governor(machine()).state());
    }

    @Test
    void anOldJavaFailsAndAPackageWithoutClassArchiveIsSlow() throws IOException {
        assertEquals(State.FAIL, HostChecks.java(11, machine()).state());
        assertEquals(State.OK, HostChecks.java(17, machine()).state());
        file("usr/share/beibu/beibu.jar", "");
        assertEquals(State.WARN, HostChecks.java(17, machine()).state());
    }

    @Test
    void aFullDiskFailsBeforeTheJournalStops() {
        long free = root.toFile().getUsableSpace();

        assertEquals(State.FAIL, DataChecks.room(root, free * 2).state());
        assertEquals(State.WARN, DataChecks.room(root, (long) (free * 0.7)).state());
        assertEquals(State.OK, DataChecks.room(root, 1).state());
    }

    @Test
    void aJournalThatIsNotWrittenAnyMoreIsSilent() throws IOException {
        assertEquals(State.WARN, DataChecks.journal(root, Instant.EPOCH).state());
        file("20261122-1200T.cq4", "");
        Instant written = Files.getLastModifiedTime(root.resolve("20261122-1200T.cq4")).toInstant();

        assertEquals(State.OK, DataChecks.journal(root, written.plusSeconds(60)).state());
        assertEquals(State.WARN, DataChecks.journal(root, written.plusSeconds(3600)).state());
    }

    @Test
    void aDamagedStoreFailsAndAMissingOneOnlyWaits() throws IOException {
        assertEquals(State.WARN, DataChecks.store(root.resolve("none.sqlite")).state());
        file("garbled.sqlite", "not a database at all, but long enough to look at ".repeat(50));

        Finding found = DataChecks.store(root.resolve("garbled.sqlite"));

        assertEquals(State.FAIL, found.state());
        assertEquals("beibu", found.remedy().get(0));
    }

    @Test
    void aPortThatSomebodyElseHasFailsAndAFreeOneWaitsForTheAnalyzer() throws IOException {
        int free;
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            free = other.getLocalPort();
            Thread hangUp = new Thread(() -> hangUp(other), "not-an-analyzer");
            hangUp.start();
            assertEquals(State.FAIL, AnswerChecks.page("127.0.0.1", free).state());
        }
        assertEquals(State.WARN, AnswerChecks.page("127.0.0.1", free).state());
    }

    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            // the test has closed it
        }
    }

    @Test
    void anInfluxThatDoesNotAnswerFailsOnlyWhereOneIsWanted() {
        assertEquals(State.OK, AnswerChecks.influx("").state());
        assertEquals(State.FAIL, AnswerChecks.influx("http://127.0.0.1:1").state());
        assertEquals(State.FAIL, AnswerChecks.influx("nonsense").state());
    }

    @Test
    void sessionsAreCountedInWhatTheAdapterTells() {
        String one = "{\"sessions\":[{\"phase\":\"Established\"},{\"phase\":\"Idle\"}]}";

        assertEquals(State.OK, AnswerChecks.sessions(0, "").state());
        assertEquals(State.FAIL, AnswerChecks.sessions(1, "").state());
        assertEquals(State.FAIL, AnswerChecks.sessions(2, one).state());
        assertEquals(State.OK, AnswerChecks.sessions(1, one).state());
    }
}
