package org.beibu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.beibu.analyzer.recommend.live.RecommendState;
import org.beibu.analyzer.recommend.live.WhyText;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.SharedConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code beibu why}: what is recommended and what is not, and the reasons. */
@Command(
        name = "why",
        description =
                "Says why a route should take another exit, or why not, as the analyzer wrote it"
                        + " down last: the reasons, what would change its mind, how it is undone."
                        + " Needs analyzer.recommend.enabled.",
        mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            description = "A recommendation's id, a route or a prefix; without it all of them.")
    private @Nullable String what;

    @Option(names = "--json", description = "As JSON, schema beibu/why/v1; of everything.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException {
        Path file = SharedConfig.from(options.file()).data().resolve(RecommendState.FILE_NAME);
        try {
            String text = Files.readString(file);
            System.out.print(json ? text : WhyText.of(text, what));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NO_DATA,
                    "nothing was ever compared: "
                            + file
                            + ": set analyzer.recommend.enabled and start beibu analyzer or beibu"
                            + " up",
                    e);
        }
        return ExitCode.OK;
    }
}
