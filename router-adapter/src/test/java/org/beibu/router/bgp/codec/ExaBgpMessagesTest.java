package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.LargeCommunity;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The messages of ExaBGP's own tests: read as ExaBGP reads them, and written as it writes them. */
class ExaBgpMessagesTest {

    @Test
    void allAreRead() throws IOException {
        for (ExaBgpMessages.Message message : ExaBgpMessages.of(SharedMessages.orSkip())) {
            Decoded decoded = decode(message);
            Decoded.Good good =
                    assertInstanceOf(Decoded.Good.class, decoded, message.name() + decoded);
            assertEquals(List.of(), good.faults(), message.name());
        }
    }

    @Test
    void updatesSayWhatExaBgpSays() throws IOException {
        int compared = 0;
        for (ExaBgpMessages.Message message : ExaBgpMessages.of(SharedMessages.orSkip())) {
            JsonNode update = message.json().at("/neighbor/message/update");
            if (!update.isMissingNode()) {
                UpdateMessage read = (UpdateMessage) ((Decoded.Good) decode(message)).message();
                assertEquals(
                        theirAttributes(update.path("attribute")),
                        ourAttributes(read.attributes(), update.path("attribute")),
                        message.name());
                assertEquals(theirRoutes(update), ourRoutes(read), message.name());
                compared++;
            }
        }
        assertTrue(compared >= 164, compared + " compared");
    }

    /**
     * Their attributes stand in another order, or with a Length of two octets that one could say;
     * all else is the same to the octet. An IPv4 next hop of an IPv6 prefix is no RFC's: we write
     * it as IPv4-mapped.
     */
    @Test
    void messagesAreWrittenToTheSameOctets() throws IOException {
        List<String> different = new ArrayList<>();
        int same = 0;
        for (ExaBgpMessages.Message message : ExaBgpMessages.of(SharedMessages.orSkip())) {
            Decoded.Good good = (Decoded.Good) decode(message);
            List<byte[]> written = BgpEncoder.encode(good.message(), message.format());
            byte[] theirs = UpdateParts.ascending(message.octets());
            if (written.size() == 1 && Arrays.equals(written.get(0), theirs)) {
                same++;
            } else if (!message.name().equals("exabgp-encoding/extended-nexthop.ci:6")) {
                different.add(
                        message.name()
                                + "\n  "
                                + HexFormat.of().formatHex(theirs)
                                + "\n  "
                                + written.stream().map(HexFormat.of()::formatHex).toList());
            }
        }
        assertEquals("", String.join("\n", different), same + " are the same");
    }

    private static Decoded decode(ExaBgpMessages.Message message) {
        byte[] octets = message.octets();
        return BgpDecoder.decode(octets, 0, octets.length, message.format());
    }

    private static Map<String, String> theirAttributes(JsonNode attributes) {
        Map<String, String> all = new TreeMap<>();
        attributes
                .properties()
                .forEach(
                        each -> {
                            switch (each.getKey()) {
                                case "as-path" -> all.put("as-path", theirPath(each.getValue()));
                                case "extended-community" -> {
                                    List<String> values = new ArrayList<>();
                                    each.getValue()
                                            .forEach(one -> values.add(one.get("value").asText()));
                                    all.put("extended-community", values.toString());
                                }
                                case "bgp-prefix-sid", "bgp-ls", "tunnel-encap" -> {}
                                default -> all.put(each.getKey(), plain(each.getValue()));
                            }
                        });
        return all;
    }

    private static String theirPath(JsonNode segments) {
        List<String> numbers = new ArrayList<>();
        segments.forEach(segment -> segment.get("value").forEach(one -> numbers.add(one.asText())));
        return String.join(" ", numbers);
    }

    private static String plain(JsonNode value) {
        return value.toString().replaceAll("[\"\\s]", "");
    }

    private static Map<String, String> ourAttributes(PathAttributes ours, JsonNode asked) {
        Map<String, String> all = new TreeMap<>();
        put(all, "origin", ours.origin() == null ? null : lower(ours.origin().toString()));
        AsPath path = ours.asPath();
        put(all, "as-path", path == null || path.length() == 0 ? null : path.toString());
        put(all, "med", ours.med());
        put(all, "local-preference", ours.localPref());
        put(all, "originator-id", ours.reflection().originatorId());
        put(all, "cluster-list", list(ours.reflection().clusters()));
        List<String> communities = new ArrayList<>();
        for (int one : ours.communities().plain()) {
            communities.add("[" + PathAttributes.Communities.text(one).replace(':', ',') + "]");
        }
        put(all, "community", list(communities));
        List<String> large = new ArrayList<>();
        for (LargeCommunity one : ours.communities().large()) {
            large.add("[" + one.toString().replace(':', ',') + "]");
        }
        put(all, "large-community", list(large));
        List<String> extended =
                ours.communities().extended().stream().map(Long::toUnsignedString).toList();
        put(all, "extended-community", extended.isEmpty() ? null : extended.toString());
        if (asked.has("next-hop")) {
            put(all, "next-hop", ours.nextHop());
        }
        return all;
    }

    private static @Nullable String list(List<?> values) {
        return values.isEmpty() ? null : values.toString().replace(" ", "");
    }

    private static void put(Map<String, String> all, String key, @Nullable Object value) {
        if (value != null) {
            all.put(key, value.toString());
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /**
     * Unicast prefixes with all that belongs to them; of other families only that they are there.
     */
    private static List<String> theirRoutes(JsonNode update) {
        List<String> all = new ArrayList<>();
        update.path("announce")
                .properties()
                .forEach(
                        family ->
                                family.getValue()
                                        .properties()
                                        .forEach(hop -> theirs(all, family.getKey(), hop)));
        update.path("withdraw")
                .properties()
                .forEach(family -> theirs(all, family.getKey(), Map.entry("-", family.getValue())));
        all.sort(null);
        return all.stream().distinct().toList();
    }

    private static void theirs(
            List<String> all, String family, Map.Entry<String, JsonNode> nextHop) {
        boolean unicast = family.endsWith(" unicast");
        if (!unicast) {
            all.add((nextHop.getKey().equals("-") ? "withdraw " : "announce ") + "other");
            return;
        }
        for (JsonNode one : nextHop.getValue()) {
            String pathId =
                    one.has("path-information") ? one.get("path-information").asText() : "0.0.0.0";
            all.add(nextHop.getKey() + " " + one.get("nlri").asText() + " " + pathId);
        }
    }

    private static List<String> ourRoutes(UpdateMessage update) {
        List<String> all = new ArrayList<>();
        update.announced().forEach(group -> ours(all, group, "announce", "" + group.nextHop()));
        update.withdrawn().forEach(group -> ours(all, group, "withdraw", "-"));
        all.sort(null);
        return all.stream().distinct().toList();
    }

    private static void ours(List<String> all, RouteGroup group, String what, String nextHop) {
        if (!group.family().isUnicast()) {
            all.add(what + " other");
        }
        for (Nlri nlri : group.nlri()) {
            Address pathId = new Address(0, Address.ipv4Low((int) nlri.pathId()));
            all.add(nextHop + " " + nlri.prefix() + " " + pathId);
        }
    }
}
