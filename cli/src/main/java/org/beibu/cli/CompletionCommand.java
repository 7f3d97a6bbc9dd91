package org.beibu.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code beibu completion}: the completion of commands and options for bash and zsh. */
@Command(
        name = "completion",
        description =
                "Prints the shell completion of this version, for bash and zsh: source it, or let"
                        + " the Debian package install it.",
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Runnable {
    @Override
    public void run() {
        System.out.print(AutoComplete.bash("beibu", Beibu.commandLine(new FailureReport(false))));
    }
}
