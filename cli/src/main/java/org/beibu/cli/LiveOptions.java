package org.beibu.cli;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Collectors;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.capture.LiveCapture;
import org.beibu.probe.capture.LiveCaptureConfig;
import org.beibu.probe.capture.PacketSource;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that captures an interface by the configuration; mixed into it. */
final class LiveOptions {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--interface",
            paramLabel = "IF",
            description = "Interface to capture; wins over probe.interface.")
    private @Nullable String interfaceName;

    /** Whether there is a file that can be read again. */
    boolean hasFile() {
        return options.hasFile();
    }

    /** The file, or the defaults, with what the command line overrules. */
    ConfigFile file() throws ConfigException {
        ConfigFile file = options.file();
        return interfaceName == null
                ? file
                : file.override(ProbeConfig.INTERFACE_PATH, interfaceName, "--interface");
    }

    /** What a probe captures; nothing where it has no interface but sessions. */
    static List<PacketSource> sources(ProbeConfig config) {
        boolean alone = config.capture().isEmpty() && !config.sessions().isEmpty();
        return alone ? List.of() : LiveCapture.group(capture(config));
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
