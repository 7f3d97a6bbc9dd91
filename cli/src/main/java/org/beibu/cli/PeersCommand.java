package org.beibu.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.beibu.router.daemon.ControlText;
import org.beibu.runtime.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu peers}. */
@Command(
        name = "peers",
        description = "Shows the sessions with the routers.",
        mixinStandardHelpOptions = true)
public final class PeersCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "As JSON, schema beibu/peers/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, IOException {
        String answer = new AdapterTalk(options).get("/api/v1/peers", Map.of());
        System.out.print(json ? answer : ControlText.peers(answer));
        return ExitCode.OK;
    }
}
