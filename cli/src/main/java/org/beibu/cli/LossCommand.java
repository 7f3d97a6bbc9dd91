package org.beibu.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.web.LossJson;
import org.beibu.analyzer.web.LossText;
import org.beibu.analyzer.web.Moments;
import org.beibu.analyzer.web.PathLosses;
import org.beibu.analyzer.web.RowChoice;
import org.beibu.model.Method;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.SharedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu loss}: what became of active packets, from the store. */
@Command(
        name = "loss",
        description =
                "Shows the loss of every path that is probed, from the store: round"
                        + " trip, and forward and backward apart where the reflector counts, each"
                        + " ratio with its 95 %% interval. Without any packet the exit code is 3.",
        mixinStandardHelpOptions = true)
public final class LossCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--since",
            paramLabel = "SPAN",
            defaultValue = "1h",
            description = "Only the last 15m, 1h (default), 7d; 'all' = everything in the store.")
    private String since = "1h";

    @Option(names = "--route", paramLabel = "ROUTE", description = "Only this route.")
    private Optional<String> route = Optional.empty();

    @Option(names = "--exit", paramLabel = "EXIT", description = "Only this exit.")
    private Optional<String> exit = Optional.empty();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "Only this method: stamp, tcp-connect, icmp-echo, ...")
    private Optional<String> method = Optional.empty();

    @Option(names = "--json", description = "As JSON, schema beibu/loss/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException {
        Path file = SharedConfig.from(options.file()).data().resolve(SqliteDelayStore.FILE_NAME);
        long now = new SystemEpochNanoClock().nanoTime();
        RowChoice choice =
                new RowChoice(
                        route, exit, chosenMethod(), Optional.empty(), Optional.empty(), false);
        PathLosses losses;
        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(file)) {
            losses = PathLosses.read(store, from(now), now);
        }
        System.out.print(
                json ? LossJson.text(losses, choice) + "\n" : LossText.table(losses, choice));
        if (!losses.isKnown(choice)) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "no active packets: "
                            + file
                            + (since.equals("all") ? "" : " in the last " + since)
                            + ": configure probe.sessions, or try a longer --since");
        }
        return ExitCode.OK;
    }

    private Optional<Method> chosenMethod() {
        try {
            return method.map(Method::parse);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": --method: give stamp, tcp-connect, ...", e);
        }
    }

    private long from(long now) {
        try {
            return Moments.since(since, now);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, e.getMessage() + ": --since: give 15m, 1h, 7d or all", e);
        }
    }
}
