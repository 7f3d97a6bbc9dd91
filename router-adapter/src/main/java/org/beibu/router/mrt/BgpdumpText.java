package org.beibu.router.mrt;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.BgpDecoder;
import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.codec.NlriCodec;
import org.beibu.router.bgp.message.Aggregator;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.jspecify.annotations.Nullable;

/**
 * Entries as lines of text, as {@code bgpdump -m} writes them, which is what network people
 * compare.
 *
 * <pre>
 *   BGP4MP|seconds|A|peer|AS|prefix|path|origin|next hop|LOCAL_PREF|MED|communities|AG or NAG|aggregator|
 *   BGP4MP|seconds|W|peer|AS|prefix
 *   BGP4MP|seconds|STATE|peer|AS|from|to
 * </pre>
 *
 * <p>As there, a missing ORIGIN is INCOMPLETE, a missing next hop 255.255.255.255, a missing number
 * 0, and large communities are not told. Unlike there, trailing bits of a prefix are cleared (RFC
 * 4271 section 4.3 calls them irrelevant).
 */
public final class BgpdumpText {
    private BgpdumpText() {}

    /** The lines of an entry; none for messages without prefixes. */
    public static List<String> lines(MrtEntry entry) {
        if (entry instanceof MrtEntry.StateChange change) {
            String states = change.from() + "|" + change.to();
            return List.of(
                    start(change.source(), change.epochSeconds(), "STATE", change.peer()) + states);
        }
        if (entry instanceof MrtEntry.TablePath path) {
            return List.of(table(path));
        }
        return entry instanceof MrtEntry.Message message ? message(message) : List.of();
    }

    private static String start(
            MrtEntry.Source source, long epochSeconds, String what, MrtEntry.Peer peer) {
        return name(source) + "|" + epochSeconds + "|" + what + "|" + peer(peer);
    }

    private static String name(MrtEntry.Source source) {
        return switch (source) {
            case BGP -> "BGP";
            case BGP4MP -> "BGP4MP";
            case BGP4MP_ADD_PATH -> "BGP4MP_AP";
            case TABLE_DUMP -> "TABLE_DUMP";
            case TABLE_DUMP_V2 -> "TABLE_DUMP2";
            case TABLE_DUMP_V2_ADD_PATH -> "TABLE_DUMP2_AP";
        };
    }

    private static String peer(MrtEntry.Peer peer) {
        return peer.address() + "|" + peer.asNumber() + "|";
    }

    private static List<String> message(MrtEntry.Message message) {
        byte[] octets = message.message().toArray();
        Decoded decoded = BgpDecoder.decode(octets, 0, octets.length, message.format());
        if (!(decoded instanceof Decoded.Good good)
                || !(good.message() instanceof UpdateMessage update)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        String withdrawn = start(message.source(), message.epochSeconds(), "W", message.peer());
        for (RouteGroup group : update.withdrawn()) {
            for (Nlri nlri : NlriCodec.prefixes(group, message.format())) {
                lines.add(withdrawn + prefix(nlri, message));
            }
        }
        String announced = start(message.source(), message.epochSeconds(), "A", message.peer());
        for (RouteGroup group : update.announced()) {
            String rest = attributes(update.attributes(), nextHop(group), message.source());
            for (Nlri nlri : NlriCodec.prefixes(group, message.format())) {
                lines.add(announced + prefix(nlri, message) + "|" + rest);
            }
        }
        return lines;
    }

    private static String prefix(Nlri nlri, MrtEntry.Message message) {
        boolean addPath = message.source() == MrtEntry.Source.BGP4MP_ADD_PATH;
        return nlri.prefix() + (addPath ? "|" + nlri.pathId() : "");
    }

    private static String table(MrtEntry.TablePath path) {
        boolean addPath = path.source() == MrtEntry.Source.TABLE_DUMP_V2_ADD_PATH;
        PathAttributes attributes = path.attributes().attributes();
        RouteGroup reach = path.attributes().reach();
        return start(path.source(), path.epochSeconds(), "B", path.peer())
                + path.prefix()
                + "|"
                + (addPath ? path.pathId() + "|" : "")
                + attributes(
                        attributes,
                        reach == null ? text(attributes.nextHop()) : nextHop(reach),
                        path.source());
    }

    private static String text(@Nullable Address address) {
        return address == null ? "255.255.255.255" : address.toString();
    }

    /** An IPv4 address stands among IPv6 ones as IPv4-mapped. */
    private static String nextHop(RouteGroup group) {
        Address nextHop = group.nextHop();
        boolean mapped = nextHop != null && nextHop.isIpv4() && group.family().afi() == 2;
        return (mapped ? "::ffff:" : "") + text(nextHop);
    }

    private static String attributes(
            PathAttributes attributes, String nextHop, MrtEntry.Source source) {
        Aggregator aggregator = attributes.aggregate().aggregator();
        StringJoiner text = new StringJoiner("|", "", "|");
        text.add(attributes.asPath() == null ? "" : attributes.asPath().toString())
                .add(attributes.origin() == null ? "INCOMPLETE" : attributes.origin().toString())
                .add(nextHop)
                .add(String.valueOf(attributes.localPref() == null ? 0 : attributes.localPref()))
                .add(String.valueOf(attributes.med() == null ? 0 : attributes.med()));
        String communities = communities(attributes.communities());
        if (!communities.isEmpty() || source != MrtEntry.Source.BGP) {
            text.add(communities); // bgpdump leaves the column out in its oldest format
        }
        return text.add(attributes.aggregate().atomic() ? "AG" : "NAG")
                .add(aggregator == null ? "" : aggregator.asNumber() + " " + aggregator.router())
                .toString();
    }

    private static String communities(PathAttributes.Communities communities) {
        StringJoiner text = new StringJoiner(" ");
        for (int community : communities.plain()) {
            text.add(
                    switch (community) {
                        case PathAttributes.Communities.NO_EXPORT -> "no-export";
                        case 0xffff_ff02 -> "no-advertise";
                        case 0xffff_ff03 -> "local-AS";
                        default -> PathAttributes.Communities.text(community);
                    });
        }
        return text.toString();
    }
}
