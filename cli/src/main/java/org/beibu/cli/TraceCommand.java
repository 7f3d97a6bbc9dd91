package org.beibu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.probe.active.Steering;
import org.beibu.probe.stamp.KeyFile;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.trace.OnDemandTrace;
import org.beibu.probe.trace.TraceLimits;
import org.beibu.probe.trace.TraceResult;
import org.beibu.probe.udp.Destination;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.journal.TraceOutcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code beibu trace}: the routers on the way to a Session-Reflector. */
@Command(
        name = "trace",
        description =
                "Shows the routers on the way to a Session-Reflector, by STAMP test"
                        + " packets of small TTL that are all of one flow (as Paris traceroute)."
                        + " Needs no privileges. The exit code is 4 when the target did not"
                        + " answer.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TraceCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET[:PORT]",
            description = "Address or name of the reflector; port 862 without one.")
    private String target = "";

    @Mixin private SteeringOptions way = new SteeringOptions();

    @Option(
            names = "--source-port",
            paramLabel = "PORT",
            description = "Own port to send from; routers choose among equal paths by it.")
    private int sourcePort;

    @Option(
            names = "--auth-key",
            paramLabel = "FILE",
            description = "Sign packets with the key of the highest id: ID HEXADECIMAL a line.")
    private @Nullable Path authKey;

    @Option(
            names = "--max-ttl",
            paramLabel = "N",
            defaultValue = "30",
            description = "Hops at most, 1 to 64 (default ${DEFAULT-VALUE}).")
    private int maxTtl = 30;

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "3",
            description = "Packets of each TTL, 1 to 3 (default ${DEFAULT-VALUE}).")
    private int attempts = 3;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Wait so long for an answer (default ${DEFAULT-VALUE}).")
    private Duration wait = Duration.ofSeconds(1);

    @Option(names = "--json", description = "As JSON, schema beibu/trace/v1.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        OnDemandTrace.Config config = config();
        PingTarget to = PingTarget.parse(target);
        try (OnDemandTrace trace =
                new OnDemandTrace(config, new SystemEpochNanoClock(), SystemNanoClock.INSTANCE)) {
            if (!json) {
                System.out.printf(
                        "trace to %s from port %d, %d hops at most%n",
                        to, trace.sourcePort(), maxTtl);
            }
            TraceResult result = trace.trace();
            System.out.print(
                    json
                            ? TraceText.json(to.toString(), trace.sourcePort(), result)
                            : TraceText.table(result));
            if (result.outcome() == TraceOutcome.NOT_SENT) {
                throw new CommandFailure(
                        ExitCode.FAILURE, "the system sends nothing to " + to + ": no route");
            }
            return result.outcome() == TraceOutcome.REACHED ? ExitCode.OK : ExitCode.UNREACHABLE;
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            throw new CommandFailure(
                    message.contains("CAP_NET_ADMIN") ? ExitCode.NOT_PERMITTED : ExitCode.FAILURE,
                    message,
                    e);
        }
    }

    private OnDemandTrace.Config config() throws ConfigException {
        try {
            PingTarget to = PingTarget.parse(target);
            if (to.port() == 0) {
                throw new IllegalArgumentException("a trace needs a port");
            }
            if (to.place().zone() != null) {
                throw new IllegalArgumentException("no routers are on the way to " + to);
            }
            if (sourcePort < 0 || sourcePort > 0xffff) {
                throw new IllegalArgumentException("not a port: '" + sourcePort + "'");
            }
            Steering steering = way.steering(to);
            return new OnDemandTrace.Config(
                    new Destination(
                            to.address(),
                            to.port(),
                            steering.source().orElse(null),
                            steering.dscp() << 2),
                    sourcePort,
                    steering.mark(),
                    authKey == null ? KeyRing.NONE : KeyFile.read(authKey),
                    new TraceLimits(maxTtl, attempts, TraceLimits.DEFAULT.gap(), wait));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("runs under picocli only");
        }
        return spec;
    }
}
