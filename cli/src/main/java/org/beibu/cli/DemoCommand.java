package org.beibu.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.web.WebException;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalException;
import org.beibu.simulator.demo.DemoConfig;
import org.beibu.simulator.demo.DemoDirectory;
import org.beibu.simulator.demo.DemoMain;
import org.beibu.simulator.demo.ExitChange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code beibu demo}: everything on the simulated bureau, in one process, without root. */
@Command(
        name = "demo",
        description =
                "Runs probe, journal, analyzer and page on a simulated bureau: no"
                        + " root, no router. Prints the page's address; Ctrl-C ends it.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    private static final Duration FOR_EVER = Duration.ofDays(365_00);
    private static final long SECONDS_TO_CLOSE = 20;

    @Option(names = "--port", description = "Port of the page (default 8047, or any free one).")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep journal and store there (default: a temporary directory).")
    private @Nullable Path data;

    @Option(names = "--for", paramLabel = "DURATION", description = "End after, for example, 30s.")
    private Duration atMost = FOR_EVER;

    @Option(names = "--seed", description = "Seed of the simulation (default 1).")
    private long seed = 1;

    @Option(
            names = "--change",
            paramLabel = "EXIT=+DELAY@AFTER",
            description = "Slow an exit down at a time, for example nn-2=+30ms@10s; repeat.")
    private List<ExitChange> changes = new ArrayList<>();

    @Option(names = "--json", description = "Print the address as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (DemoDirectory directory = new DemoDirectory(data)) {
            DemoConfig config =
                    new DemoConfig(
                            directory.path(),
                            seed,
                            port == null ? OptionalInt.empty() : OptionalInt.of(port),
                            changes);
            try (DemoMain demo = new DemoMain(config, new SystemEpochNanoClock(), new Counters())) {
                closeOnSignal(demo, closed);
                demo.start();
                tell(demo, directory);
                demo.run(atMost);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (JournalException | StoreException | WebException e) {
            throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
        } finally {
            closed.countDown();
        }
        return ExitCode.OK;
    }

    /** On Ctrl-C the demo is stopped, and the process waits until it has closed. */
    private static void closeOnSignal(DemoMain demo, CountDownLatch closed) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    demo.stop();
                                    try {
                                        if (!closed.await(SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
                                            System.err.println("beibu: demo: closing takes long");
                                        }
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                "demo-stop"));
    }

    private void tell(DemoMain demo, DemoDirectory directory) {
        String address = demo.webAddress().toString();
        System.out.println(
                json ? "{\"schema\":\"beibu/demo/v1\",\"address\":\"" + address + "\"}" : address);
        System.out.flush();
        System.err.println(
                """
                Simulated bureau: 15 routes through exits %s; all figures are made up.
                Add delay to an exit with the button on the page, or from a shell:
                  curl -X POST '%sapi/v1/demo/exits/nn-2?added=30ms'
                Data in %s. Ctrl-C ends."""
                        .formatted(
                                String.join(", ", demo.exitControls().exits()),
                                address,
                                directory.path()));
    }
}
