package org.beibu.probe.active;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Exit;
import org.beibu.model.PathId;
import org.beibu.model.Prefix;
import org.beibu.model.PrefixTable;
import org.beibu.probe.connect.PortRange;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
import org.beibu.runtime.config.SharedConfig;

/** The keys {@code probe.sessions[]} and those below {@code probe.active}. */
public final class SessionSettings {
    private static final String PERIODIC = "periodic";
    private static final String POISSON = "poisson";
    private static final Duration LONGEST_CONNECT = Duration.ofMillis(900);
    private static final int HIGHEST_DSCP = 63;
    private static final int MOST_OCTETS = 9_000;

    private static final ConfigKey ROUTE =
            ConfigKey.of(
                    "probe.sessions[].route",
                    "",
                    "AseanRoute that an active session measures, by its id in the catalogue; each"
                            + " session needs one.");
    private static final ConfigKey EXIT =
            ConfigKey.of(
                    "probe.sessions[].exit",
                    "",
                    "Exit that its packets leave through, by its name in shared.exits; nothing"
                            + " where there is only one way.");
    private static final ConfigKey SOURCE =
            ConfigKey.of(
                    "probe.sessions[].source",
                    "",
                    "Address that its packets come from, where policy routing steers by it.");
    private static final ConfigKey DSCP =
            ConfigKey.of(
                    "probe.sessions[].dscp",
                    "0",
                    "DSCP of its packets, 0 to 63, where policy routing steers by it.");
    private static final ConfigKey MARK =
            ConfigKey.of(
                    "probe.sessions[].mark",
                    "0",
                    "Mark of its packets (SO_MARK), where policy routing steers by it; needs"
                            + " CAP_NET_ADMIN.");
    private static final ConfigKey INTERVAL =
            ConfigKey.of(
                    "probe.sessions[].interval",
                    "100ms",
                    "Time from packet to packet, on average, 1ms to 1m.");
    private static final ConfigKey SCHEDULE =
            ConfigKey.of(
                    "probe.sessions[].schedule",
                    PERIODIC,
                    "Whether packets leave each interval (periodic) or at random times (poisson).");
    private static final ConfigKey OCTETS =
            ConfigKey.of(
                    "probe.sessions[].octets",
                    "0",
                    "Octets of UDP payload, or of ICMP data, up to 9000; 0 for as many as needed.");
    private static final ConfigKey LOSS_THRESHOLD =
            ConfigKey.of(
                    "probe.sessions[].loss_threshold",
                    "3s",
                    "A packet without a reply for so long is lost, up to 9s; with tcp-connect up to"
                            + " 900ms, before the SYN would be sent again.");
    private static final ConfigKey ALLOW =
            ConfigKey.of(
                    "probe.active.allow",
                    "",
                    "Prefixes that may be probed, separated by commas; needed with sessions.");
    private static final ConfigKey RATE =
            ConfigKey.of(
                    "probe.active.rate",
                    "20000",
                    "Packets a second that all sessions together send at most.");

    /** Packets a second to one target without a reflector where the file says nothing. */
    static final long DEFAULT_TARGET_RATE = 100;

    private static final ConfigKey TARGET_RATE =
            ConfigKey.of(
                    "probe.active.target_rate",
                    Long.toString(DEFAULT_TARGET_RATE),
                    "Packets a second to one target that need not expect them: one probed by"
                            + " another method than stamp.");

    private static final ConfigKey CONNECT_PORTS =
            ConfigKey.of(
                    "probe.active.connect_ports",
                    PortRange.DEFAULT.toString(),
                    "Source ports of tcp-connect, one for each that is under way; no other process"
                            + " may use them.");

    /** All keys of active sessions. */
    public static final List<ConfigKey> KEYS =
            List.of(
                    ROUTE,
                    EXIT,
                    AskingSettings.METHOD,
                    AskingSettings.TARGET,
                    AskingSettings.QUERY,
                    AskingSettings.RECURSION,
                    SOURCE,
                    DSCP,
                    MARK,
                    INTERVAL,
                    SCHEDULE,
                    OCTETS,
                    LOSS_THRESHOLD,
                    AskingSettings.KEY_FILE,
                    ALLOW,
                    RATE,
                    TARGET_RATE,
                    CONNECT_PORTS);

