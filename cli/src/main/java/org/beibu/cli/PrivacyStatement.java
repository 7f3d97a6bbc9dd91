package org.beibu.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.alert.Receiver;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.model.Resolution;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.active.Asking;
import org.beibu.probe.capture.LiveCaptureConfig;
import org.beibu.probe.connect.ConnectPort;
import org.beibu.probe.record.RecordingConfig;
import org.beibu.runtime.config.Units;
import org.beibu.runtime.journal.JournalConfig;

/**
 * One statement about what Beibu does with what it sees.
 *
 * @param topic what it is about: capture, memory, journal, store, who sees it
 * @param item what it tells
 * @param value the statement
 */
record PrivacyStatement(String topic, String item, String value) {
    private static final String CAPTURED = "Captured";
    private static final String MEMORY = "In memory";
    private static final String JOURNAL = "Kept in the journal";
    private static final String STORE = "Kept in the store";
    private static final String SHOWN = "Shown and sent";

    /** All statements of this configuration, in the order in which a packet meets them. */
    static List<PrivacyStatement> all(ProbeConfig probe, AnalyzerConfig analyzer) {
        return Stream.of(
                        captured(probe),
                        memory(probe),
                        journal(probe),
                        store(analyzer),
                        shown(probe, analyzer))
                .flatMap(List::stream)
                .toList();
    }

    private static List<PrivacyStatement> captured(ProbeConfig probe) {
        List<PrivacyStatement> statements = new ArrayList<>();
        Optional<PrivacyStatement> connects = ownConnects(probe);
        if (probe.capture().isEmpty()) {
            statements.add(
                    new PrivacyStatement(
                            CAPTURED,
                            "interface",
                            connects.isPresent()
                                    ? "none (probe.interface)"
                                    : "none: nothing is captured live (probe.interface)"));
        } else {
            LiveCaptureConfig capture = probe.capture().get();
            String filter = capture.filter().isEmpty() ? "all packets" : capture.filter();
            statements.add(new PrivacyStatement(CAPTURED, "interface", capture.interfaceName()));
            statements.add(new PrivacyStatement(CAPTURED, "filter", filter));
            statements.add(
                    new PrivacyStatement(
                            CAPTURED,
                            "of each packet",
                            "the first " + capture.snapLength() + " octets"));
        }
        connects.ifPresent(statements::add);
        statements.add(
                new PrivacyStatement(
                        CAPTURED,
                        "read",
                        "link, IP, TCP, UDP and ICMP headers; of DNS the header and a hash of the"
                                + " question; of QUIC version, connection ids and spin bit; of"
                                + " STAMP numbers and time stamps"));
        statements.add(
                new PrivacyStatement(
                        CAPTURED,
                        "payload",
                        "is never copied, and overwritten by the next packets"));
        return statements;
    }

    /** Sessions of method tcp-connect have a capture of their own. */
    private static Optional<PrivacyStatement> ownConnects(ProbeConfig probe) {
        return probe.sessions().stream()
                .flatMap(
                        session ->
                                session.asking() instanceof Asking.Connect connect
                                        ? Stream.of(connect.sourcePorts())
                                        : Stream.of())
                .findFirst()
                .map(
                        ports ->
                                new PrivacyStatement(
                                        CAPTURED,
                                        "own connects",
                                        "on all interfaces the first "
                                                + ConnectPort.CAPTURED_OCTETS
                                                + " octets of TCP segments with SYN or RST from or"
                                                + " to ports "
                                                + ports
                                                + ", by which sessions of method tcp-connect are"
                                                + " timed; what is not theirs is not kept"));
    }

    private static List<PrivacyStatement> memory(ProbeConfig probe) {
        return List.of(
                new PrivacyStatement(
                        MEMORY,
                        "addresses, ports",
                        "whole, of at most "
                                + probe.passive().maxFlows()
                                + " flows a capture thread, until a flow is idle for "
                                + span(probe.passive().idleTimeout())
                                + " or makes room"));
    }

    private static List<PrivacyStatement> journal(ProbeConfig probe) {
        JournalConfig journal = probe.shared().journal();
        RecordingConfig recording = probe.recording();
        String prefixes =
                "/" + recording.ipv4PrefixLength() + " or /" + recording.ipv6PrefixLength();
        return List.of(
                new PrivacyStatement(JOURNAL, "where", journal.directory().toString()),
                new PrivacyStatement(
                        JOURNAL,
                        "how long",
                        span(journal.retentionAge())
                                + ", at most "
                                + Units.octetsText(journal.retentionBytes())),
                new PrivacyStatement(
                        JOURNAL,
                        "of a host",
                        recording.pseudonyms().isPresent()
                                ? "a pseudonym of its prefix, "
                                        + prefixes
                                        + " (Crypto-PAn); pseudonymous, not anonymous"
                                : "its prefix, " + prefixes + " (truncation)"),
                new PrivacyStatement(
                        JOURNAL,
                        "with it",
                        "capture time, delay, method, metric, quality class, AseanRoute, exit,"
                                + " clock quality"),
                new PrivacyStatement(
                        JOURNAL,
                        "besides",
                        "each second octets and packets by AseanRoute, exit, direction and service"
                                + " class; of active sessions losses, events and traces; capture"
                                + " statistics; heartbeats"),
                new PrivacyStatement(JOURNAL, "of a router", routers(probe)),
                new PrivacyStatement(
                        JOURNAL,
                        "never",
                        "whole addresses of hosts, their ports, MAC addresses, names, payload"));
    }

