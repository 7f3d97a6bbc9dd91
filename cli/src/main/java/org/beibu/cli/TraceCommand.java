package org.beibu.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.beibu.probe.active.Steering;
import org.beibu.probe.trace.OnDemandTrace;
import org.beibu.probe.trace.TraceLimits;
import org.beibu.probe.trace.TraceResult;
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

/** {@code beibu trace}: the routers on the way to a Session-Reflector or any host. */
@Command(
        name = "trace",
        description =
                "Shows the routers on the way to a Session-Reflector, or by ICMP to any"
                        + " host. Test packets of small TTL are all of one flow (as Paris"
                        + " traceroute). Needs no privileges. The exit code is 4 when the target"
                        + " did not answer.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class TraceCommand implements Callable<Integer> {
    private static final String STAMP = "stamp";
    private static final String ICMP = "icmp";

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET[:PORT]",
            description =
                    "Address or name of the reflector, port 862 without one; with icmp of any"
                            + " host, without a port.")
    private String target = "";

    @Option(
            names = "--protocol",
            paramLabel = "PROTOCOL",
            defaultValue = STAMP,
            description = "stamp (default): UDP test packets of STAMP; icmp: echo requests.")
    private String protocol = STAMP;

    @Mixin private SteeringOptions way = new SteeringOptions();

    @Option(
            names = "--source-port",
            paramLabel = "PORT",
            description =
                    "Own port to send from, with icmp the identifier; routers choose among equal"
                            + " paths by it.")
    private int sourcePort;

    @Mixin private AuthKeyOption authKey = new AuthKeyOption();

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
        PingTarget to = to();
        try (OnDemandTrace trace =
                new OnDemandTrace(config, new SystemEpochNanoClock(), SystemNanoClock.INSTANCE)) {
            if (!json) {
                System.out.printf(
                        config.isEcho()
                                ? "trace to %s by ICMP with identifier %d, %d hops at most%n"
                                : "trace to %s from port %d, %d hops at most%n",
                        to,
                        trace.sourcePort(),
                        maxTtl);
            }
            TraceResult result = trace.trace();
            System.out.print(
                    json
                            ? TraceText.json(
                                    new TraceText.Flow(
                                            to.toString(), config.isEcho(), trace.sourcePort()),
                                    result)
                            : TraceText.table(result));
            if (result.outcome() == TraceOutcome.NOT_SENT) {
                throw new CommandFailure(
                        ExitCode.FAILURE, "the system sends nothing to " + to + ": no route");
            }
            return result.outcome() == TraceOutcome.REACHED ? ExitCode.OK : ExitCode.UNREACHABLE;
        } catch (IOException e) {
            throw CommandFailure.ofSockets(e);
        }
    }

    private OnDemandTrace.Config config() throws ConfigException {
        try {
            PingTarget to = to();
            if (to.place().zone() != null) {
                throw new IllegalArgumentException("no routers are on the way to " + to);
            }
            if (sourcePort < 0 || sourcePort > 0xffff) {
                throw new IllegalArgumentException("not a port: '" + sourcePort + "'");
            }
            Steering steering = way.steering(to);
            return new OnDemandTrace.Config(
                    to.destination(steering),
                    sourcePort,
                    steering.mark(),
                    authKey.keys(spec().commandLine().getErr()),
                    new TraceLimits(maxTtl, attempts, TraceLimits.DEFAULT.gap(), wait));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The target; without a port it is traced by ICMP. */
    private PingTarget to() {
        boolean icmp = protocol.equals(ICMP);
        if (!icmp && !protocol.equals(STAMP)) {
            throw new IllegalArgumentException(
                    "'%s' is not one of %s, %s".formatted(protocol, STAMP, ICMP));
        }
        PingTarget to = icmp ? PingTarget.parse(target, 0) : PingTarget.parse(target);
        if (icmp != (to.port() == 0)) {
            throw new IllegalArgumentException(
                    icmp ? "icmp has no ports" : "a trace by stamp needs a port");
        }
        if (icmp && authKey.isGiven()) {
            throw new IllegalArgumentException("--auth-key is of stamp");
        }
        return to;
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("runs under picocli only");
        }
        return spec;
    }
}