    private SessionSettings() {}

    /**
     * The sessions of the file, in its order.
     *
     * @throws ConfigException naming line and column
     */
    public static List<SessionConfig> from(ConfigSection section, SharedConfig shared)
            throws ConfigException {
        PrefixTable allowed = PrefixTable.of(List.of(section.listed(ALLOW, Prefix::parse)));
        SessionRates rates =
                new SessionRates(section.integer(RATE, 1, 1_000_000), targetRate(section));
        PortRange sourcePorts = section.parsed(CONNECT_PORTS, PortRange::parse);
        List<SessionConfig> sessions = new ArrayList<>();
        for (ConfigSection element : section.list("sessions")) {
            SessionConfig session = session(element, shared, sourcePorts);
            if (allowed.lookup(session.target().high(), session.target().low())
                    == PrefixTable.NONE) {
                throw element.error(
                        AskingSettings.TARGET,
                        session.target() + " is not in a prefix of probe.active.allow");
            }
            Optional<String> tooFast = rates.add(session);
            if (tooFast.isPresent()) {
                throw element.error(INTERVAL, "more packets a second than " + tooFast.get());
            }
            sessions.add(session);
        }
        return sessions;
    }

    /** Packets a second to one target that need not expect them. */
    static long targetRate(ConfigSection section) throws ConfigException {
        return section.integer(TARGET_RATE, 1, 1_000_000);
    }

    private static SessionConfig session(
            ConfigSection element, SharedConfig shared, PortRange sourcePorts)
            throws ConfigException {
        PathId path = path(element, shared);
        Optional<Address> source = element.optionalParsed(SOURCE, Address::parse);
        int dscp = (int) element.integer(DSCP, 0, HIGHEST_DSCP);
        int mark = (int) element.integer(MARK, 0, Integer.MAX_VALUE);
        Asking asking = AskingSettings.asking(element, sourcePorts);
        Stream stream = stream(element, asking);
        AskingSettings.Target to = AskingSettings.target(element, asking);
        try {
            Steering steering = new Steering(source, dscp, mark);
            return new SessionConfig(path, to.address(), to.port(), steering, stream, asking);
        } catch (IllegalArgumentException e) {
            throw element.error(AskingSettings.TARGET, String.valueOf(e.getMessage()));
        }
    }

    private static PathId path(ConfigSection element, SharedConfig shared) throws ConfigException {
        String route =
                element.parsed(
                        ROUTE,
                        id -> {
                            if (shared.catalogue().find(id).isEmpty()) {
                                throw new IllegalArgumentException(
                                        "'" + id + "' is not a route of the catalogue");
                            }
                            return id;
                        });
        return element.parsed(
                EXIT,
                name -> {
                    if (name.isEmpty()) {
                        return new PathId(route, Exit.UNKNOWN);
                    }
                    boolean known =
                            shared.exits().stream().anyMatch(e -> e.exit().name().equals(name));
                    if (!known) {
                        throw new IllegalArgumentException(
                                "'" + name + "' is not an exit of shared.exits");
                    }
                    return new PathId(route, name);
                });
    }

    private static Stream stream(ConfigSection element, Asking asking) throws ConfigException {
        boolean poisson = element.oneOf(SCHEDULE, Set.of(PERIODIC, POISSON)).equals(POISSON);
        int octets = (int) element.integer(OCTETS, 0, MOST_OCTETS);
        Duration threshold = element.duration(LOSS_THRESHOLD);
        if (asking.method() == SessionMethod.TCP_CONNECT
                && threshold.compareTo(LONGEST_CONNECT) > 0) {
            threshold = LONGEST_CONNECT;
        }
        try {
            return new Stream(element.duration(INTERVAL), poisson, octets, threshold);
        } catch (IllegalArgumentException e) {
            throw element.error(INTERVAL, String.valueOf(e.getMessage()));
        }
    }
}
