package org.beibu.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.beibu.router.daemon.ControlText;
import org.beibu.runtime.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code beibu rib}. */
@Command(
        name = "rib",
        description =
                "Shows all paths that the routers hold for a prefix, our own overrides left out.",
        mixinStandardHelpOptions = true)
public final class RibCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Parameters(paramLabel = "PREFIX", description = "A prefix, exactly as routers hold it.")
    private String prefix = "";

    @Option(names = "--json", description = "As JSON, schema beibu/rib/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, IOException {
        String answer = new AdapterTalk(options).get("/api/v1/rib", Map.of("prefix", prefix));
        System.out.print(json ? answer : ControlText.rib(answer));
        return ExitCode.OK;
    }
}
