package org.beibu.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.runtime.agents.AgentThread;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.counters.Turns;
import org.beibu.runtime.journal.JournalCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLoopTest {
    private static final long PID = 4711;
    private static final Executor THREADS = work -> new Thread(work, "loop").start();

    @TempDir Path dir;
    private final Counters counters = new Counters();
    private NotifyListener listener;

    @BeforeEach
    void listen() {
        listener = new NotifyListener(dir.resolve("notify").toString());
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private ServiceLoop loop(Map<String, String> more) {
        Map<String, String> environment =
                new java.util.HashMap<>(Map.of("NOTIFY_SOCKET", dir.resolve("notify").toString()));
        environment.putAll(more);
        return new ServiceLoop(
                Supervisor.of(environment, PID), counters.turns(), SystemNanoClock.INSTANCE);
    }

    private static CompletableFuture<ServiceLoop.Wake> run(ServiceLoop loop) {
        return CompletableFuture.supplyAsync(() -> loop.await(() -> "times links"), THREADS);
    }

    @Test
    void readyIsSaidOnlyAfterEveryAgentHasGoneRoundOnce() {
        Turns.Turn capture = counters.turns().begin("capture");
        Turns.Turn ingest = counters.turns().begin("ingest");
        ServiceLoop loop = loop(Map.of());
        CompletableFuture<ServiceLoop.Wake> end = run(loop);
        Supervisor early =
                Supervisor.of(Map.of("NOTIFY_SOCKET", dir.resolve("notify").toString()), PID);

        capture.done();
        early.status("before the second agent");
        listener.await(text -> text.contains("before the second agent"));
        assertFalse(listener.heard().toString().contains("READY"), listener.heard()::toString);
        ingest.done();

        assertEquals("READY=1\nSTATUS=times links", listener.await(t -> t.contains("READY=1")));
        loop.end();
        assertEquals(ServiceLoop.Wake.STOP, end.join());
    }

    @Test
    void aliveIsSaidWhileAgentsGoRoundAndNotWhenOneStandsStill() {
        ServiceLoop loop = loop(Map.of("WATCHDOG_USEC", "40000", "WATCHDOG_PID", "" + PID));
        Turns.Turn stuck = counters.turns().begin("stuck");
        try (AgentThread going =
                new AgentThread(new Idle(), counters, JournalCounter.WRITE_FAULTS)) {
            going.start();
            stuck.done();
            CompletableFuture<ServiceLoop.Wake> end = run(loop);
            listener.await(t -> t.contains("READY=1"));
            listener.await(t -> t.equals("STATUS=standing still: stuck"));
            int before = listener.heard().size();

            stuck.end();
            listener.await(t -> t.startsWith("WATCHDOG=1\n"));

            assertTrue(
                    listener.heard().subList(0, before).stream().noneMatch(ServiceLoopTest::alive),
                    listener.heard()::toString);
            loop.reload();
            assertEquals(ServiceLoop.Wake.RELOAD, end.join());
        }
    }

    private static boolean alive(String text) {
        return text.contains("WATCHDOG=1");
    }

    @Test
    void anAgentThatFailsInEachTurnStandsStill() {
        ServiceLoop loop = loop(Map.of("WATCHDOG_USEC", "40000"));
        try (AgentThread failing =
                new AgentThread(new Failing(), counters, JournalCounter.WRITE_FAULTS)) {
            failing.start();
            CompletableFuture<ServiceLoop.Wake> end = run(loop);

            listener.await(t -> t.equals("STATUS=standing still: failing"));

            loop.end();
            end.join();
        }
        assertTrue(counters.get(JournalCounter.WRITE_FAULTS) > 0);
        assertEquals(0, counters.turns().now().size(), "nobody waits for a closed agent");
    }

    @Test
    void anotherProcessesWatchdogIsNotOurs() {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "1000", "WATCHDOG_PID", "1");

        assertEquals(0, Supervisor.of(environment, PID).watchdogNanos());
        assertEquals(1_000_000, Supervisor.of(environment, 1).watchdogNanos());
    }

    @Test
    void abstractNamesAreReached() {
        String name = "@beibu-test-" + ProcessHandle.current().pid();
        try (NotifyListener there = new NotifyListener(name)) {
            Supervisor.of(Map.of("NOTIFY_SOCKET", name), PID).stopping("now\nthen");

            assertEquals("STOPPING=1\nSTATUS=now then", there.await(t -> true));
        }
    }

    @Test
    void aSocketThatFailedIsToldAgainWhenItIsBack() {
        String late = dir.resolve("late").toString();
        Supervisor manager = Supervisor.of(Map.of("NOTIFY_SOCKET", late), PID);

        manager.ready("working");
        try (NotifyListener there = new NotifyListener(late)) {
            manager.alive("working");

            assertEquals("WATCHDOG=1\nSTATUS=working", there.await(t -> true));
        }
    }

    @Test
    void whereNoSocketIsNamedNothingIsToldAndNothingFails() {
        Supervisor.of(Map.of(), PID).ready("working");
        Supervisor.of(Map.of("NOTIFY_SOCKET", "relative"), PID).ready("working");

        assertEquals(0, Supervisor.of(Map.of("WATCHDOG_USEC", "1000"), PID).watchdogNanos());
    }

    @Test
    void reloadingCarriesTheMonotonicTimeThatSystemdAsksFor() {
        loop(Map.of()).reloading();

        assertTrue(
                listener.await(t -> true)
                        .matches("(?s)RELOADING=1\nMONOTONIC_USEC=\\d+\nSTATUS=.*"));
    }

    private static final class Idle implements Agent {
        @Override
        public int doWork() {
            return 0;
        }

        @Override
        public String roleName() {
            return "idle";
        }
    }

    private static final class Failing implements Agent {
        private boolean begun;

        @Override
        public int doWork() {
            if (begun) {
                throw new IllegalStateException("again");
            }
            begun = true;
            return 0;
        }

        @Override
        public String roleName() {
            return "failing";
        }
    }
}
