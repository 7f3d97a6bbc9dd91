package org.beibu.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.beibu.router.daemon.ControlText;
import org.beibu.runtime.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu recommendations}. */
@Command(
        name = "recommendations",
        description =
                "Shows the recommendations that are alive at the router adapter, and what the guardrails say of each prefix.",
        mixinStandardHelpOptions = true)
public final class RecommendationsCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "As JSON, schema beibu/steering/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, IOException {
        String answer = new AdapterTalk(options).get("/api/v1/steering", Map.of());
        System.out.print(json ? answer : ControlText.recommendations(answer));
        return ExitCode.OK;
    }
}
