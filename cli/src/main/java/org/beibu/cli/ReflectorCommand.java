package org.beibu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.reflector.Reflector;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.reflector.ReflectorSettings;
import org.beibu.probe.udp.KernelClock;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code beibu reflector}: a Session-Reflector alone, until it is told to end. */
@Command(
        name = "reflector",
        description =
                "Answers test packets of STAMP (RFC 8762) and TWAMP Light. Options win"
                        + " over the keys below probe.reflector of the file. Runs until SIGINT or"
                        + " SIGTERM, then prints what it counted.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ReflectorCommand implements Callable<Integer> {
    private static final String EVERYWHERE_IPV4 = "0.0.0.0:862";
    private static final String EVERYWHERE = EVERYWHERE_IPV4 + ", [::]:862";
    private static final Path IPV6 = Path.of("/proc/net/if_inet6");
    private static final String ANYBODY = "0.0.0.0/0, ::/0";

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file.")
    private @Nullable Path configFile;

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            description = "Where to listen; may be repeated (without it and a file: port 862).")
    private List<String> listen = new ArrayList<>();

    @Option(
            names = "--allow",
            paramLabel = "PREFIX",
            description = "Senders to answer; may be repeated (without it and a file: anybody).")
    private List<String> allow = new ArrayList<>();

    @Option(
            names = "--auth-key",
            paramLabel = "FILE",
            description =
                    "Answer only packets signed with a key of this file: ID HEXADECIMAL a line.")
    private @Nullable Path authKey;

    @Option(
            names = "--tlv-key",
            paramLabel = "FILE",
            description = "Answer open packets, whose HMAC TLVs are made with a key of this file.")
    private @Nullable Path tlvKey;

    @Option(
            names = "--stateful",
            negatable = true,
            description =
                    "Number the answers by session: without, no sender can tell in which direction"
                            + " a packet was lost (default: no; with --config as the file says).")
    private @Nullable Boolean stateful;

    @Option(
            names = "--timestamps",
            paramLabel = "FORMAT",
            description = "Stamps of the answers: ntp, ptp, or sender (as the question has them).")
    private @Nullable String timestamps;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Packets a second that one sender is answered at most.")
    private @Nullable Integer rate;

    @Option(names = "--json", description = "Where it listens as JSON, schema beibu/reflector/v1.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Counters[] counted = new Counters[1];
        DaemonRun.Kind kind =
                file -> {
                    ReflectorConfig config = config(file);
                    return (counters, onEnd) -> {
                        counted[0] = counters;
                        return start(config, counters);
                    };
                };
        new DaemonRun(kind).run(this::file, configFile != null);
        System.err.println(summary(counted[0]));
        return ExitCode.OK;
    }

    private DaemonRun.Daemon start(ReflectorConfig config, Counters counters) {
        Reflector reflector =
                new Reflector(config, new SystemEpochNanoClock(), KernelClock.ofSystem(), counters);
        try {
            reflector.start();
        } catch (IOException e) {
            boolean denied = String.valueOf(e.getMessage()).contains("not permitted");
            throw new CommandFailure(
                    denied ? ExitCode.NOT_PERMITTED : ExitCode.FAILURE,
                    String.valueOf(e.getMessage()),
                    e);
        }
        tell(reflector);
        return new Running(reflector, counters);
    }

    private record Running(Reflector reflector, Counters counters) implements DaemonRun.Daemon {
        @Override
        public String status() {
            return "listens to " + reflector.addresses() + "; " + summary(counters);
        }

        @Override
        public void close() {
            reflector.close();
        }
    }

    private ReflectorConfig config(ConfigFile file) throws ConfigException {
        try {
            return ProbeConfig.from(file)
                    .reflector()
                    .orElseThrow(() -> new ConfigException("it listens nowhere: give --listen"));
        } catch (ConfigException e) {
            if (configFile == null) { // then an option is wrong
                throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    private void tell(Reflector reflector) {
        String where =
                reflector.addresses().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(json ? "\",\"" : ", "));
        if (json) {
            System.out.println(
                    "{\"schema\":\"beibu/reflector/v1\",\"listen\":[\"" + where + "\"]}");
        } else {
            System.out.println("reflector listens to " + where);
        }
    }

    private ConfigFile file() throws ConfigException {
        ConfigFile file = configFile == null ? ConfigFile.none() : ConfigFile.read(configFile);
        boolean fresh = configFile == null;
        override(
                file, ReflectorSettings.LISTEN_PATH, "--listen", text(listen, fresh, everywhere()));
        override(file, ReflectorSettings.ALLOW_PATH, "--allow", text(allow, fresh, ANYBODY));
        if (fresh && stateful == null) {
            override(file, ReflectorSettings.STATEFUL_PATH, "--stateful", "false");
        }
        override(file, ReflectorSettings.STATEFUL_PATH, "--stateful", stateful);
        override(file, ReflectorSettings.TIMESTAMPS_PATH, "--timestamps", timestamps);
        override(file, ReflectorSettings.RATE_PATH, "--rate", rate);
        override(file, ReflectorSettings.KEY_FILE_PATH, "--tlv-key", tlvKey);
        override(file, ReflectorSettings.KEY_FILE_PATH, "--auth-key", authKey);
        if (authKey != null) {
            override(
                    file,
                    ReflectorSettings.MODE_PATH,
                    "--auth-key",
                    ReflectorSettings.AUTHENTICATED);
        }
        return file;
    }

    private static String everywhere() {
        return Files.exists(IPV6) ? EVERYWHERE : EVERYWHERE_IPV4;
    }

    private static @Nullable String text(List<String> given, boolean fresh, String preset) {
        if (given.isEmpty()) {
            return fresh ? preset : null;
        }
        return String.join(", ", given);
    }

    private static void override(
            ConfigFile file, String path, String option, @Nullable Object value) {
        if (value != null) {
            file.override(path, value.toString(), option);
        }
    }

    private static String summary(Counters counters) {
        return counters.snapshot().entrySet().stream()
                .filter(counter -> counter.getKey().startsWith("reflector_"))
                .filter(counter -> counter.getValue() > 0)
                .map(ReflectorCommand::text)
                .collect(Collectors.joining(", ", "beibu: ", ""));
    }

    private static String text(Map.Entry<String, Long> counter) {
        return counter.getKey().substring("reflector_".length()) + " " + counter.getValue();
    }
}
