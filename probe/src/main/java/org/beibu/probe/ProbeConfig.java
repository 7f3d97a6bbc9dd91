package org.beibu.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.beibu.model.ClockQuality;
import org.beibu.probe.active.SenderLimits;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.SessionSettings;
import org.beibu.probe.active.TraceSettings;
import org.beibu.probe.capture.Fanout;
import org.beibu.probe.capture.LiveCaptureConfig;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.record.PseudonymKey;
import org.beibu.probe.record.RecordingConfig;
import org.beibu.probe.reflector.ReflectorConfig;
import org.beibu.probe.reflector.ReflectorSettings;
import org.beibu.runtime.admin.AdminAddress;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.journal.JournalFormat;

/**
 * Section {@code probe}.
 *
 * @param name the probe's name in the journal
 * @param shared what all daemons share
 * @param capture the live interface, empty when none is configured
 * @param passive bounds of the passive matchers
 * @param recording how timings become records
 * @param reflector the Session-Reflector, empty when none is configured
 * @param sessions the active sessions, none when none is configured
 * @param limits what they and the traces of their paths keep to
 * @param admin where the admin endpoint is, empty for nowhere
 */
public record ProbeConfig(
        String name,
        SharedConfig shared,
        Optional<LiveCaptureConfig> capture,
        PassiveConfig passive,
        RecordingConfig recording,
        Optional<ReflectorConfig> reflector,
        List<SessionConfig> sessions,
        SenderLimits limits,
        Optional<AdminAddress> admin) {

    /** The key that {@code --interface} overrules. */
    public static final String INTERFACE_PATH = "probe.interface";

    private static final String SECTION = "probe";
    private static final String OFF = "off";
    private static final String TRUNCATED = "truncated";
    private static final String PSEUDONYMS = "pseudonyms";
    private static final int LARGEST_BUFFER = 1 << 30;

    private static final ConfigKey NAME =
            ConfigKey.of(
                    "probe.name",
                    "probe-1",
                    "Name of this probe in the journal, at most 32 characters; sequence numbers"
                            + " belong to it, so it must not change while a journal is kept.");
    private static final ConfigKey INTERFACE =
            ConfigKey.of(
                    INTERFACE_PATH,
                    "",
                    "Interface to capture, such as a mirror port; 'any' for all of them.");
    private static final ConfigKey FILTER =
            ConfigKey.of(
                    "probe.filter",
                    "",
                    "Packets to capture, in the language of pcap-filter(7); 'tcp' alone leaves out"
                            + " packets with VLAN tags.");
    private static final ConfigKey SNAP_LENGTH =
            ConfigKey.of(
                    "probe.snap_length", "128", "Octets captured of each packet, 64 to 262144.");
    private static final ConfigKey BUFFER =
            ConfigKey.of(
                    "probe.buffer",
                    "64MiB",
                    "Kernel buffer of the capture; it bridges pauses of the process.");
    private static final ConfigKey PROMISCUOUS =
            ConfigKey.of(
                    "probe.promiscuous",
                    "true",
                    "Whether packets for other hosts are captured; a mirror port needs it.");
    private static final ConfigKey THREADS =
            ConfigKey.of(
                    "probe.threads",
                    "1",
                    "Capture threads, 1 to 64, each with a buffer and flows of its own; the kernel"
                            + " gives both directions of a flow to the same one.");
    private static final ConfigKey FLOWS =
            ConfigKey.of(
                    "probe.flows",
                    "1048576",
                    "Flows followed at most by each capture thread; about 256 octets of memory each.");
    private static final ConfigKey IPV4_PREFIX =
            ConfigKey.of(
                    "probe.ipv4_prefix",
                    "24",
                    "Bits of an IPv4 host's address that leave the probe, 0 to 24.");
    private static final ConfigKey IPV6_PREFIX =
            ConfigKey.of(
                    "probe.ipv6_prefix",
                    "48",
                    "Bits of an IPv6 host's address that leave the probe, 0 to 48.");
    private static final ConfigKey ADDRESSES =
            ConfigKey.of(
                    "probe.privacy.addresses",
                    TRUNCATED,
                    "What the journal holds of a host: its prefix (truncated), or a pseudonym of"
                            + " its prefix that keeps common prefixes common (pseudonyms).");
    private static final ConfigKey KEY_FILE =
            ConfigKey.of(
                    "probe.privacy.key_file",
                    "",
                    "With pseudonyms: file of 32 random octets, mode 0400 or 0600; never printed.");

    private static final ConfigKey ADMIN =
            ConfigKey.of(
                    "probe.admin.listen",
                    "127.0.0.1:0",
                    "Address and port where the running probe tells health, counters and sessions;"
                            + " port 0: one that the system chooses, written to run/probe-admin in"
                            + " the data directory; 'off' for nowhere.");

    private static final List<ConfigKey> OWN_KEYS =
            List.of(
                    NAME,
                    INTERFACE,
                    FILTER,
                    SNAP_LENGTH,
                    BUFFER,
                    PROMISCUOUS,
                    THREADS,
                    FLOWS,
                    IPV4_PREFIX,
                    IPV6_PREFIX,
                    ADDRESSES,
                    KEY_FILE,
                    ADMIN);

    /** All keys of the section. */
    public static final List<ConfigKey> KEYS =
            Stream.of(SessionSettings.KEYS, TraceSettings.KEYS, OWN_KEYS, ReflectorSettings.KEYS)
                    .flatMap(List::stream)
                    .toList();

    public ProbeConfig {
        sessions = List.copyOf(sessions);
        if (!name.matches("[\\x21-\\x7e]{1," + JournalFormat.MAX_PROBE_NAME + "}")) {
            throw new IllegalArgumentException(
                    "a probe's name has 1 to "
                            + JournalFormat.MAX_PROBE_NAME
                            + " printable ASCII characters: '"
                            + name
                            + "'");
        }
    }

    /** When traces of sessions' paths are made. */
    public TraceSettings traces() {
        return limits.traces();
    }

    /** Everything at its default but the data directory; no interface. */
    public static ProbeConfig at(Path data) {
        return new ProbeConfig(
                NAME.defaultText(),
                SharedConfig.at(data),
                Optional.empty(),
                PassiveConfig.DEFAULT,
                RecordingConfig.DEFAULT,
                Optional.empty(),
                List.of(),
                SenderLimits.DEFAULT,
                Optional.empty());
    }

    /** The same with other shared values. */
    public ProbeConfig with(SharedConfig other) {
        return new ProbeConfig(
                name, other, capture, passive, recording, reflector, sessions, limits, admin);
    }

    /** The same with another origin of the time stamps. */
    public ProbeConfig with(ClockQuality quality) {
        RecordingConfig stamped = recording.with(quality);
        return new ProbeConfig(
                name, shared, capture, passive, stamped, reflector, sessions, limits, admin);
    }

    /**
     * The sections {@code shared} and {@code probe} of a file.
     *
     * @throws ConfigException naming line and column
     */
    public static ProbeConfig from(ConfigFile file) throws ConfigException {
        SharedConfig shared = SharedConfig.from(file);
        ConfigSection section = file.section(SECTION, KEYS);
        long flows = section.integer(FLOWS, 16, PassiveConfig.MOST_FLOWS);
        try {
            return new ProbeConfig(
                    section.text(NAME),
                    shared,
                    capture(section),
                    PassiveConfig.DEFAULT.withMaxFlows((int) flows),
                    recording(section),
                    ReflectorSettings.from(section),
                    SessionSettings.from(section, shared),
                    SenderLimits.from(section),
                    admin(section));
        } catch (IllegalArgumentException e) {
            throw section.error(NAME, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<AdminAddress> admin(ConfigSection section) throws ConfigException {
        return section.parsed(
                ADMIN,
                text ->
                        text.equals(OFF)
                                ? Optional.empty()
                                : Optional.of(AdminAddress.parse(text)));
    }

    private static RecordingConfig recording(ConfigSection section) throws ConfigException {
        boolean named = section.oneOf(ADDRESSES, Set.of(TRUNCATED, PSEUDONYMS)).equals(PSEUDONYMS);
        Optional<PseudonymKey> key = section.optionalParsed(KEY_FILE, ProbeConfig::key);
        if (named && key.isEmpty()) {
            throw section.error(KEY_FILE, "is missing: pseudonyms need a key");
        }
        return new RecordingConfig(
                (int) section.integer(IPV4_PREFIX, 0, RecordingConfig.LONGEST_IPV4),
                (int) section.integer(IPV6_PREFIX, 0, RecordingConfig.LONGEST_IPV6),
                named ? key : Optional.empty(),
                ClockQuality.KERNEL);
    }

    private static PseudonymKey key(String file) {
        return PseudonymKey.read(Path.of(file));
    }

    private static Optional<LiveCaptureConfig> capture(ConfigSection section)
            throws ConfigException {
        long buffer = section.octets(BUFFER);
        if (buffer < 1 << 20 || buffer > LARGEST_BUFFER) {
            throw section.error(BUFFER, "must be 1MiB to 1GiB");
        }
        int snapLength = (int) section.integer(SNAP_LENGTH, 64, 262_144);
        String filter = section.text(FILTER);
        boolean promiscuous = section.flag(PROMISCUOUS);
        int threads = (int) section.integer(THREADS, 1, Fanout.MOST_MEMBERS);
        return section.optionalText(INTERFACE)
                .map(
                        name ->
                                new LiveCaptureConfig(
                                        name,
                                        filter,
                                        snapLength,
                                        (int) buffer,
                                        promiscuous,
                                        threads));
    }
}
