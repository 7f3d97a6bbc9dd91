package org.beibu.cli;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.capture.LiveCaptureConfig;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads the configuration; mixed into it. */
final class ConfigOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file.")
    private @Nullable Path configFile;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "Directory of journal and store; wins over shared.data. Without both it is",
                "$$BEIBU_DATA, else /var/lib/beibu where writable, else ~/.local/share/beibu."
            })
    private @Nullable Path data;

    /** The file, or the defaults, with what the command line overrules. */
    ConfigFile file() throws ConfigException {
        ConfigFile file = configFile == null ? ConfigFile.none() : ConfigFile.read(configFile);
        return data == null ? file : file.override("shared.data", data.toString(), "--data");
    }

    /** The live capture of a probe, which the operator must have named. */
    static LiveCaptureConfig capture(ProbeConfig config) {
        return config.capture()
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        ExitCode.USAGE,
                                        "no interface to capture: give --interface or set"
                                                + " probe.interface: one of any"
                                                + interfaceNames()));
    }

    private static String interfaceNames() {
        try {
            List<NetworkInterface> all = NetworkInterface.networkInterfaces().toList();
            return all.stream()
                    .map(NetworkInterface::getName)
                    .sorted()
                    .collect(Collectors.joining(", ", ", ", ""));
        } catch (SocketException e) {
            return "";
        }
    }
}
