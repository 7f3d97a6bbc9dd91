package org.beibu.cli;

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

    private static void collect(CommandLine command, Set<String> options) {
        options.addAll(command.getCommandSpec().optionsMap().keySet());
        command.getSubcommands().values().forEach(below -> collect(below, options));
    }
}
