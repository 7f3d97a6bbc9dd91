package org.beibu.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.EffectiveValue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code beibu config}: what the configuration file says, and whether it may say so. */
@Command(
        name = "config",
        description = "Checks and shows the configuration.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ConfigCommand.Check.class,
            ConfigCommand.Diff.class,
            ConfigCommand.Keys.class,
            ConfigCommand.Schema.class,
            ConfigCommand.Show.class
        })
public final class ConfigCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing");
        }
    }

    /** {@code beibu config check}: reads every section and says whether all of it is right. */
    @Command(
            name = "check",
            description =
                    "Reads the whole file and starts nothing. A mistake is one line"
                            + " with file, line and column, and exit code 78.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Option(names = "--config", paramLabel = "FILE", description = "Configuration file.")
        private @Nullable Path option;

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "The same.")
        private @Nullable Path argument;

        @Option(names = "--json", description = "As JSON, schema beibu/config-check/v1.")
        private boolean json;

        @Override
        public Integer call() throws ConfigException, JsonProcessingException {
            Path path = option != null ? option : argument;
            if (path == null) {
                throw new CommandFailure(ExitCode.USAGE, "which file: give --config FILE");
            }
            KnownKeys.readAll(ConfigFile.read(path));
            if (json) {
                printJson("beibu/config-check/v1", "files", List.of(path.toString()));
            } else {
                System.out.println(path + ": ok");
            }
            return ExitCode.OK;
        }
    }

    /** {@code beibu config keys}: every key, its default and what it means. */
    @Command(
            name = "keys",
            description = "Lists every key with its default and its meaning.",
            mixinStandardHelpOptions = true)
    static final class Keys implements Callable<Integer> {
        @Option(names = "--json", description = "As JSON, schema beibu/config-keys/v1.")
        private boolean json;

        @Override
        public Integer call() throws JsonProcessingException {
            List<Object> keys = new ArrayList<>();
            for (ConfigKey key : KnownKeys.all()) {
                if (json) {
                    keys.add(row(key));
                } else {
                    System.out.printf("%s\t%s\t%s%n", key.path(), key.defaultText(), key.meaning());
                }
            }
            if (json) {
                printJson("beibu/config-keys/v1", "keys", keys);
            }
            return ExitCode.OK;
        }

        private static Map<String, String> row(ConfigKey key) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("key", key.path());
            row.put("default", key.defaultText());
            row.put("meaning", key.meaning());
            return row;
        }
    }

    /**
     * {@code beibu config show}: every value in force and where it comes from. No value is a
     * secret: keys name the files that hold one, and a URL with a password is refused.
     */
    @Command(
            name = "show",
            description = "Shows every value in force and where it comes from.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin private ConfigOptions options = new ConfigOptions();

        @Option(
                names = "--origin",
                negatable = true,
                defaultValue = "true",
                fallbackValue = "true",
                description =
                        "Whether each line ends with where its value comes from: default, file and"
                                + " line, option (default: yes).")
        private boolean origin;

        @Option(names = "--json", description = "As JSON, schema beibu/config/v1.")
        private boolean json;

        @Override
        public Integer call() throws ConfigException, JsonProcessingException {
            ConfigFile file = options.file();
            KnownKeys.readAll(file);
            List<Object> values = new ArrayList<>();
            for (EffectiveValue value : file.effective()) {
                if (json) {
                    Map<String, String> row = new LinkedHashMap<>();
                    row.put("key", value.path());
                    row.put("value", value.value());
                    row.put("origin", value.origin());
                    values.add(row);
                } else {
                    System.out.println(
                            value.path()
                                    + ": "
                                    + value.value()
                                    + (origin ? "  # " + value.origin() : ""));
                }
            }
            if (json) {
                printJson("beibu/config/v1", "values", values);
            }
            return ExitCode.OK;
        }
    }

    /** {@code beibu config schema}: for editors. */
    @Command(
            name = "schema",
            description =
                    "Prints the JSON Schema of the file, for editors that complete and check.",
            mixinStandardHelpOptions = true)
    static final class Schema implements Callable<Integer> {
        @Override
        public Integer call() throws JsonProcessingException {
            System.out.println(
                    new ObjectMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(ConfigSchema.of(KnownKeys.all())));
            return ExitCode.OK;
        }
    }

    /** {@code beibu config diff}: the values that differ, defaults included. */
    @Command(
            name = "diff",
            description =
                    "Shows the keys whose values differ between two files, defaults"
                            + " included; with one file, between the defaults and that file.",
            mixinStandardHelpOptions = true)
    static final class Diff implements Callable<Integer> {
        @Parameters(arity = "1..2", paramLabel = "FILE", description = "The older, the newer.")
        private List<Path> files = List.of();

        @Option(names = "--json", description = "As JSON, schema beibu/config-diff/v1.")
        private boolean json;

        @Override
        public Integer call() throws ConfigException, JsonProcessingException {
            Map<String, String> before =
                    values(files.size() == 1 ? ConfigFile.none() : ConfigFile.read(files.get(0)));
            Map<String, String> after = values(ConfigFile.read(files.get(files.size() - 1)));
            List<Object> rows = new ArrayList<>();
            TreeSet<String> paths = new TreeSet<>(before.keySet());
            paths.addAll(after.keySet());
            for (String path : paths) {
                String old = before.getOrDefault(path, "");
                String now = after.getOrDefault(path, "");
                if (!old.equals(now)) {
                    rows.add(Map.of("key", path, "before", old, "after", now));
                    if (!json) {
                        System.out.printf("%s: %s -> %s%n", path, shown(old), shown(now));
                    }
                }
            }
            if (json) {
                printJson("beibu/config-diff/v1", "changes", rows);
            }
            return ExitCode.OK;
        }

        private static String shown(String value) {
            return value.isEmpty() ? "(nothing)" : value;
        }

        private static Map<String, String> values(ConfigFile file) throws ConfigException {
            KnownKeys.readAll(file);
            Map<String, String> values = new TreeMap<>();
            file.effective().forEach(value -> values.put(value.path(), value.value()));
            return values;
        }
    }

    private static void printJson(String schema, String name, List<Object> rows)
            throws JsonProcessingException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", schema);
        all.put(name, rows);
        System.out.println(new ObjectMapper().writeValueAsString(all));
    }
}
