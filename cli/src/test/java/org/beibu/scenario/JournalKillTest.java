package org.beibu.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.beibu.runtime.journal.JournalException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journal and ingest under kill -9, without capture: the promises that all commands build on. */
@Tag("scenario")
class JournalKillTest {
    private static final long TIMINGS = 400_000;

    @TempDir private Path directory;

    @Test
    void writerAndIngestInOneProcessLoseAndDoubleNothing() throws Exception {
        KillPlan plan = KillPlan.of("journal and ingest in one process", 6);
        long life = undisturbed();

        for (int round = 0; !plan.isFulfilled(); round++) {
            Path data = fresh("one-" + round);
            boolean ended = false;
            while (!ended) {
                try (ChildJvm child = child("both", data)) {
                    ended = survives(child, plan, life);
                }
            }
            assertWhole(data);
        }
    }

    @Test
    void writerAndIngestInTwoProcessesLoseAndDoubleNothing() throws Exception {
        KillPlan plan = KillPlan.of("writer and analyzer apart", 6);
        long life = undisturbed();

        for (int round = 0; !plan.isFulfilled(); round++) {
            Path data = fresh("two-" + round);
            ChildJvm writer = child("write", data);
            ChildJvm ingest = child("ingest", data);
            try {
                while (writer.isAlive() || ingest.isAlive()) {
                    ingest.endsWithin(plan.nextLifeNanos(life));
                    boolean both = plan.chance(3);
                    if (!plan.isFulfilled() && (both || plan.chance(2))) {
                        writer = restarted(writer, "write", data, plan);
                    }
                    if (!plan.isFulfilled() && ingest.isAlive()) {
                        ingest = restarted(ingest, "ingest", data, plan);
                    }
                }
                assertEquals(0, writer.exitCode(), writer.lastWords());
                assertEquals(0, ingest.exitCode(), ingest.lastWords());
            } finally {
                writer.close();
                ingest.close();
            }
            assertWhole(data);
        }
    }

    /** How long a child lives that nobody kills. */
    private long undisturbed() throws IOException, JournalException {
        Path data = fresh("undisturbed");
        long start = System.nanoTime();
        try (ChildJvm child = child("both", data)) {
            assertEquals(0, child.exitCode(), child.lastWords());
        }
        long life = System.nanoTime() - start;
        assertWhole(data);
        return life;
    }

    /** Kills the child when its time has come; whether it ended before. */
    private static boolean survives(ChildJvm child, KillPlan plan, long life) throws IOException {
        long moment = plan.isFulfilled() ? Long.MAX_VALUE : plan.nextLifeNanos(life);
        if (plan.isFulfilled() || child.endsWithin(moment)) {
            assertEquals(0, child.exitCode(), child.lastWords());
            return true;
        }
        child.kill();
        plan.killed();
        return false;
    }

    private static ChildJvm restarted(ChildJvm child, String role, Path data, KillPlan plan)
            throws IOException {
        if (!child.isAlive()) {
            assertEquals(0, child.exitCode(), child.lastWords());
            return child;
        }
        child.kill();
        plan.killed();
        return child(role, data);
    }

    private static ChildJvm child(String role, Path data) throws IOException {
        return ChildJvm.start(
                data.resolve("log"),
                NumberedTimings.class.getName(),
                List.of(role, data.toString(), Long.toString(TIMINGS)));
    }

    private static void assertWhole(Path data) throws JournalException {
        JournalAudit audit = JournalAudit.of(data);
        assertEquals(List.of(), audit.breaks());
        assertEquals(TIMINGS, audit.lastSequences().getOrDefault(NumberedTimings.PROBE, 0L));
        assertEquals(NumberedTimings.truth(TIMINGS), audit.timings());
        assertEquals(NumberedTimings.truth(TIMINGS), JournalAudit.storeCounts(data));
        assertEquals(List.of(), JournalAudit.differences(data));
    }

    private Path fresh(String name) throws IOException {
        Path data = Files.createDirectory(directory.resolve(name));
        assertTrue(Files.isDirectory(data));
        return data;
    }
}
