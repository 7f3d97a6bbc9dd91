package org.beibu.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.beibu.runtime.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code beibu withdraw}. */
@Command(
        name = "withdraw",
        description = "Takes back what was announced for a recommendation, for good.",
        mixinStandardHelpOptions = true)
public final class WithdrawCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Parameters(paramLabel = "ID", description = "A recommendation's id.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = false, description = "Why.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who; the system's user without it.")
    private String who = System.getProperty("user.name", "");

    @Override
    public Integer call() throws ConfigException {
        System.out.print(
                new AdapterTalk(options)
                        .post("/api/v1/withdraw", Map.of("id", id, "who", who, "why", reason)));
        return ExitCode.OK;
    }
}
