package org.beibu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.beibu.probe.capture.CaptureNotPermittedException;
import org.beibu.runtime.config.ConfigException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

class BeibuTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(name = "fail")
    private record Fail(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private int run(String... args) {
        return commandLine().execute(args);
    }

    private CommandLine commandLine() {
        return Beibu.commandLine(new FailureReport(false))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }

    private int failWith(Exception failure) {
        CommandLine commands = commandLine();
        commands.addSubcommand(new CommandLine(new Fail(failure)));
        FailureReport report = new FailureReport(false);
        return commands.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(report)
                .execute("fail");
    }

    @Test
    void versionNamesTheBuildAndTheJava() {
        assertEquals(ExitCode.OK, run("--version"));

        assertTrue(out.toString().startsWith("beibu "), out.toString());
        assertTrue(out.toString().contains("on Java " + Runtime.version()), out.toString());
    }

    @Test
    void unknownCommandIsOneLineWithASuggestionAndCodeTwo() {
        assertEquals(ExitCode.USAGE, run("hepl"));

        assertEquals(
                "beibu: unknown command 'hepl': did you mean 'help'?: see beibu -h\n",
                err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void helpIsBrokenIntoLinesByTheWidthOfTheTerminalAlone() {
        assertUnbroken(commandLine());
    }

    @Test
    void helpFitsIntoEightyColumnsAndNamesEachCommandInASentence() {
        CommandLine line = commandLine().setUsageHelpAutoWidth(false);

        String help = line.getUsageMessage();

        assertTrue(help.lines().allMatch(text -> text.length() <= 80), help);
        for (String name : line.getSubcommands().keySet()) {
            long entries = help.lines().filter(text -> text.startsWith("  " + name + " ")).count();
            assertEquals(1, entries, name);
        }
        assertTrue(isListed(help, "  up +Captures an interface, times what passes.*"), help);
        assertFalse(help.contains("Ctrl-C"), help);
        assertTrue(help.contains("with its 95 % interval."), help);
        assertTrue(isListed(help, "  help +Display help information.*"), help);
    }

    private static boolean isListed(String help, String line) {
        return help.lines().anyMatch(text -> text.matches(line));
    }

    private static void assertUnbroken(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.userObject() instanceof CommandLine.HelpCommand) {
            return; // not our words
        }
        String what = " has a description of more than one string";
        assertTrue(spec.usageMessage().description().length <= 1, spec.qualifiedName() + what);
        for (ArgSpec arg : spec.args()) {
            String name = spec.qualifiedName() + " " + arg + what;
            assertTrue(arg.description().length <= 1, name);
        }
        command.getSubcommands().values().forEach(BeibuTest::assertUnbroken);
    }

    @Test
    void unknownOptionIsAUsageError() {
        assertEquals(ExitCode.USAGE, run("--frobnicate"));

        assertTrue(
                err.toString().startsWith("beibu: unknown option '--frobnicate'"), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void noCommandIsAUsageError() {
        assertEquals(ExitCode.USAGE, run());

        assertEquals("beibu: a command is missing: see beibu -h\n", err.toString());
    }

    @Test
    void foreseenFailureEndsWithItsOwnCode() {
        assertEquals(
                ExitCode.CONFLICT,
                failWith(new CommandFailure(ExitCode.CONFLICT, "held: x: wait")));

        assertEquals("beibu: held: x: wait\n", err.toString());
    }

    @Test
    void unforeseenFailureIsOneLineWithoutStackTrace() {
        assertEquals(ExitCode.FAILURE, failWith(new IllegalStateException("broken\n  in two")));

        assertEquals("beibu: IllegalStateException: broken in two\n", err.toString());
    }

    @Test
    void missingAndForbiddenFilesAreNamed() {
        assertEquals(ExitCode.USAGE, failWith(new NoSuchFileException("a.pcap")));
        assertEquals(ExitCode.NOT_PERMITTED, failWith(new AccessDeniedException("b.pcap")));
        assertEquals(
                ExitCode.NOT_PERMITTED,
                failWith(new CaptureNotPermittedException("lan0: no", new Exception("refused"))));

        assertEquals(
                """
                beibu: no such file: a.pcap
                beibu: permission denied: b.pcap
                beibu: lan0: no
                """,
                err.toString());
    }

    @Test
    void wrongConfigurationHasItsOwnCode() {
        assertEquals(ExitCode.BAD_CONFIG, failWith(new ConfigException("beibu.yaml:3: probe.x")));

        assertEquals("beibu: beibu.yaml:3: probe.x\n", err.toString());
    }

    @Test
    void brokenPipeIsQuiet() {
        int code = failWith(new UncheckedIOException(new IOException("Broken pipe")));

        assertEquals(ExitCode.BROKEN_PIPE, code);
        assertEquals("", err.toString());
    }

    @Test
    void fullDiskOnStandardOutputIsNotQuiet() {
        int code = failWith(new UncheckedIOException(new IOException("No space left on device")));

        assertEquals(ExitCode.FAILURE, code);
        assertTrue(err.toString().contains("No space left on device"), err.toString());
    }

    @Test
    void everyCommandHasADescriptionAndStandardHelp() {
        for (CommandLine command : commandLine().getSubcommands().values()) {
            var usage = command.getCommandSpec().usageMessage();
            assertTrue(usage.description().length > 0, command.getCommandName());
            assertFalse(command.getCommandSpec().optionsMap().isEmpty(), command.getCommandName());
        }
    }

    @Test
    void commandsAreKnownByTheNameOfTheirClassAlsoWhenAlone() {
        Map<String, CommandLine> all = commandLine().getSubcommands();
        assertTrue(all.size() > 10, all.keySet().toString());
        all.forEach(
                (name, command) -> {
                    assertEquals(name, command.getCommandName());
                    CommandLine line = Beibu.commandLine(new FailureReport(false), name);
                    assertTrue(line.getSubcommands().containsKey(name), name);
                    boolean alone = line.getSubcommands().size() == 1;
                    assertEquals(!"help".equals(name), alone, name);
                });
    }
}
