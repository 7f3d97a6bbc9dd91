package org.beibu.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.beibu.simulator.bureau.Impairment;
import org.beibu.simulator.bureau.Quantities;
import org.beibu.simulator.demo.ExitChange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code beibu} command: the list of subcommands and how each of them ends. */
@Command(
        name = "beibu",
        description = "Times the links from Nanning to the ASEAN destinations.",
        mixinStandardHelpOptions = true,
        versionProvider = Beibu.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:tried and failed",
            "2:wrong command line or unreadable input file",
            "3:nothing to show, or no plan",
            "4:the reflector or daemon that should answer does not",
            "5:not permitted",
            "6:held, changed or expired",
            "78:bad configuration",
            "141:the reader of the output went away"
        })
public final class Beibu implements Runnable {
    /** The subcommands by name, as the help lists them. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    @Spec private @Nullable CommandSpec spec;

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        StandardOutput.install();
        System.exit(run(args));
    }

    /** Runs the command that the arguments name. */
    static int run(String... args) {
        FailureReport report = new FailureReport("1".equals(System.getenv("BEIBU_TRACE")));
        try {
            int code = commandLine(report, args).execute(args);
            System.out.flush();
            return code;
        } catch (RuntimeException | Error e) {
            return report.report(e, new PrintWriter(System.err, true, UTF_8));
        }
    }

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("alerts", AlertsCommand.class);
        commands.put("allocate", AllocateCommand.class);
        commands.put("analyzer", AnalyzerCommand.class);
        commands.put("approve", ApproveCommand.class);
        commands.put("audit", AuditCommand.class);
        commands.put("completion", CompletionCommand.class);
        commands.put("config", ConfigCommand.class);
        commands.put("demo", DemoCommand.class);
        commands.put("detect", DetectCommand.class);
        commands.put("doctor", DoctorCommand.class);
        commands.put("events", EventsCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("freeze", FreezeCommand.class);
        commands.put("help", CommandLine.HelpCommand.class);
        commands.put("import", ImportCommand.class);
        commands.put("loss", LossCommand.class);
        commands.put("maintenance", MaintenanceCommand.class);
        commands.put("manual", ManualCommand.class);
        commands.put("peers", PeersCommand.class);
        commands.put("ping", PingCommand.class);
        commands.put("privacy", PrivacyCommand.class);
        commands.put("probe", ProbeCommand.class);
        commands.put("rebuild", RebuildCommand.class);
        commands.put("recommendations", RecommendationsCommand.class);
        commands.put("reflector", ReflectorCommand.class);
        commands.put("reject", RejectCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("rib", RibCommand.class);
        commands.put("router-adapter", RouterAdapterCommand.class);
        commands.put("routes", RoutesCommand.class);
        commands.put("rtt", RttCommand.class);
        commands.put("segments", SegmentsCommand.class);
        commands.put("sessions", SessionsCommand.class);
        commands.put("simulate", SimulateCommand.class);
        commands.put("slo", SloCommand.class);
        commands.put("store", StoreCommand.class);
        commands.put("thaw", ThawCommand.class);
        commands.put("trace", TraceCommand.class);
        commands.put("up", UpCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("why", WhyCommand.class);
        commands.put("withdraw", WithdrawCommand.class);
        return commands;
    }

    /**
     * The parser for these arguments. It knows the subcommand that they begin with, else all of
     * them: looking through the options of all would be a third of the time of a short run.
     */
    static CommandLine commandLine(FailureReport report, String... args) {
        Class<?> named = args.length == 0 ? null : COMMANDS.get(args[0]);
        boolean alone = named != null && named != CommandLine.HelpCommand.class;
        CommandLine line = new CommandLine(new Beibu());
        COMMANDS.forEach(
                (name, command) -> {
                    if (!alone || command == named) {
                        line.addSubcommand(name, command);
                    }
                });
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandList());
        return line.setExecutionExceptionHandler(report)
                .setParameterExceptionHandler(report)
                .registerConverter(Duration.class, Quantities::duration)
                .registerConverter(ExitChange.class, ExitChange::parse)
                .registerConverter(Impairment.class, Impairment::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false);
    }

    @Override
    public void run() {
        CommandLine command = spec == null ? new CommandLine(this) : spec.commandLine();
        throw new ParameterException(command, "a command is missing");
    }

    /** The version of this build, and the Java that runs it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Beibu.class.getPackage().getImplementationVersion();
            return new String[] {
                "beibu "
                        + (version == null ? "(not packaged)" : version)
                        + " on Java "
                        + Runtime.version()
            };
        }
    }
}
