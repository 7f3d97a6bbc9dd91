package org.beibu.lab.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.beibu.lab.rig.RigPlan;
import org.beibu.lab.rig.WireRig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code beibu rtt} against the wire: real hosts, a wire with 16 delays and 0.5 % loss, both ends
 * recorded, once with TCP timestamps and once without.
 *
 * <p>The bounds are those of the project, but for the median and p99 of all samples, which hold the
 * clients' time to answer and so depend on what else the machine does. The shares have the
 * allowance of {@link AccuracyGoals} for the size of the run.
 */
@Tag("interop")
@Timeout(180)
class WireTruthTest {
    private static final AccuracyGoals BOUNDS = new AccuracyGoals(15_000, 5_000_000);
    private static final double YIELD = 0.97;

    @TempDir static Path folder;
    private static final List<Run> RUNS = new ArrayList<>();

    /** What one run of the rig gave. */
    private record Run(WireTruth truth, List<WirePacket> atServer, Path table) {
        Judgement judge(ReferenceTimer.Resends rule) {
            return new Judgement(truth, ReferenceTimer.time(atServer, rule));
        }
    }

    @BeforeAll
    static void runTheRig() throws Exception {
        Optional<String> obstacle = WireRig.obstacle();
        assumeTrue(obstacle.isEmpty(), "wire-truth rig: " + obstacle.orElse(""));
        RUNS.add(run(RigPlan.of(true, 6, 2), folder.resolve("timestamps")));
        RUNS.add(run(RigPlan.of(false, 3, 1), folder.resolve("no-timestamps")));
    }

    private static Run run(RigPlan plan, Path where) throws Exception {
        WireRig rig = new WireRig(plan, where);
        WireRig.Outcome outcome = rig.run();
        assertEquals(0, outcome.droppedByKernel(), "packets missing in the recordings");
        Path table = where.resolve("rtt.tsv");
        beibu(table, "rtt", rig.serverCapture().toString());
        return new Run(
                WireTruth.of(rig.clientCapture(), rig.serverCapture()),
                WireCapture.read(rig.serverCapture()),
                table);
    }

    /** The program as it is shipped, in a process of its own. */
    private static void beibu(Path out, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of(System.getProperty("beibu.root"), "systemd", "jvm.options"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("org.beibu.cli.Beibu");
        command.addAll(List.of(words));
        Path talk = out.resolveSibling("rtt.log");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(talk.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "beibu rtt still runs");
            assertEquals(0, process.exitValue(), Files.readString(talk));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void everySampleAgreesWithTheWire() throws IOException {
        for (Run run : RUNS) {
            Judgement judgement = Judgement.of(run.truth(), run.table());

            assertEquals(List.of(), BOUNDS.missed(judgement), judgement.table());
            assertTrue(
                    judgement.unknown() <= judgement.all().count() / 1000,
                    judgement.unknown() + " samples name packets that are not on the wire");
        }
    }

    @Test
    void hardlyAnUnambiguousAnswerIsLeftOut() throws IOException {
        for (Run run : RUNS) {
            Judgement ours = Judgement.of(run.truth(), run.table());
            int byUs = ours.ofMethod("handshake").count() + ours.ofMethod("data-ack").count();
            int wanted = run.judge(ReferenceTimer.Resends.KARN).all().count();

            assertTrue(byUs >= YIELD * wanted, byUs + " of " + wanted);
        }
    }

    @Test
    void theJudgeAcceptsATimerThatIsRight() {
        for (Run run : RUNS) {
            Judgement right = run.judge(ReferenceTimer.Resends.KARN);

            assertEquals(List.of(), BOUNDS.missed(right), right.table());
            assertTrue(right.all().count() > 3_000, right.table());
        }
    }

    @Test
    void theJudgeRefusesATimerThatCountsFromTheFirstTransmission() {
        Judgement wrong = longestRun().judge(ReferenceTimer.Resends.FIRST);

        assertFalse(BOUNDS.missed(wrong).isEmpty(), wrong.table());
    }

    @Test
    void theJudgeRefusesATimerThatCountsFromTheLastTransmission() {
        Judgement wrong = longestRun().judge(ReferenceTimer.Resends.LAST);

        assertTrue(wrong.all().belowTruth() > 0, wrong.table());
    }

    /** Resends are rare, so the shorter run may hold too few of them to convict a timer. */
    private static Run longestRun() {
        return RUNS.get(0);
    }
}
