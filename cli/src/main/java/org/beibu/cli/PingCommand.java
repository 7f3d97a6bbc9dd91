package org.beibu.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.probe.active.Asking;
import org.beibu.probe.active.SessionMethod;
import org.beibu.probe.active.Steering;
import org.beibu.probe.echo.EchoPort;
import org.beibu.probe.ping.PingConfig;
import org.beibu.probe.ping.PingFigures;
import org.beibu.probe.ping.PingJson;
import org.beibu.probe.ping.PingListener;
import org.beibu.probe.ping.PingPrinter;
import org.beibu.probe.ping.PingReply;
import org.beibu.probe.ping.PingRun;
import org.beibu.probe.ping.QuestionPing;
import org.beibu.probe.ping.QuestionRun;
import org.beibu.probe.ping.RunningPing;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.RequestFormat;
import org.beibu.probe.stamp.RequestTlv;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.probe.trace.StampProbes;
import org.beibu.probe.udp.KernelClock;
import org.beibu.runtime.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code beibu ping}: test packets to a Session-Reflector, a line for each reply, a summary. */
@Command(
        name = "ping",
        description =
                "Sends STAMP test packets to a Session-Reflector (RFC 8762) and times"
                        + " the replies, without the time that the reflector took; or asks any"
                        + " host by --method. Ctrl-C ends it with the summary; the exit code is 4"
                        + " when nothing came back.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PingCommand implements Callable<Integer> {
    private static final int MOST_DATA = 9_000;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET[:PORT]",
            description = "Address or name of the reflector or host; without a port the usual one.")
    private String target = "";

    @Mixin private PingMethod asked = new PingMethod();

    @Option(names = "--count", paramLabel = "N", description = "Stop after so many packets.")
    private long count = Long.MAX_VALUE;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "From packet to packet, 1ms to 1m (default ${DEFAULT-VALUE}).",
            defaultValue = "1s")
    private Duration interval = Duration.ofSeconds(1);

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Without a reply for so long it is lost (default ${DEFAULT-VALUE}).",
            defaultValue = "3s")
    private Duration timeout = Duration.ofSeconds(3);

    @Mixin private AuthKeyOption authKey = new AuthKeyOption();

    @Option(
            names = "--size",
            paramLabel = "N",
            description =
                    "Octets of UDP payload; 44, with a key 112, or 4 and more above."
                            + " With icmp-echo octets of data, 16 and more.")
    private int size;

    @Mixin private SteeringOptions way = new SteeringOptions();

    @Option(
            names = "--timestamps",
            paramLabel = "FORMAT",
            description = "Format of our stamps: ntp or ptp (default ${DEFAULT-VALUE}).",
            defaultValue = "ntp")
    private String timestamps = "ntp";

    @Option(
            names = "--tlv",
            paramLabel = "NAME",
            split = ",",
            description =
                    "TLVs to ask (RFC 8972 4), separated by commas: cos=DSCP, direct,"
                            + " follow-up, location, timestamps.")
    private List<String> tlvs = new ArrayList<>();

    @Option(
            names = "--twamp",
            description = "For TWAMP Light reflectors: no SSID, padding of zeros, no TLVs.")
    private boolean twamp;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only the summary.")
    private boolean quiet;

    @Option(names = "--json", description = "JSON: an object for each reply, then the summary.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException, ConfigException {
        boolean stamp = checked(asked::method) == SessionMethod.STAMP;
        PingRun.Clocks clocks =
                new PingRun.Clocks(
                        new SystemEpochNanoClock(),
                        SystemNanoClock.INSTANCE,
                        KernelClock.ofSystem());
        try {
            if (stamp) {
                PingConfig config = config();
                Ending ending = new Ending(printer());
                return ping(ending, new PingRun(config, clocks, ending));
            }
            QuestionPing config = question();
            Ending ending = new Ending(printer());
            return ping(ending, new QuestionRun(config, clocks, ending));
        } catch (IOException e) {
            throw CommandFailure.ofSockets(e);
        }
    }

    private static int ping(Ending ending, RunningPing run)
            throws IOException, InterruptedException {
        try (run) {
            ending.onInterrupt(run::stop);
            run.start();
            run.await();
        } finally {
            ending.end();
        }
        return ending.finish();
    }

    private QuestionPing question() throws ConfigException {
        if (authKey.isGiven() || twamp || !tlvs.isEmpty()) {
            throw usage(new IllegalArgumentException("--auth-key, --tlv, --twamp are of stamp"));
        }
        try {
            PingTarget to = asked.target(target);
            Asking asking = asked.asking();
            boolean echo = asking.method() == SessionMethod.ICMP_ECHO;
            if (asking.method() == SessionMethod.TCP_CONNECT && to.place().zone() != null) {
                throw new IllegalArgumentException("no connects to link-local addresses");
            }
            if (size != 0 && (!echo || size < EchoPort.LEAST_DATA || size > MOST_DATA)) {
                throw new IllegalArgumentException(
                        "--size is of stamp, or of icmp-echo with 16 to 9000 octets of data");
            }
            Steering steering = way.steering(to);
            return new QuestionPing(
                    asking,
                    to.destination(steering),
                    new PingConfig.Way(steering.mark(), to.place().zone()),
                    size,
                    new PingConfig.Pace(count, interval, timeout, 0));
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private <T> T checked(Supplier<T> option) {
        try {
            return option.get();
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private ParameterException usage(IllegalArgumentException e) {
        return new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
    }

    private PingListener printer() {
        return json
                ? new PingJson(System.out, targetText(), quiet, asked.method())
                : new PingPrinter(System.out, targetText(), quiet, asked.method());
    }

    private String targetText() {
        return asked.target(target).toString();
    }

    private PingConfig config() throws ConfigException {
        try {
            PingTarget to = asked.target(target);
            KeyRing keys = authKey.keys(err());
            Steering steering = way.steering(to);
            return new PingConfig(
                    to.destination(steering),
                    new PingConfig.Way(steering.mark(), to.place().zone()),
                    format(keys.isEmpty() ? PacketMode.OPEN : PacketMode.AUTHENTICATED),
                    keys,
                    new PingConfig.Pace(count, interval, timeout, twamp ? size : 0));
        } catch (IllegalArgumentException e) {
            throw usage(e);
        }
    }

    private RequestFormat format(PacketMode mode) {
        boolean ptp = timestamps.equals("ptp");
        if (!ptp && !timestamps.equals("ntp")) {
            throw new IllegalArgumentException("'" + timestamps + "' is not one of ntp, ptp");
        }
        RequestFormat format =
                RequestFormat.of(mode)
                        .withTimestamps(ptp ? TimestampFormat.PTP : TimestampFormat.NTP);
        if (twamp) {
            if (mode == PacketMode.AUTHENTICATED || !tlvs.isEmpty() || ptp) {
                throw new IllegalArgumentException(
                        "TWAMP Light has open mode and NTP stamps, and no TLVs");
            }
            return format;
        }
        List<RequestTlv> asked = tlvs.stream().map(PingTlvs::parse).toList();
        format =
                format.withTlvs(asked)
                        .withSsid(
                                StampProbes.SSID_BIT
                                        | new SecureRandom().nextInt(StampProbes.SSID_BIT));
        return size == 0 ? format : format.withLength(size);
    }

    /** The end of a run: by itself, or by Ctrl-C with the summary and the same exit code. */
    private static final class Ending implements PingListener {
        private static final long LONGEST_SECONDS = 10;

        private final PingListener printer;
        private final CountDownLatch finished = new CountDownLatch(1);
        private volatile boolean answered;

        Ending(PingListener printer) {
            this.printer = printer;
        }

        @Override
        public void onReply(PingReply reply) {
            answered = true;
            printer.onReply(reply);
        }

        @Override
        public void onFailure(String what) {
            printer.onFailure(what);
        }

        @Override
        public void onEnd(PingFigures figures) {
            printer.onEnd(figures);
        }

        int finish() {
            end();
            return exitCode();
        }

        /** Nothing is left for Ctrl-C to do. */
        void end() {
            finished.countDown();
        }

        private int exitCode() {
            return answered ? ExitCode.OK : ExitCode.UNREACHABLE;
        }

        void onInterrupt(Runnable ending) {
            Runnable stop =
                    () -> {
                        if (finished.getCount() == 0) {
                            return;
                        }
                        ending.run();
                        try {
                            if (finished.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                                Runtime.getRuntime().halt(exitCode());
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    };
            Runtime.getRuntime().addShutdownHook(new Thread(stop, "beibu-ping-stop"));
        }
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
}
