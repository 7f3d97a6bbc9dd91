package org.beibu.probe.active;

import java.nio.file.Path;
import org.beibu.model.Address;
import org.beibu.probe.connect.PortRange;
import org.beibu.probe.dns.DnsQuestion;
import org.beibu.probe.reflector.ListenAddress;
import org.beibu.probe.stamp.KeyFile;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of {@code probe.sessions[]} that say whom a session asks, and what. */
final class AskingSettings {
    private static final Logger LOG = LoggerFactory.getLogger(AskingSettings.class);

    static final ConfigKey METHOD =
            ConfigKey.of(
                    "probe.sessions[].method",
                    "stamp",
                    "How the target is probed: stamp where it runs a Session-Reflector, else"
                            + " tcp-connect, icmp-echo or dns.");
    static final ConfigKey TARGET =
            ConfigKey.of(
                    "probe.sessions[].target",
                    "",
                    "Address that is probed, with its port unless that is 862 (stamp), 443"
                            + " (tcp-connect) or 53 (dns); each session needs one.");
    static final ConfigKey QUERY =
            ConfigKey.of(
                    "probe.sessions[].query",
                    "",
                    "With dns: the name to ask for, and its type unless that is A, such as"
                            + " 'example.com/SOA'.");
    static final ConfigKey RECURSION =
            ConfigKey.of(
                    "probe.sessions[].recursion",
                    "false",
                    "With dns: whether the server is asked to search elsewhere, which takes its"
                            + " time.");
    static final ConfigKey KEY_FILE =
            ConfigKey.of(
                    "probe.sessions[].key_file",
                    "",
                    "With stamp: file of HMAC keys, a line 'ID HEXADECIMAL' each; with it packets"
                            + " are authenticated; never printed.");

    private AskingSettings() {}

    /** Where a session's packets go. */
    record Target(Address address, int port) {}

    static Asking asking(ConfigSection element, PortRange sourcePorts) throws ConfigException {
        SessionMethod method = element.parsed(METHOD, SessionMethod::parse);
        KeyRing keys = element.optionalParsed(KEY_FILE, AskingSettings::keys).orElse(KeyRing.NONE);
        boolean recursive = element.flag(RECURSION);
        boolean named = element.optionalText(QUERY).isPresent();
        if (method != SessionMethod.STAMP && !keys.isEmpty()) {
            throw element.error(KEY_FILE, "only packets of stamp are authenticated");
        }
        if (named != (method == SessionMethod.DNS)) {
            throw element.error(
                    QUERY, named ? "only method dns asks for names" : "method dns needs a name");
        }
        return switch (method) {
            case STAMP -> new Asking.Stamp(keys);
            case TCP_CONNECT -> new Asking.Connect(sourcePorts);
            case ICMP_ECHO -> new Asking.Echo();
            case DNS ->
                    new Asking.Dns(
                            element.parsed(QUERY, text -> DnsQuestion.parse(text, recursive)));
        };
    }

    /** The target of a session that asks this. */
    static Target target(ConfigSection element, Asking asking) throws ConfigException {
        return element.parsed(TARGET, text -> target(text, asking));
    }

    private static Target target(String text, Asking asking) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is missing: each session needs one");
        }
        boolean portless = asking.method() == SessionMethod.ICMP_ECHO;
        ListenAddress read = ListenAddress.parse(text, asking.defaultPort());
        if (portless && read.port() != 0) {
            throw new IllegalArgumentException("ICMP has no ports: '" + text + "'");
        }
        if (read.zone() != null) {
            throw new IllegalArgumentException(
                    "no session has a link-local target: '" + text + "'");
        }
        return new Target(read.address(), read.port());
    }

    private static KeyRing keys(String name) {
        Path file = Path.of(name);
        KeyRing keys = KeyFile.read(file);
        if (!KeyFile.isPrivate(file)) {
            LOG.warn("sessions: {}: others than its owner have rights to it: chmod 0400", file);
        }
        return keys;
    }
}