    /** Of routers, and of the bureau's own reflectors behind them. */
    private static String routers(ProbeConfig probe) {
        if (probe.traces().perMinute() == 0) {
            return "nothing: no path is traced (probe.trace.per_minute)";
        }
        return (probe.traces().wholeAddresses() ? "its address" : "its prefix, as of a host")
                + ", and a reflector's, when the path of an active session changed"
                + " (probe.trace.addresses)";
    }

    private static List<PrivacyStatement> store(AnalyzerConfig analyzer) {
        String kept =
                Stream.of(Resolution.values())
                        .map(
                                resolution ->
                                        "windows of "
                                                + span(resolution.duration())
                                                + ": "
                                                + analyzer.retention()
                                                        .of(resolution)
                                                        .map(PrivacyStatement::span)
                                                        .orElse("for ever"))
                        .collect(Collectors.joining(", "));
        return List.of(
                new PrivacyStatement(STORE, "where", analyzer.storeFile().toString()),
                new PrivacyStatement(STORE, "how long", kept),
                new PrivacyStatement(
                        STORE,
                        "what",
                        "histograms by AseanRoute, exit, method, metric and quality class; traffic"
                                + " by AseanRoute, exit, direction and service class; losses of"
                                + " active sessions; events of paths, with routers as the journal"
                                + " has them"),
                new PrivacyStatement(STORE, "of networks", networks(analyzer)),
                new PrivacyStatement(
                        STORE, "never", "single timings, addresses of hosts, ports, payload"));
    }

    private static String networks(AnalyzerConfig analyzer) {
        int most = analyzer.ingest().countedPrefixes();
        return most == 0
                ? "nothing"
                : "in each window at most "
                        + most
                        + " keyed hashes of prefixes, by a key that is made at the start and never"
                        + " kept";
    }

    private static String admin(ProbeConfig probe) {
        return probe.admin()
                .map(
                        admin ->
                                "at "
                                        + admin.address()
                                        + (admin.port() == 0
                                                ? ", a port that the system chooses"
                                                : " port " + admin.port())
                                        + ", without login: counters, and each active session with"
                                        + " its target (probe.admin.listen)")
                .orElse("nothing (probe.admin.listen)");
    }

    private static String alerts(AnalyzerConfig analyzer) {
        String receivers =
                analyzer.alerts().receivers().stream()
                        .map(Receiver::name)
                        .collect(Collectors.joining(", "));
        return receivers.isEmpty()
                ? "nothing is sent (analyzer.alerts)"
                : "what is wrong with which route, exit or probe, with figures, to " + receivers;
    }

    private static List<PrivacyStatement> shown(ProbeConfig probe, AnalyzerConfig analyzer) {
        return List.of(
                new PrivacyStatement(
                        SHOWN,
                        "page, API",
                        "at "
                                + analyzer.web().address()
                                + " port "
                                + analyzer.web().port()
                                + ", without login: what the store has, and /metrics"),
                new PrivacyStatement(SHOWN, "probe", admin(probe)),
                new PrivacyStatement(SHOWN, "fewest networks", floor(analyzer.publication())),
                new PrivacyStatement(
                        SHOWN,
                        "InfluxDB",
                        analyzer.influx()
                                .map(
                                        influx ->
                                                "the same figures, to "
                                                        + influx.target().url()
                                                        + "; fewest networks: "
                                                        + floor(analyzer.exportRule()))
                                .orElse("nothing is sent (analyzer.influxdb.url)")),
                new PrivacyStatement(SHOWN, "alerts", alerts(analyzer)),
                new PrivacyStatement(
                        SHOWN,
                        "beibu rtt",
                        "prints whole addresses and ports of what it reads, and keeps nothing"));
    }

    private static String floor(PublicationRule rule) {
        return rule.isOpen()
                ? "1, so every figure of any network is shown (analyzer.publish.min_prefixes)"
                : rule.minPrefixes()
                        + " in each window of "
                        + span(rule.window().duration())
                        + " of a passive method, without shortest and longest delay";
    }

    /** A duration with the largest unit that keeps it whole, as the configuration writes it. */
    private static String span(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
