package org.beibu.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.active.Steering;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code beibu ping} and {@code trace} that say which way their packets leave. */
final class SteeringOptions {
    @Option(
            names = "--exit",
            paramLabel = "EXIT",
            description =
                    "Leave through this exit as a session of the file does: with its"
                            + " source, DSCP and mark. Needs --config.")
    private @Nullable String exit;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file.")
    private @Nullable Path configFile;

    @Option(
            names = "--source",
            paramLabel = "ADDR",
            description = "Own address to send from, for policy routing.")
    private @Nullable String source;

    @Option(names = "--dscp", paramLabel = "N", description = "DSCP of the packets, 0 to 63.")
    private @Nullable Integer dscp;

    @Option(
            names = "--mark",
            paramLabel = "N",
            description = "Mark of the packets, for policy routing; needs CAP_NET_ADMIN.")
    private @Nullable Integer mark;

    /**
     * That of the exit, where one is named, with what the other options say instead.
     *
     * @throws IllegalArgumentException when the options do not fit
     */
    Steering steering(PingTarget to) throws ConfigException {
        Steering base = Steering.NONE;
        if (exit != null) {
            if (configFile == null) {
                throw new IllegalArgumentException("--exit needs --config");
            }
            base = PingExit.steering(ProbeConfig.from(ConfigFile.read(configFile)), exit, to);
        }
        return new Steering(
                source == null ? base.source() : Optional.of(Address.parse(source)),
                dscp == null ? base.dscp() : dscp,
                mark == null ? base.mark() : mark);
    }
}
