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
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.cli.Beibu;
import org.beibu.model.Method;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code beibu up} under kill -9 while packets keep coming: the store holds what the journal holds,
 * the journal's sequence is whole, and after the last restart every packet counts.
 *
 * <p>What passes while nobody captures is gone; so is what was captured and not yet flushed, at
 * most the last millisecond.
 */
@Tag("scenario")
class UpKillTest {
    private static final long CONNECTIONS = 500;
    private static final int PACKETS_PER_SECOND = 4_000;
    private static final long CAPTURING_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir private Path directory;
    @AutoClose private LoopbackWire wire;
    private SimulatedInput input;
    private Path config;
    private Path data;

    @BeforeEach
    void prepare() throws IOException {
        wire = new LoopbackWire();
        input = new SimulatedInput(directory);
        config = input.config();
        data = Files.createDirectory(directory.resolve("data"));
    }

    @Test
    void whatIsInTheJournalIsInTheStoreAndTheLastPacketsCount() throws Exception {
        KillPlan plan = KillPlan.of("up", 8);
        Path traffic = input.browsing(3, 20_000);
        Path handshakes = input.handshakes(4, CONNECTIONS);
        wire.playForEver(traffic, PACKETS_PER_SECOND);
        long life = startUpNanos(plan) + CAPTURING_NANOS;

        while (!plan.isFulfilled()) {
            try (ChildJvm up = up()) {
                assertTrue(!up.endsWithin(plan.nextLifeNanos(life)), up::lastWordsOrNone);
                up.kill();
                plan.killed();
            }
        }
        wire.silence();
        long readyBefore = timesReady();
        try (ChildJvm up = up()) {
            long before = settledHandshakes(up, readyBefore);
            assertTrue(before > 0, "no child lived long enough to time anything");
            wire.playOnce(handshakes, PACKETS_PER_SECOND);
            await(up, () -> handshakes() >= before + 2 * CONNECTIONS);
            assertEquals(0, up.terminate(), up.lastWords());
            assertEquals(before + 2 * CONNECTIONS, handshakes());
        }

        JournalAudit audit = JournalAudit.of(data);
        assertEquals(List.of(), audit.breaks());
        assertEquals(audit.timings(), JournalAudit.storeCounts(data));
        assertEquals(List.of(), JournalAudit.differences(data));
    }

    /** How long a child takes until it captures; it is killed a moment later. */
    private long startUpNanos(KillPlan plan) throws IOException {
        long started = System.nanoTime();
        try (ChildJvm up = up()) {
            await(up, () -> timesReady() > 0);
            long startUp = System.nanoTime() - started;
            assertTrue(!up.endsWithin(CAPTURING_NANOS), up::lastWordsOrNone);
            up.kill();
            plan.killed();
            return startUp;
        }
    }

    private ChildJvm up() throws IOException {
        return ChildJvm.start(
                wire.inside(),
                data.resolve("log"),
                Beibu.class.getName(),
                List.of(
                        "up",
                        "--interface",
                        LoopbackWire.LISTENING,
                        "--port",
                        "0",
                        "--config",
                        config.toString(),
                        "--data",
                        data.toString()));
    }

    /** The store's handshakes once the daemon captures and has taken in what the journal held. */
    private long settledHandshakes(ChildJvm up, long readyBefore) throws Exception {
        await(up, () -> timesReady() > readyBefore);
        Map<Series, Long> journalled = JournalAudit.of(data).timings();
        await(up, () -> JournalAudit.storeCounts(data).equals(journalled));
        return handshakes();
    }

    /** How often a daemon has said that it captures. */
    private long timesReady() {
        if (!Files.exists(data.resolve("log"))) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(data.resolve("log"))) {
            return lines.filter(line -> line.startsWith("beibu: page at ")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long handshakes() {
        try (SqliteDelayStore store =
                SqliteDelayStore.openReadOnly(data.resolve(SqliteDelayStore.FILE_NAME))) {
            return store.countsByMethod().getOrDefault(Method.HANDSHAKE, 0L);
        }
    }

    private static void await(ChildJvm up, BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, up::lastWordsOrNone);
            assertTrue(!up.endsWithin(TimeUnit.MILLISECONDS.toNanos(50)), up::lastWordsOrNone);
        }
    }
}
