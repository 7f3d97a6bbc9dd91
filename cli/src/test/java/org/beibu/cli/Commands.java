package org.beibu.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/** What the command line offers, for tests of documents. */
public final class Commands {
    private Commands() {}

    /** The options of a command and of its subcommands; empty when there is no such command. */
    public static Set<String> optionsOf(String name) {
        CommandLine command =
                Beibu.commandLine(new FailureReport(false)).getSubcommands().get(name);
        Set<String> options = new TreeSet<>();
        if (command != null) {
            collect(command, options);
        }
        return options;
    }

    /** What a command prints, which must end well. */
    public static String outputOf(String... arguments) {
        PrintStream standardOut = System.out;
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        System.setOut(new PrintStream(octets, true, StandardCharsets.UTF_8));
        try {
            int code = Beibu.run(arguments);
            if (code != ExitCode.OK) {
                throw new IllegalStateException(List.of(arguments) + ": exit code " + code);
            }
        } finally {
            System.setOut(standardOut);
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static void collect(CommandLine command, Set<String> options) {
        options.addAll(command.getCommandSpec().optionsMap().keySet());
        command.getSubcommands().values().forEach(below -> collect(below, options));
    }
}
