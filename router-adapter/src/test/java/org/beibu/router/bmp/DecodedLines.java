package org.beibu.router.bmp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.PathAttributes.Communities;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a stream says, a line for each thing, in the words of pmacct's JSON; and that JSON alike.
 */
final class DecodedLines {
    private final List<String> lines = new ArrayList<>();
    private final Map<MonitoredPeer.Key, UpdateReading> readings = new HashMap<>();

    /** Lines of all streams, sorted. */
    static List<String> of(List<byte[]> streams) {
        List<String> all = new ArrayList<>();
        for (byte[] stream : streams) {
            DecodedLines lines = new DecodedLines();
            SharedRecordings.messages(stream).forEach(lines::add);
            all.addAll(lines.lines);
        }
        all.sort(null);
        return all;
    }

    private Decoded read(PerPeerHeader peer, byte[] octets, int offset, int length) {
        OpenMessage plain = new OpenMessage(0, 0, peer.bgpId(), List.of());
        return readings.computeIfAbsent(
                        MonitoredPeer.Key.of(peer), k -> UpdateReading.between(plain, plain))
                .read(peer.isTwoOctetAs(), octets, offset, length);
    }

    private void add(byte[] octets) {
        BmpDecoded decoded = BmpDecoder.decode(octets, 0, octets.length, this::read);
        if (!(decoded instanceof BmpDecoded.Good good)) {
            lines.add("malformed " + decoded);
            return;
        }
        BmpMessage message = good.message();
        if (message instanceof InitiationMessage initiation) {
            lines.add("init " + initiation.text(2) + " " + initiation.text(1));
        } else if (message instanceof PeerUpMessage up) {
            readings.put(
                    MonitoredPeer.Key.of(up.peer()),
                    UpdateReading.between(up.received(), up.sent()));
            lines.add(
                    "peer_up %s local %d %s %d to %d"
                            .formatted(
                                    peer(up.peer()),
                                    up.sent().asNumber(),
                                    up.localAddress(),
                                    up.localPort(),
                                    up.remotePort()));
        } else if (message instanceof StatisticsReportMessage report) {
            for (var statistic : report.statistics()) {
                lines.add(
                        "stats %s %d %s %d"
                                .formatted(
                                        peer(report.peer()),
                                        statistic.type(),
                                        statistic.family().map(Family::toString).orElse("-"),
                                        statistic.value()));
            }
        } else if (message instanceof RouteMonitoringMessage monitoring) {
            addUpdate(monitoring);
        } else {
            lines.add(message.toString());
        }
    }

    private static String peer(PerPeerHeader peer) {
        return "%s %s %s %s%s%s"
                .formatted(
                        peer.address(),
                        peer.asNumber(),
                        peer.bgpId(),
                        peer.isPostPolicy() ? "post" : "pre",
                        peer.isLocRib() ? " loc" : "",
                        peer.isAdjRibOut() ? " out" : "");
    }

    private void addUpdate(RouteMonitoringMessage monitoring) {
        String peer = peer(monitoring.peer());
        if (!(monitoring.update() instanceof Decoded.Good good)
                || !(good.message() instanceof UpdateMessage update)) {
            lines.add("bad update " + peer + " " + monitoring.update());
            return;
        }
        update.endOfRib().ifPresent(family -> lines.add("end-of-rib " + peer + " " + family));
        for (RouteGroup group : update.withdrawn()) {
            for (Nlri nlri : group.nlri()) {
                lines.add("withdraw %s %s %s".formatted(peer, group.family(), nlri.prefix()));
            }
        }
        for (RouteGroup group : update.announced()) {
            for (Nlri nlri : group.nlri()) {
                lines.add(
                        "update %s %s %s %s %s"
                                .formatted(
                                        peer,
                                        group.family(),
                                        nlri.prefix(),
                                        group.nextHop(),
                                        attributes(update.attributes())));
            }
        }
    }

    private static String attributes(PathAttributes attributes) {
        AsPath path = attributes.asPath();
        return "[%s] %s %s %s %s %s"
                .formatted(
                        path == null ? "" : path,
                        attributes.origin(),
                        attributes.med(),
                        attributes.localPref(),
                        attributes.communities().plain().stream()
                                .sorted(Integer::compareUnsigned) // pmacct shows them in order
                                .map(Communities::text)
                                .toList(),
                        attributes.communities().large());
    }

    /** The line of one object of pmacct's JSON; null for what is not a message of unicast. */
    static @Nullable String of(JsonNode json) {
        String kind = json.path("bmp_msg_type").asText();
        String peer =
                "%s %s %s %s%s%s"
                        .formatted(
                                json.path("peer_ip").asText(),
                                json.path("peer_asn").asText(),
                                json.path("bgp_id").asText(),
                                json.path("is_post").asInt() == 1 ? "post" : "pre",
                                json.path("is_loc").asInt() == 1 ? " loc" : "",
                                json.path("is_out").asInt() == 1 ? " out" : "");
        String family = json.path("afi").asText() + "/" + json.path("safi").asText();
        return switch (kind) {
            case "init" ->
                    "init %s %s"
                            .formatted(
                                    json.path("bmp_init_info_sysname").asText(),
                                    json.path("bmp_init_info_sysdescr").asText().strip());
            case "peer_up" ->
                    "peer_up %s local %d %s %d to %d"
                            .formatted(
                                    peer,
                                    json.path("local_as").asLong(),
                                    json.path("local_ip").asText(),
                                    json.path("local_port").asInt(),
                                    json.path("remote_port").asInt());
            case "stats" ->
                    "stats %s %d %s %d"
                            .formatted(
                                    peer,
                                    json.path("counter_type").asInt(),
                                    json.path("afi").isNull() ? "-" : family,
                                    json.path("counter_value").asLong());
            case "route_monitor" -> route(json, peer, family);
            default -> null;
        };
    }

    private static @Nullable String route(JsonNode json, String peer, String family) {
        String kind = json.path("log_type").asText();
        if (kind.equals("end-of-rib")) {
            return "end-of-rib " + peer + " " + family;
        }
        if (!family.matches("[12]/1")) {
            return null;
        }
        String prefix = json.path("ip_prefix").asText();
        return kind.equals("withdraw")
                ? "withdraw %s %s %s".formatted(peer, family, prefix)
                : "update %s %s %s %s [%s] %s %s %s %s %s"
                        .formatted(
                                peer,
                                family,
                                prefix,
                                Address.parse(json.path("bgp_nexthop").asText()),
                                joined(json.path("as_path")),
                                Map.of("i", "IGP", "e", "EGP", "u", "INCOMPLETE")
                                        .get(json.path("origin").asText()),
                                json.path("med").asText(),
                                json.path("local_pref").asText(),
                                list(json.path("comms")),
                                list(json.path("lcomms")));
    }

    private static String joined(JsonNode array) {
        if (array.isTextual()) {
            return array.asText(); // another daemon of pmacct
        }
        StringJoiner text = new StringJoiner(" ");
        array.forEach(element -> text.add(element.asText()));
        return text.toString();
    }

    private static String list(JsonNode array) {
        if (array.isTextual()) {
            return List.of(array.asText().split(" ")).toString();
        }
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts.toString();
    }
}
