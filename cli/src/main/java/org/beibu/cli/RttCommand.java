package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CaptureStatistics;
import org.beibu.probe.capture.FileCapture;
import org.beibu.probe.capture.LiveCapture;
import org.beibu.probe.capture.LiveCaptureConfig;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.rtt.RttOptions;
import org.beibu.probe.rtt.RttRun;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code beibu rtt}: the passive timings of capture files or of an interface. */
@Command(
        name = "rtt",
        description =
                "Prints each passive round-trip delay: capture point to host and back."
                        + " A full handshake gives two lines, one for each half.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RttCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Capture files (pcap, pcapng, gzip); - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--interface", paramLabel = "IF", description = "Capture live instead.")
    private @Nullable String interfaceName;

    @Option(
            names = "--filter",
            paramLabel = "EXPRESSION",
            description = "Kernel filter of the live capture, see pcap-filter(7).")
    private @Nullable String filter;

    @Option(names = "--summary", description = "Percentiles for each host and method instead.")
    private boolean summary;

    @Option(
            names = "--hosts",
            paramLabel = "N",
            description = "Hosts in the summary; others share a row (default ${DEFAULT-VALUE}).",
            defaultValue = "" + RttOptions.DEFAULT_HOSTS)
    private int hosts;

    @Option(
            names = "--flows",
            paramLabel = "N",
            description = "Flows held at most (default ${DEFAULT-VALUE}).",
            defaultValue = "1048576")
    private int flows;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Threads that time a capture file beside the one that reads it;"
                            + " the timings are the same (default ${DEFAULT-VALUE}: the reading"
                            + " thread times).",
            defaultValue = "1")
    private int workers;

    @Option(names = "--count", paramLabel = "N", description = "Stop after so many timings.")
    private long count = Long.MAX_VALUE;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Stop after so much time, like 30s or 5m.")
    private @Nullable Duration duration;

    @Option(names = "--json", description = "JSON: an object a line, or one for the summary.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say at the end which packets were skipped and why.")
    private boolean verbose;

    @Override
    public Integer call() throws IOException, CaptureException {
        Counters counters = new Counters();
        RttRun run = newRun(counters);
        CountDownLatch ended = new CountDownLatch(1);
        if (isLive()) {
            endCleanlyOnInterrupt(run, ended);
        }
        try {
            int code = interfaceName == null ? readFiles(run) : readInterface(run, interfaceName);
            if (verbose || ImportProgress.isTerminal()) {
                err().println(skipped(counters));
            }
            return code;
        } catch (UncheckedIOException e) {
            if (StandardOutput.isBrokenPipe(e)) {
                System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
                return ExitCode.OK; // the reader has seen enough: not even a last flush
            }
            throw e;
        } finally {
            err().flush();
            ended.countDown();
        }
    }

    private RttRun newRun(Counters counters) {
        if ((interfaceName == null) == files.isEmpty()) {
            throw usage("give capture files or --interface, and not both");
        }
        if (filter != null && interfaceName == null) {
            throw usage("--filter needs --interface");
        }
        try {
            return new RttRun(
                    new RttOptions(summary, json, isLive(), hosts, count, workers),
                    PassiveConfig.DEFAULT.withMaxFlows(flows),
                    System.out,
                    counters);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private boolean isLive() {
        return interfaceName != null || files.contains(STANDARD_INPUT);
    }

    /** Each file that cannot be read, or not to its end, costs one line and makes the code 2. */
    private int readFiles(RttRun run) throws IOException {
        int read = 0;
        int code = ExitCode.OK;
        for (String file : files) {
            Path path = Path.of(file.equals(STANDARD_INPUT) ? "/dev/stdin" : file);
            try (PacketSource source = new FileCapture(path)) {
                source.start();
                if (read++ == 0) {
                    run.begin();
                }
                run.read(source, timeUp());
            } catch (CaptureException e) {
                err().println("beibu: " + e.getMessage());
                code = ExitCode.USAGE;
            }
        }
        if (read > 0) {
            run.finish();
        }
        return code;
    }

    /** An interface that goes away ends the run with what was seen, and with code 1. */
    private int readInterface(RttRun run, String name) throws IOException, CaptureException {
        LiveCaptureConfig config = LiveCaptureConfig.of(name);
        try (PacketSource source =
                new LiveCapture(filter == null ? config : config.withFilter(filter))) {
            run.rehearse();
            source.start();
            run.begin();
            String failure = "";
            try {
                run.read(source, timeUp());
            } catch (CaptureException e) {
                failure = "beibu: " + e.getMessage();
            }
            run.finish();
            CaptureStatistics seen = source.statistics();
            if (seen.dropped() + seen.droppedByInterface() > 0) {
                err().printf(
                                "beibu: %d of %d packets dropped: timings are missing%n",
                                seen.dropped() + seen.droppedByInterface(), seen.received());
            }
            if (!failure.isEmpty()) {
                err().println(failure);
                return ExitCode.FAILURE;
            }
        }
        return ExitCode.OK;
    }

    private BooleanSupplier timeUp() {
        if (duration == null) {
            return () -> false;
        }
        long start = System.nanoTime();
        long limit = duration.toNanos();
        return () -> System.nanoTime() - start >= limit;
    }

    /** Ctrl-C ends a live run like the end of a file does: with the summary, and with code 0. */
    private static void endCleanlyOnInterrupt(RttRun run, CountDownLatch ended) {
        Runnable stop =
                () -> {
                    if (ended.getCount() == 0) {
                        return;
                    }
                    run.stop();
                    try {
                        if (ended.await(3, TimeUnit.SECONDS)) {
                            Runtime.getRuntime().halt(ExitCode.OK);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "beibu-rtt-stop"));
    }

    private static String skipped(Counters counters) {
        StringBuilder text = new StringBuilder("skipped packets:");
        for (Map.Entry<String, Long> counter : counters.snapshot().entrySet()) {
            String label = counter.getKey();
            if (label.startsWith("packets_skipped_") && counter.getValue() > 0) {
                text.append(' ').append(label.substring("packets_skipped_".length()));
                text.append(' ').append(counter.getValue());
            }
        }
        return text.indexOf(": ") < 0 ? text.append(" none").toString() : text.toString();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("runs under picocli only");
        }
        return spec;
    }

    private PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private ParameterException usage(String what) {
        return new ParameterException(spec().commandLine(), what);
    }
}
