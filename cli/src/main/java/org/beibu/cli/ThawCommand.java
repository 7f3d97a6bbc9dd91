package org.beibu.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.beibu.runtime.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu thaw}. */
@Command(
        name = "thaw",
        description = "Lets steering go on after beibu freeze.",
        mixinStandardHelpOptions = true)
public final class ThawCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--reason", paramLabel = "TEXT", required = false, description = "Why.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who; the system's user without it.")
    private String who = System.getProperty("user.name", "");

    @Override
    public Integer call() throws ConfigException {
        System.out.print(
                new AdapterTalk(options).post("/api/v1/thaw", Map.of("who", who, "why", reason)));
        return ExitCode.OK;
    }
}
