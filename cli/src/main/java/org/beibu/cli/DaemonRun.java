package org.beibu.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.EffectiveValue;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.service.ServiceLoop;
import org.beibu.runtime.service.Supervisor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon from its start to its end: told to the service manager, and begun anew with another
 * configuration at SIGHUP. That is all or nothing: a file with a mistake, or with which the daemon
 * does not start, changes nothing but a line in the log. Runs on the main thread.
 */
final class DaemonRun {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonRun.class);

    private final Counters counters = new Counters();
    private final ServiceLoop loop;
    private final Kind kind;

    /** Reads the configuration from where the command line says. */
    interface Source {
        ConfigFile read() throws ConfigException;
    }

    /** A daemon that runs. */
    interface Daemon extends AutoCloseable {
        /** One line for a person: what it does right now. */
        String status();

        /** Throws what ended the daemon, if anything did. */
        default void failure() {}

        @Override
        void close();
    }

    /** How one kind of daemon is started; {@code onEnd} is for one that ends by itself. */
    interface Kind {
        /** Reads all that the daemon needs of the file. */
        Prepared prepare(ConfigFile file) throws ConfigException;

        /** Why it must not be begun anew while it runs; null when it may. */
        default @Nullable String cannotReload() {
            return null;
        }
    }

    /** A daemon with a configuration that was found right. */
    interface Prepared {
        Daemon start(Counters counters, Runnable onEnd) throws Exception;
    }

    DaemonRun(Kind kind) {
        this(kind, Supervisor.ofProcess());
    }

    DaemonRun(Kind kind, Supervisor manager) {
        this.kind = kind;
        loop = new ServiceLoop(manager, counters.turns(), SystemNanoClock.INSTANCE);
    }

    /** What a signal would say; for tests. */
    ServiceLoop loop() {
        return loop;
    }

    /** Runs until SIGTERM, SIGINT or the daemon's own end. */
    void run(Source source, boolean hasFile) throws Exception {
        ConfigFile file = source.read();
        Prepared prepared = kind.prepare(file);
        loop.takeSignals(hasFile);
        Daemon daemon = prepared.start(counters, loop::end);
        try {
            while (loop.await(daemon::status) == ServiceLoop.Wake.RELOAD) {
                loop.reloading();
                Reading next = reading(source, file);
                if (next == null) {
                    continue;
                }
                daemon.close();
                daemon = next.begin(counters, loop::end, prepared);
                if (daemon instanceof Kept) {
                    continue;
                }
                file = next.file;
                prepared = next.prepared;
            }
            loop.stopping();
        } finally {
            daemon.close();
        }
        daemon.failure();
    }

    /** The file as it is now, or null and a line in the log when it must not be taken. */
    private @Nullable Reading reading(Source source, ConfigFile before) {
        try {
            ConfigFile file = source.read();
            Prepared prepared = kind.prepare(file);
            List<String> changes = changes(before, file);
            String obstacle = kind.cannotReload();
            if (obstacle != null) {
                LOG.warn(
                        "reload refused, nothing is changed: {}; keys that differ: {}",
                        obstacle,
                        changes.isEmpty() ? "none" : String.join(", ", changes));
                return null;
            }
            LOG.info(
                    "reload: keys that differ: {}",
                    changes.isEmpty() ? "none" : String.join(", ", changes));
            return new Reading(file, prepared);
        } catch (ConfigException e) {
            LOG.warn("reload refused, nothing is changed: {}", e.getMessage());
            return null;
        }
    }

    private record Reading(ConfigFile file, Prepared prepared) {
        /** The new daemon, or the old one again where the new one does not start. */
        Daemon begin(Counters counters, Runnable onEnd, Prepared before) throws Exception {
            try {
                Daemon daemon = prepared.start(counters, onEnd);
                LOG.info("reload: done");
                return daemon;
            } catch (Exception e) {
                LOG.error("reload failed, going back: {}", e.getMessage());
                return new Kept(before.start(counters, onEnd));
            }
        }
    }

    /** The daemon with the configuration that it had. */
    private record Kept(Daemon daemon) implements Daemon {
        @Override
        public String status() {
            return daemon.status();
        }

        @Override
        public void failure() {
            daemon.failure();
        }

        @Override
        public void close() {
            daemon.close();
        }
    }

    /** Paths of the keys whose values differ, in order. */
    static List<String> changes(ConfigFile before, ConfigFile after) {
        Map<String, String> old = values(before);
        Map<String, String> now = values(after);
        TreeSet<String> paths = new TreeSet<>(Comparator.naturalOrder());
        paths.addAll(old.keySet());
        paths.addAll(now.keySet());
        List<String> changes = new ArrayList<>(paths);
        changes.removeIf(path -> old.getOrDefault(path, "").equals(now.getOrDefault(path, "")));
        return changes;
    }

    private static Map<String, String> values(ConfigFile file) {
        Map<String, String> values = new TreeMap<>();
        for (EffectiveValue value : file.effective()) {
            values.put(value.path(), value.value());
        }
        return values;
    }
}
