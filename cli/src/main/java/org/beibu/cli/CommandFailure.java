package org.beibu.cli;

import java.io.IOException;

/**
 * A failure that a command foresees: the line for the operator and the exit code.
 *
 * <p>The message reads {@code what: where: what to do}, for example {@code not a capture file:
 * notes.txt: give a pcap or pcapng file}.
 */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    /** A failure that ends the command with this code of {@link ExitCode}. */
    public CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A failure that another one caused. */
    public CommandFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A failure of sockets, whose message names the capability that is missing, if one is. */
    static CommandFailure ofSockets(IOException e) {
        String message = String.valueOf(e.getMessage());
        return new CommandFailure(
                message.contains("CAP_NET_") ? ExitCode.NOT_PERMITTED : ExitCode.FAILURE,
                message,
                e);
    }

    /** The code of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
