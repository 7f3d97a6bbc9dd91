package org.beibu.cli;

import java.util.List;
import java.util.stream.Stream;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.probe.ProbeConfig;
import org.beibu.router.daemon.RouterAdapterConfig;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.SharedConfig;

/** All keys of the configuration file, and the reading of all of it at once. */
final class KnownKeys {
    private KnownKeys() {}

    /** Every key that some section knows, in the order of the documents. */
    static List<ConfigKey> all() {
        return Stream.of(
                        SharedConfig.KEYS,
                        ProbeConfig.KEYS,
                        AnalyzerConfig.KEYS,
                        RouterAdapterConfig.KEYS)
                .flatMap(List::stream)
                .toList();
    }

    /** Reads every section, so that each mistake in the file is found. */
    static void readAll(ConfigFile file) throws ConfigException {
        ProbeConfig probe = ProbeConfig.from(file);
        AnalyzerConfig.from(file, probe.shared());
        RouterAdapterConfig.check(file, probe.shared());
    }
}
