package org.beibu.cli;

import java.nio.file.Path;
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
            description =
                    "Directory of journal and store; wins over shared.data. Without"
                            + " both it is $$BEIBU_DATA, else /var/lib/beibu where writable, else"
                            + " ~/.local/share/beibu.")
    private @Nullable Path data;

    /** Whether there is a file that can be read again. */
    boolean hasFile() {
        return configFile != null;
    }

    /** The file, or the defaults, with what the command line overrules. */
    ConfigFile file() throws ConfigException {
        ConfigFile file = configFile == null ? ConfigFile.none() : ConfigFile.read(configFile);
        return data == null ? file : file.override("shared.data", data.toString(), "--data");
    }
}
