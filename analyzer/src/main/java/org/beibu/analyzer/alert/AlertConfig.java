package org.beibu.analyzer.alert;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;

/**
 * Who is told of alerts, and from when on: section {@code analyzer.alerts}.
 *
 * @param clearAfter an alert is resolved when its condition has been gone for so long
 * @param noDataAfter beyond the window of the fit
 * @param captureLoss share of packets that the capture may lose over a minute
 * @param eventKinds kinds of events of paths that are told; {@code all} for all
 * @param resend how often an Alertmanager is told
 * @param longestWait the longest pause between attempts
 * @param receivers who is told
 * @param maintenance planned in the file
 */
public record AlertConfig(
        Duration clearAfter,
        Duration noDataAfter,
        double captureLoss,
        Set<String> eventKinds,
        Duration resend,
        Duration longestWait,
        List<Receiver> receivers,
        List<MaintenanceWindow> maintenance) {

    private static final ConfigKey CLEAR_AFTER =
            key(
                    "clear_after",
                    "5m",
                    "An alert is resolved when its cause has been gone for so long.");
    private static final ConfigKey NO_DATA_AFTER =
            key(
                    "no_data_after",
                    "10m",
                    "A path that is usually measured alerts after slo.fit_window and so long without"
                            + " data.");
    private static final ConfigKey CAPTURE_LOSS =
            key("capture_loss", "0.1%", "Share of packets that a capture may lose over a minute.");
    private static final ConfigKey EVENTS =
            key(
                    "events",
                    "all",
                    "Kinds of events of paths that alert, such as 'latency-change, loss'; all, or"
                            + " none.");
    private static final ConfigKey RESEND =
            key("resend", "1m", "How often an Alertmanager is told what fires.");
    private static final ConfigKey LONGEST_WAIT =
            key("longest_wait", "5m", "The longest wait between attempts while a receiver fails.");
    private static final ConfigKey PAGE =
            key("page", "", "Address of this page as receivers reach it, for links in alerts.");
    private static final ConfigKey HOSTNAME =
            key("hostname", "", "Name of this machine in syslog; without it the system's own.");
    private static final ConfigKey AM_URL =
            key(
                    "alertmanager[].url",
                    "",
                    "Address of an Alertmanager, http(s)://host:port; its API v2 is used.");
    private static final ConfigKey AM_TOKEN =
            key("alertmanager[].token_file", "", "File that holds a bearer token; never printed.");
    private static final ConfigKey HOOK_URL =
            key("webhooks[].url", "", "Address that gets a signed POST for each turn of an alert.");
    private static final ConfigKey HOOK_SECRET =
            key(
                    "webhooks[].secret_file",
                    "",
                    "File that holds the secret of the signature; needed; never printed.");
    private static final ConfigKey SYSLOG =
            key("syslog[].target", "", "A syslog receiver, udp://host:port or tcp://host:port.");
    private static final ConfigKey FACILITY =
            key("syslog[].facility", "16", "Its facility, 0 to 23; 16 is local0.");
    private static final ConfigKey FROM =
            key("maintenance[].from", "", "Start of planned maintenance, ISO-8601 in UTC.");
    private static final ConfigKey TO = key("maintenance[].to", "", "Its end, ISO-8601 in UTC.");
    private static final ConfigKey MATCH =
            key(
                    "maintenance[].match",
                    "",
                    "What it concerns, such as 'route=SG-SIN, exit=hk-*'; without it everything.");
    private static final ConfigKey COMMENT = key("maintenance[].comment", "", "Why.");

    /** All keys of the section. */
    public static final List<ConfigKey> KEYS =
            List.of(
                    CLEAR_AFTER,
                    NO_DATA_AFTER,
                    CAPTURE_LOSS,
                    EVENTS,
                    RESEND,
                    LONGEST_WAIT,
                    PAGE,
                    HOSTNAME,
                    AM_URL,
                    AM_TOKEN,
                    HOOK_URL,
                    HOOK_SECRET,
                    SYSLOG,
                    FACILITY,
                    FROM,
                    TO,
                    MATCH,
                    COMMENT);

    /** Everything at its default: nobody is told. */
    public static final AlertConfig DEFAULT =
            new AlertConfig(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    0.001,
                    Set.of("all"),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    List.of(),
                    List.of());

    public AlertConfig {
        eventKinds = Set.copyOf(eventKinds);
        receivers = List.copyOf(receivers);
        maintenance = List.copyOf(maintenance);
    }

    private static ConfigKey key(String below, String defaultText, String meaning) {
        return ConfigKey.of("analyzer.alerts." + below, defaultText, meaning);
    }

    /**
     * The configuration in the section {@code analyzer}.
     *
     * @throws ConfigException naming line and column
     */
    public static AlertConfig from(ConfigSection analyzer) throws ConfigException {
        Duration resend = atLeastASecond(analyzer, RESEND);
        return new AlertConfig(
                analyzer.duration(CLEAR_AFTER),
                analyzer.duration(NO_DATA_AFTER),
                analyzer.share(CAPTURE_LOSS),
                Set.copyOf(new TreeSet<>(analyzer.listed(EVENTS, kind -> kind))),
                resend,
                atLeastASecond(analyzer, LONGEST_WAIT),
                receivers(analyzer, resend),
                maintenance(analyzer));
    }

    private static Duration atLeastASecond(ConfigSection section, ConfigKey key)
            throws ConfigException {
        if (section.duration(key).compareTo(Duration.ofSeconds(1)) < 0) {
            throw section.error(key, "must be 1s or more");
        }
        return section.duration(key);
    }

    private static List<Receiver> receivers(ConfigSection analyzer, Duration resend)
            throws ConfigException {
        List<Receiver> receivers = new ArrayList<>();
        String page = analyzer.text(PAGE);
        for (ConfigSection element : analyzer.list("alerts.alertmanager")) {
            receivers.add(
                    new AlertmanagerReceiver(
                            element.parsed(AM_URL, text -> uri(text, Set.of("http", "https"))),
                            element.optionalParsed(AM_TOKEN, t -> new SecretFile(Path.of(t))),
                            resend,
                            page));
        }
        for (ConfigSection element : analyzer.list("alerts.webhooks")) {
            if (element.optionalText(HOOK_SECRET).isEmpty()) {
                throw element.error(HOOK_SECRET, "is missing: a webhook is signed");
            }
            receivers.add(
                    new WebhookReceiver(
                            element.parsed(HOOK_URL, text -> uri(text, Set.of("http", "https"))),
                            new SecretFile(element.path(HOOK_SECRET)),
                            page));
        }
        String hostname = analyzer.optionalText(HOSTNAME).orElseGet(AlertConfig::ownName);
        for (ConfigSection element : analyzer.list("alerts.syslog")) {
            SyslogMessage message =
                    new SyslogMessage(
                            (int) element.integer(FACILITY, 0, 23),
                            hostname,
                            ProcessHandle.current().pid());
            receivers.add(
                    new SyslogReceiver(
                            element.parsed(SYSLOG, text -> uri(text, Set.of("udp", "tcp"))),
                            message));
        }
        return receivers;
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "-";
        }
    }

    private static URI uri(String text, Set<String> schemes) {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme());
        if (!schemes.contains(scheme) || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "must be " + String.join(" or ", new TreeSet<>(schemes)) + "://host:port");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("must not hold a password: name a file instead");
        }
        if (uri.getPort() < 0 && !scheme.startsWith("http")) {
            throw new IllegalArgumentException("needs a port");
        }
        return uri;
    }

    private static List<MaintenanceWindow> maintenance(ConfigSection analyzer)
            throws ConfigException {
        List<MaintenanceWindow> windows = new ArrayList<>();
        for (ConfigSection element : analyzer.list("alerts.maintenance")) {
            long from = element.parsed(FROM, AlertConfig::nanos);
            long to = element.parsed(TO, AlertConfig::nanos);
            String comment = element.text(COMMENT);
            String id = "c" + (windows.size() + 1);
            windows.add(
                    element.parsed(
                            MATCH,
                            match ->
                                    new MaintenanceWindow(
                                            id,
                                            from,
                                            to,
                                            MaintenanceWindow.matchers(match),
                                            comment,
                                            0)));
        }
        return windows;
    }

    private static long nanos(String text) {
        try {
            Instant instant = Instant.parse(text);
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                    instant.getNano());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time such as 2026-11-22T01:00:00Z", e);
        }
    }
}
