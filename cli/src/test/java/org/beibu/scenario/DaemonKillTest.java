package org.beibu.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.runtime.journal.JournalException;
import org.beibu.scenario.TwoDaemons.Role;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Probe and analyzer as two daemons, one of them or both killed while packets keep coming: the
 * store holds what the journal holds, and how long it takes until the page is live again is told.
 *
 * <p>{@code -Dbeibu.kills=300 -Dbeibu.jar=cli/target/beibu.jar} is what benchmarks/RESULTS.md tells
 * of.
 */
@Tag("interop")
class DaemonKillTest {
    private static final long CONNECTIONS = 500;
    private static final int PACKETS_PER_SECOND = 4_000;
    private static final long LIVE_NANOS = TimeUnit.SECONDS.toNanos(2);

    @TempDir private Path directory;
    @AutoClose private LoopbackWire wire;
    private SimulatedInput input;
    private Path data;

    @BeforeEach
    void prepare() throws IOException {
        wire = new LoopbackWire();
        input = new SimulatedInput(directory);
        data = Files.createDirectory(directory.resolve("data"));
    }

    @Test
    void whateverIsKilledEveryTimingOfTheJournalIsInOneWindow() throws Exception {
        KillPlan plan = KillPlan.of("probe and analyzer as daemons", 8);
        Path handshakes = input.handshakes(4, CONNECTIONS);
        wire.playForEver(input.browsing(3, 20_000), PACKETS_PER_SECOND);
        try (TwoDaemons daemons = new TwoDaemons(wire, input.config(), data)) {
            killUntilFulfilled(daemons, plan);
            daemons.awaitLive();
            wire.silence();
            daemons.await(() -> stored().equals(journalled()));
            long before = stored();
            assertTrue(before > 0, "no probe lived long enough to time anything");
            wire.playOnce(handshakes, PACKETS_PER_SECOND);
            daemons.await(() -> stored() >= before + 2 * CONNECTIONS);

            assertEquals(0, daemons.terminate(Role.PROBE));
            assertEquals(0, daemons.terminate(Role.ANALYZER));
            assertEquals(before + 2 * CONNECTIONS, stored());
            System.out.println(daemons.times());
        }
        assertIsWhole();
    }

    private static void killUntilFulfilled(TwoDaemons daemons, KillPlan plan) throws IOException {
        long begin = System.nanoTime();
        daemons.start(List.of(Role.values()));
        daemons.awaitLive();
        long life = 2 * (System.nanoTime() - begin) + LIVE_NANOS;
        for (int turn = 0; !plan.isFulfilled(); turn++) {
            Role one = turn % 2 == 0 ? Role.PROBE : Role.ANALYZER;
            List<Role> victims = plan.chance(5) ? List.of(Role.values()) : List.of(one);
            daemons.runFor(plan.nextLifeNanos(life));
            for (Role victim : victims) {
                daemons.kill(victim);
                plan.killed();
            }
            daemons.start(victims);
        }
    }

    private void assertIsWhole() throws Exception {
        JournalAudit audit = JournalAudit.of(data);
        assertEquals(List.of(), audit.breaks());
        assertEquals(audit.timings(), JournalAudit.storeCounts(data));
        List<String> words = List.of("verify", "--data", data.toString());
        Path log = directory.resolve("verify.log");
        try (ChildJvm verify = ChildJvm.beibu(List.of(), log, words)) {
            assertEquals(0, verify.exitCode(), verify.lastWords());
            System.out.println(verify.lastWords());
        }
    }

    private Long stored() {
        return handshakes(JournalAudit.storeCounts(data));
    }

    private Long journalled() {
        try {
            return handshakes(JournalAudit.of(data).timings());
        } catch (JournalException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static long handshakes(Map<Series, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().method() == Method.HANDSHAKE)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
