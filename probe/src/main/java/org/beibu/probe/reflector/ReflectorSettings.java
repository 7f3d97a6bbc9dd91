package org.beibu.probe.reflector;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Prefix;
import org.beibu.probe.stamp.KeyFile;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.TimestampFormat;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys below {@code probe.reflector}. */
public final class ReflectorSettings {
    /** Where it listens; without a value there is no reflector. */
    public static final String LISTEN_PATH = "probe.reflector.listen";

    /** Who is answered. */
    public static final String ALLOW_PATH = "probe.reflector.allow";

    /** Open or authenticated. */
    public static final String MODE_PATH = "probe.reflector.mode";

    /** The value of {@link #MODE_PATH} for signed packets. */
    public static final String AUTHENTICATED = "authenticated";

    /** The file of keys. */
    public static final String KEY_FILE_PATH = "probe.reflector.key_file";

    /** Whether answers are numbered by session. */
    public static final String STATEFUL_PATH = "probe.reflector.stateful";

    /** The format of the stamps. */
    public static final String TIMESTAMPS_PATH = "probe.reflector.timestamps";

    /** Packets a second for one source. */
    public static final String RATE_PATH = "probe.reflector.rate";

    private static final Logger LOG = LoggerFactory.getLogger(ReflectorSettings.class);
    private static final String OPEN = "open";
    private static final String AS_SENDER = "sender";

    private static final ConfigKey LISTEN =
            ConfigKey.of(
                    LISTEN_PATH,
                    "",
                    "Addresses and UDP ports where test packets of STAMP and TWAMP Light are answered,"
                            + " such as '192.0.2.1:862, [2001:db8::1]:862'; without it nowhere.");
    private static final ConfigKey ALLOW =
            ConfigKey.of(
                    ALLOW_PATH,
                    "",
                    "Prefixes of the senders that are answered, separated by commas; needed with"
                            + " listen.");
    private static final ConfigKey MODE =
            ConfigKey.of(
                    MODE_PATH,
                    OPEN,
                    "Which packets are answered: open or authenticated ones; the latter need keys.");
    private static final ConfigKey KEY_FILE =
            ConfigKey.of(
                    KEY_FILE_PATH,
                    "",
                    "File of HMAC keys, a line 'ID HEXADECIMAL' each; in open mode they are for HMAC"
                            + " TLVs only; never printed.");
    private static final ConfigKey STATEFUL =
            ConfigKey.of(
                    STATEFUL_PATH,
                    "true",
                    "Whether answers are numbered by session, which tells forward from backward loss.");
    private static final ConfigKey TIMESTAMPS =
            ConfigKey.of(
                    TIMESTAMPS_PATH,
                    AS_SENDER,
                    "Format of the stamps in answers: ntp, ptp, or that of the sender.");
    private static final ConfigKey LENGTHENING =
            ConfigKey.of(
                    "probe.reflector.lengthening",
                    "true",
                    "Whether open questions of 14 to 43 octets, as TWAMP Light senders may send, are"
                            + " answered by 44; false: no answer is longer than its question.");
    private static final ConfigKey DSCPS =
            ConfigKey.of(
                    "probe.reflector.dscp",
                    "",
                    "DSCPs that a sender may ask for on the way back, 0 to 63, separated by commas;"
                            + " without it every one.");
    private static final ConfigKey RATE =
            ConfigKey.of(
                    RATE_PATH, "100000", "Packets a second that one source is answered at most.");
    private static final ConfigKey LONGEST =
            ConfigKey.of(
                    "probe.reflector.longest",
                    "9216",
                    "Octets of the longest packet that is answered, 128 to 65507.");
    private static final ConfigKey MAX_SESSIONS =
            ConfigKey.of(
                    "probe.reflector.max_sessions",
                    "65536",
                    "Sessions of a stateful reflector at most; packets of further ones are dropped.");
    private static final ConfigKey SESSION_IDLE =
            ConfigKey.of(
                    "probe.reflector.session_idle",
                    "1m",
                    "A session without packets for so long is forgotten.");

    /** All keys of the reflector. */
    public static final List<ConfigKey> KEYS =
            List.of(
                    LISTEN,
                    ALLOW,
                    MODE,
                    KEY_FILE,
                    STATEFUL,
                    TIMESTAMPS,
                    LENGTHENING,
                    DSCPS,
                    RATE,
                    LONGEST,
                    MAX_SESSIONS,
                    SESSION_IDLE);

    private ReflectorSettings() {}

    /**
     * What the section says, empty when it listens nowhere.
     *
     * @throws ConfigException naming line and column
     */
    public static Optional<ReflectorConfig> from(ConfigSection section) throws ConfigException {
        List<ListenAddress> listen = section.listed(LISTEN, ListenAddress::parse);
        List<Prefix> allow = section.listed(ALLOW, Prefix::parse);
        ReflectorPolicy policy = policy(section);
        ReflectorLimits limits = limits(section);
        KeyRing keys =
                section.optionalParsed(KEY_FILE, ReflectorSettings::keys).orElse(KeyRing.NONE);
        if (listen.isEmpty()) {
            return Optional.empty();
        }
        if (allow.isEmpty()) {
            throw section.error(ALLOW, "is missing: name the prefixes of the senders");
        }
        if (policy.mode() == PacketMode.AUTHENTICATED && keys.isEmpty()) {
            throw section.error(KEY_FILE, "is missing: authenticated packets need a key");
        }
        return Optional.of(new ReflectorConfig(listen, keys, allow, policy, limits));
    }

    private static ReflectorPolicy policy(ConfigSection section) throws ConfigException {
        boolean signed = section.oneOf(MODE, Set.of(OPEN, AUTHENTICATED)).equals(AUTHENTICATED);
        String format = section.oneOf(TIMESTAMPS, Set.of(AS_SENDER, "ntp", "ptp"));
        long bits = 0;
        for (int dscp : section.listed(DSCPS, ReflectorSettings::dscp)) {
            bits |= 1L << dscp;
        }
        ReflectorPolicy policy =
                ReflectorPolicy.DEFAULT
                        .with(signed ? PacketMode.AUTHENTICATED : PacketMode.OPEN)
                        .withState(section.flag(STATEFUL))
                        .withLengthening(section.flag(LENGTHENING))
                        .withDscps(bits == 0 ? ReflectorPolicy.ALL_DSCPS : bits);
        return switch (format) {
            case "ntp" -> policy.withTimestamps(TimestampFormat.NTP);
            case "ptp" -> policy.withTimestamps(TimestampFormat.PTP);
            default -> policy;
        };
    }

    private static ReflectorLimits limits(ConfigSection section) throws ConfigException {
        try {
            return new ReflectorLimits(
                    (int) section.integer(MAX_SESSIONS, 1, 1 << 20),
                    section.duration(SESSION_IDLE),
                    (int) section.integer(RATE, 1, 10_000_000),
                    (int) section.integer(LONGEST, 128, 65_507));
        } catch (IllegalArgumentException e) {
            throw section.error(SESSION_IDLE, String.valueOf(e.getMessage()));
        }
    }

    private static int dscp(String text) {
        if (!text.matches("\\d{1,2}") || Integer.parseInt(text) > 63) {
            throw new IllegalArgumentException("'" + text + "' is not a DSCP from 0 to 63");
        }
        return Integer.parseInt(text);
    }

    private static KeyRing keys(String name) {
        Path file = Path.of(name);
        KeyRing keys = KeyFile.read(file);
        if (!KeyFile.isPrivate(file)) {
            LOG.warn("reflector: {}: others than its owner have rights to it: chmod 0400", file);
        }
        return keys;
    }
}
