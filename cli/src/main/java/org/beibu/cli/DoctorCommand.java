package org.beibu.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.cli.doctor.AnswerChecks;
import org.beibu.cli.doctor.CardChecks;
import org.beibu.cli.doctor.DataChecks;
import org.beibu.cli.doctor.Finding;
import org.beibu.cli.doctor.HostChecks;
import org.beibu.cli.doctor.Machine;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.EffectiveValue;
import org.beibu.runtime.config.SharedConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beibu doctor}: what is wrong with this machine, and the command that mends it. */
@Command(
        name = "doctor",
        description =
                "Looks at this machine: configuration, Java, rights, clock, network card,"
                        + " disk, journal, store, page, InfluxDB, BGP. Each line is OK, WARN or"
                        + " FAIL, with the command that mends it. Exit code 1 with a FAIL.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Mixin private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--fix",
            description =
                    "Run those commands that interrupt nothing and can be taken back, and say so.")
    private boolean fix;

    @Option(names = "--json", description = "As JSON, schema beibu/doctor/v1.")
    private boolean json;

    private final Machine machine = Machine.real();

    @Override
    public Integer call() throws JsonProcessingException {
        List<Finding> findings = findings();
        List<String> mended = new ArrayList<>();
        if (fix) {
            mend(findings, mended);
            findings = mended.isEmpty() ? findings : findings();
        }
        print(findings, mended);
        return findings.stream().anyMatch(found -> found.state() == Finding.State.FAIL)
                ? ExitCode.FAILURE
                : ExitCode.OK;
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> values = new TreeMap<>();
        try {
            ConfigFile file = options.file();
            KnownKeys.readAll(file);
            for (EffectiveValue value : file.effective()) {
                values.put(value.path(), value.value());
            }
            findings.add(Finding.of("configuration", options.hasFile() ? "right" : "defaults"));
            String card = values.getOrDefault("probe.interface", "");
            findings.addAll(HostChecks.all(machine, !card.isEmpty()));
            if (!card.isEmpty()) {
                findings.addAll(CardChecks.all(machine, card));
            }
            findings.addAll(DataChecks.all(SharedConfig.from(file), now()));
        } catch (ConfigException e) {
            findings.add(Finding.wrong("configuration", String.valueOf(e.getMessage())));
            findings.addAll(HostChecks.all(machine, false));
            return findings;
        }
        findings.add(
                AnswerChecks.page(
                        values.getOrDefault("analyzer.web.address", "127.0.0.1"),
                        Integer.parseInt(values.getOrDefault("analyzer.web.port", "0"))));
        findings.add(AnswerChecks.influx(values.getOrDefault("analyzer.influxdb.url", "")));
        int routers = (int) values.keySet().stream().filter(DoctorCommand::isRouter).count();
        findings.add(AnswerChecks.sessions(routers, routers == 0 ? "" : peers()));
        return findings;
    }

    private static boolean isRouter(String path) {
        return path.matches("router_adapter\\.routers\\[\\d+]\\.name");
    }

    private static Instant now() {
        return Instant.ofEpochMilli(
                TimeUnit.NANOSECONDS.toMillis(new SystemEpochNanoClock().nanoTime()));
    }

    private String peers() {
        try {
            return new AdapterTalk(options).get("/api/v1/peers", Map.of());
        } catch (CommandFailure | ConfigException e) {
            return "";
        }
    }

    /** Runs what is safe; what could not be run stays in the findings with its command. */
    private void mend(List<Finding> findings, List<String> mended) {
        for (Finding found : findings) {
            if (found.safe() && machine.programs().output(found.remedy()).isPresent()) {
                mended.add(String.join(" ", found.remedy()));
            }
        }
    }

    private void print(List<Finding> findings, List<String> mended) throws JsonProcessingException {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("schema", "beibu/doctor/v1");
            all.put("mended", mended);
            all.put("findings", findings.stream().map(DoctorCommand::row).toList());
            System.out.println(new ObjectMapper().writeValueAsString(all));
            return;
        }
        mended.forEach(command -> System.out.println("did  " + command));
        for (Finding found : findings) {
            System.out.printf("%-4s %-15s %s%n", found.state(), found.subject(), found.detail());
            if (!found.remedy().isEmpty()) {
                System.out.println(
                        "       "
                                + (found.safe() ? "safe, --fix does it: " : "")
                                + String.join(" ", found.remedy()));
            }
        }
    }

    private static Map<String, Object> row(Finding found) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("state", found.state().name());
        row.put("subject", found.subject());
        row.put("detail", found.detail());
        row.put("remedy", String.join(" ", found.remedy()));
        row.put("safe", found.safe());
        return row;
    }
}
