package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code beibu manual}: the manual pages of this version. */
@Command(
        name = "manual",
        description =
                "Writes a manual page for each command into a directory, as beibu.1,"
                        + " beibu-routes.1 and so on.",
        mixinStandardHelpOptions = true)
public final class ManualCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Where to; made if it is not there.")
    private Path directory = Path.of(".");

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(directory);
        CommandLine top = Beibu.commandLine(new FailureReport(false));
        write("beibu", top);
        for (String name : top.getSubcommands().keySet()) {
            write("beibu-" + name, top.getSubcommands().get(name));
        }
        return ExitCode.OK;
    }

    private void write(String name, CommandLine command) throws IOException {
        Files.writeString(
                directory.resolve(name + ".1"),
                ManualPage.of(name, command.getCommandSpec()),
                UTF_8);
    }
}
