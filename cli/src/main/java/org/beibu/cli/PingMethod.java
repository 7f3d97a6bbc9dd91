package org.beibu.cli;

import org.beibu.probe.active.Asking;
import org.beibu.probe.active.SessionMethod;
import org.beibu.probe.connect.PortRange;
import org.beibu.probe.dns.DnsQuestion;
import org.beibu.probe.stamp.KeyRing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code beibu ping} that say what the target is asked. */
final class PingMethod {
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "stamp",
            description =
                    "What the target is asked: stamp (default), or where it runs no"
                            + " Session-Reflector tcp-connect, icmp-echo or dns.")
    private String method = "stamp";

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the target: 862 (stamp), 443 (tcp-connect), 53 (dns).")
    private @Nullable Integer port;

    @Option(
            names = "--query",
            paramLabel = "NAME[/TYPE]",
            description = "With dns: what to ask for (default ./NS).")
    private @Nullable String query;

    @Option(
            names = "--recursion",
            description = "With dns: have the server search where it does not know.")
    private boolean recursion;

    /** The method that is named. */
    SessionMethod method() {
        return SessionMethod.parse(method);
    }

    /** What is asked; of STAMP nothing, which has options of its own. */
    Asking asking() {
        if (method() != SessionMethod.DNS && (query != null || recursion)) {
            throw new IllegalArgumentException("--query and --recursion need --method dns");
        }
        return switch (method()) {
            case STAMP -> new Asking.Stamp(KeyRing.NONE);
            case TCP_CONNECT -> new Asking.Connect(PortRange.BY_HAND);
            case ICMP_ECHO -> new Asking.Echo();
            case DNS ->
                    new Asking.Dns(DnsQuestion.parse(query == null ? "./NS" : query, recursion));
        };
    }

    /** Whom the text names, with the port of the option or of the method. */
    PingTarget target(String text) {
        Integer given = port;
        int usual = asking().defaultPort();
        PingTarget target = PingTarget.parse(text, given == null ? usual : given);
        if (method() == SessionMethod.ICMP_ECHO ? target.port() != 0 : target.port() == 0) {
            throw new IllegalArgumentException(
                    method() + (target.port() == 0 ? " needs a port" : " has no ports"));
        }
        return target;
    }
}
