package org.beibu.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.router.daemon.RouterAdapterConfig;
import org.beibu.router.daemon.RouterAdapterMain;
import org.beibu.router.daemon.RouterCounter;
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
    public Integer call() throws Exception {
        new DaemonRun(new Adapter()).run(options::file, options.hasFile());
        return ExitCode.OK;
    }

    /** Never begun anew: that would end the sessions and take every override back. */
    private static final class Adapter implements DaemonRun.Kind {
        @Override
        public DaemonRun.Prepared prepare(ConfigFile file) throws ConfigException {
            RouterAdapterConfig config = RouterAdapterConfig.from(file, SharedConfig.from(file));
            return (counters, onEnd) -> start(config, counters);
        }

        @Override
        public String cannotReload() {
            return "a new configuration ends the BGP sessions and withdraws what is announced:"
                    + " restart beibu-router-adapter when you mean to";
        }
    }

    private static DaemonRun.Daemon start(RouterAdapterConfig config, Counters counters) {
        RouterAdapterMain adapter =
                new RouterAdapterMain(config, new SystemEpochNanoClock(), counters);
        try {
            adapter.start();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
        }
        System.err.println("beibu: control endpoint at http://" + adapter.address());
        return new Running(adapter, config.routers().size(), counters);
    }

    private record Running(RouterAdapterMain adapter, int routers, Counters counters)
            implements DaemonRun.Daemon {
        @Override
        public String status() {
            return routers
                    + " routers configured; feed read "
                    + counters.get(RouterCounter.FEED_READ)
                    + " times, failed "
                    + counters.get(RouterCounter.FEED_FAILURES);
        }

        @Override
        public void close() {
            adapter.close();
        }
    }
}
