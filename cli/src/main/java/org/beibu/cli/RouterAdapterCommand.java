package org.beibu.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.agrona.concurrent.ShutdownSignalBarrier;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.router.daemon.RouterAdapterConfig;
import org.beibu.router.daemon.RouterAdapterMain;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code beibu router-adapter}: the router adapter, until it is told to end. */
@Command(
        name = "router-adapter",
        description =
                "Learns what the routers hold by BGP and BMP, and announces what is recommended"
                        + " and allowed; in shadow mode, the default, it only logs. Runs until"
                        + " SIGINT or SIGTERM.",
        mixinStandardHelpOptions = true)
public final class RouterAdapterCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Override
    public Integer call() throws ConfigException {
        ConfigFile file = options.file();
        RouterAdapterConfig config = RouterAdapterConfig.from(file, SharedConfig.from(file));
        ShutdownSignalBarrier end = new ShutdownSignalBarrier();
        try (RouterAdapterMain adapter =
                new RouterAdapterMain(config, new SystemEpochNanoClock(), new Counters())) {
            adapter.start();
            System.err.println("beibu: control endpoint at http://" + adapter.address());
            end.await();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK;
    }
}
