package org.beibu.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.web.WebException;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CaptureNotPermittedException;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalHeldException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what went wrong into one line on standard error and an exit code. The environment variable
 * {@code BEIBU_TRACE=1} adds the stack trace, for developers.
 */
final class FailureReport
        implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    private final boolean traced;

    FailureReport(boolean traced) {
        this.traced = traced;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult args) {
        return report(failure, command.getErr());
    }

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + usageText(failure) + ": see " + name + " -h");
        err.flush();
        return ExitCode.USAGE;
    }

    /** Prints the line for any failure and names the exit code. */
    int report(Throwable failure, PrintWriter err) {
        if (StandardOutput.isBrokenPipe(failure)) {
            return ExitCode.BROKEN_PIPE;
        }
        err.println("beibu: " + text(failure));
        if (traced) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode(failure);
    }

    private static int exitCode(Throwable failure) {
        if (failure instanceof CommandFailure foreseen) {
            return foreseen.exitCode();
        }
        if (failure instanceof ConfigException) {
            return ExitCode.BAD_CONFIG;
        }
        if (failure instanceof AccessDeniedException
                || failure instanceof CaptureNotPermittedException) {
            return ExitCode.NOT_PERMITTED;
        }
        if (failure instanceof StoreException store) {
            return switch (store.reason()) {
                case ABSENT -> ExitCode.NO_DATA;
                case LOCKED -> ExitCode.CONFLICT;
                case NEWER_VERSION, OLDER_VERSION, GARBLED, UNWRITABLE, OTHER -> ExitCode.FAILURE;
            };
        }
        if (failure instanceof JournalHeldException) {
            return ExitCode.CONFLICT;
        }
        if (failure instanceof CaptureException || failure instanceof NoSuchFileException) {
            return ExitCode.USAGE;
        }
        return ExitCode.FAILURE;
    }

    private static String text(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return text(unchecked.getCause());
        }
        if (failure instanceof NoSuchFileException missing) {
            return "no such file: " + missing.getFile();
        }
        if (failure instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason() + ": " + file.getFile();
        }
        if (failure instanceof CommandFailure
                || failure instanceof CaptureException
                || failure instanceof StoreException
                || failure instanceof WebException
                || failure instanceof ConfigException
                || failure instanceof JournalException) {
            return oneLine(failure);
        }
        return failure.getClass().getSimpleName() + ": " + oneLine(failure);
    }

    private static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "(no message)" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String usageText(CommandLine.ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return oneLine(failure);
        }
        String word = unmatched.getUnmatched().get(0);
        boolean takesCommands = !failure.getCommandLine().getSubcommands().isEmpty();
        String kind =
                unmatched.isUnknownOption() ? "option" : takesCommands ? "command" : "argument";
        List<String> nearest = unmatched.getSuggestions();
        String suggestion = nearest.isEmpty() ? "" : ": did you mean '" + nearest.get(0) + "'?";
        return "unknown " + kind + " '" + word + "'" + suggestion;
    }
}
