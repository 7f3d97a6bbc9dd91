package org.beibu.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.beibu.runtime.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu freeze}. */
@Command(
        name = "freeze",
        description =
                "Withdraws all overrides and announces none until beibu thaw, restarts included.",
        mixinStandardHelpOptions = true)
public final class FreezeCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--reason", paramLabel = "TEXT", required = false, description = "Why.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who; the system's user without it.")
    private String who = System.getProperty("user.name", "");

    @Override
    public Integer call() throws ConfigException {
        System.out.print(
                new AdapterTalk(options).post("/api/v1/freeze", Map.of("who", who, "why", reason)));
        return ExitCode.OK;
    }
}
