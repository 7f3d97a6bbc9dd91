package org.beibu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.service.Supervisor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a daemon does when it is told to read its configuration again. */
class DaemonRunTest {
    private static final ConfigKey PORT = ConfigKey.of("analyzer.port", "1", "A port.");

    private final List<String> events = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    private void run(String refusal, String... files) throws Exception {
        Fake kind = new Fake(refusal);
        texts.addAll(List.of(files));
        DaemonRun run = new DaemonRun(kind, Supervisor.of(Map.of(), 1));
        for (int i = 1; i < files.length; i++) {
            run.loop().reload();
        }
        run.loop().end();
        run.run(() -> ConfigFile.parse("test.yaml", texts.remove(0)), false);
    }

    private static String port(int port) {
        return "analyzer: {port: " + port + "}";
    }

    @Test
    void aRightFileReplacesTheDaemonAndTheOldOneIsClosedFirst() throws Exception {
        run("", port(1), port(2));

        assertEquals(List.of("start 1", "close 1", "start 2", "close 2"), events);
    }

    @Test
    void aFileWithAMistakeChangesNothing() throws Exception {
        run("", port(1), "analyzer: {prot: 2}", port(3));

        assertEquals(List.of("start 1", "close 1", "start 3", "close 3"), events);
    }

    @Test
    void aDaemonThatDoesNotStartGivesWayToTheOneBefore() throws Exception {
        run("", port(1), port(666), port(2));

        assertEquals(
                List.of("start 1", "close 1", "start 1", "close 1", "start 2", "close 2"), events);
    }

    @Test
    void aDaemonThatMustNotBeBegunAnewIsLeftAlone() throws Exception {
        run("sessions would end", port(1), port(2));

        assertEquals(List.of("start 1", "close 1"), events);
    }

    @Test
    void aMistakeAtTheFirstStartEndsTheCommand() {
        assertThrows(ConfigException.class, () -> run("", "analyzer: {prot: 2}"));
        assertEquals(List.of(), events);
    }

    @Test
    void changesNameEachKeyThatDiffers() throws ConfigException {
        ConfigFile before = ConfigFile.parse("a", port(1));
        ConfigFile after = ConfigFile.parse("b", port(2));
        ConfigFile none = ConfigFile.none();
        for (ConfigFile file : List.of(before, after, none)) {
            file.section("analyzer", List.of(PORT)).text(PORT);
        }

        assertEquals(List.of("analyzer.port"), DaemonRun.changes(before, after));
        assertEquals(List.of(), DaemonRun.changes(before, none), "1 is the default");
    }

    private final class Fake implements DaemonRun.Kind {
        private final String refusal;

        Fake(String refusal) {
            this.refusal = refusal;
        }

        @Override
        public @Nullable String cannotReload() {
            return refusal.isEmpty() ? null : refusal;
        }

        @Override
        public DaemonRun.Prepared prepare(ConfigFile file) throws ConfigException {
            String port = file.section("analyzer", List.of(PORT)).text(PORT);
            return (counters, onEnd) -> start(port, counters);
        }

        private DaemonRun.Daemon start(String port, Counters counters) {
            if (port.equals("666")) {
                throw new IllegalStateException("port is taken");
            }
            events.add("start " + port);
            return new DaemonRun.Daemon() {
                @Override
                public String status() {
                    return "port " + port + " of " + counters.turns().now().size();
                }

                @Override
                public void close() {
                    events.add("close " + port);
                }
            };
        }
    }
}
