package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.LargeCommunity;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.PathAttributes.Communities;
import org.beibu.router.bgp.message.PathAttributes.Reflection;
import org.beibu.router.bgp.message.RawAttribute;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.junit.jupiter.api.Test;

class UpdateRoundTripTest {
    private static final SessionFormat ADD_PATH =
            new SessionFormat(
                    true,
                    Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST),
                    Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST),
                    false);

    private static final Address NEXT_HOP = Address.parse("192.0.2.1");

    private static PathAttributes attributes(AsPath path) {
        return new PathAttributes(
                Origin.IGP,
                path,
                NEXT_HOP,
                10L,
                4_294_967_295L,
                new PathAttributes.Aggregate(
                        true,
                        new org.beibu.router.bgp.message.Aggregator(
                                4_200_000_000L, Address.parse("203.0.113.9"))),
                new Communities(
                        List.of(64500 << 16 | 911, Communities.NO_EXPORT),
                        List.of(0x0002fbf400000064L),
                        List.of(new LargeCommunity(64500, 4_294_967_295L, 7))),
                new Reflection(
                        Address.parse("198.51.100.1"), List.of(Address.parse("198.51.100.2"))),
                List.of(new RawAttribute(0xc0, 35, Octets.parse("0000fbf4"))));
    }

    private static RouteGroup ipv4(Nlri... prefixes) {
        return RouteGroup.announced(Family.IPV4_UNICAST, NEXT_HOP, List.of(prefixes));
    }

    private static Nlri nlri(String prefix, long pathId) {
        return new Nlri(Prefix.parse(prefix), pathId);
    }

    private static UpdateMessage decoded(byte[] octets, SessionFormat format) {
        Decoded decoded = BgpDecoder.decode(octets, 0, octets.length, format);
        Decoded.Good good = (Decoded.Good) decoded;
        assertEquals(List.of(), good.faults());
        return (UpdateMessage) good.message();
    }

    @Test
    void everyPartOfAnUpdateComesBack() {
        RouteGroup ipv6 =
                new RouteGroup(
                        Family.IPV6_UNICAST,
                        Address.parse("2001:db8::1"),
                        Address.parse("fe80::1"),
                        List.of(nlri("2001:db8:100::/48", 7), nlri("::/0", 4_294_967_295L)),
                        Octets.NONE);
        UpdateMessage update =
                new UpdateMessage(
                        List.of(
                                RouteGroup.withdrawn(
                                        Family.IPV4_UNICAST, List.of(nlri("192.0.2.0/24", 3))),
                                RouteGroup.withdrawn(
                                        Family.IPV6_UNICAST, List.of(nlri("2001:db8::/127", 1)))),
                        List.of(ipv4(nlri("198.51.100.0/25", 1), nlri("0.0.0.0/0", 2)), ipv6),
                        attributes(AsPath.sequence(List.of(64500L, 4_200_000_000L))),
                        Optional.empty());

        List<byte[]> octets = BgpEncoder.encode(update, ADD_PATH);

        assertEquals(1, octets.size());
        assertEquals(update, decoded(octets.get(0), ADD_PATH));
    }

    @Test
    void asNumbersOfFourOctetsGoThroughASessionOfTwo() {
        UpdateMessage update =
                new UpdateMessage(
                        List.of(),
                        List.of(ipv4(nlri("198.51.100.0/24", 0))),
                        attributes(AsPath.sequence(List.of(64500L, 4_200_000_000L, 64501L))),
                        Optional.empty());

        byte[] octets = BgpEncoder.encode(update, SessionFormat.UNKNOWN).get(0);

        assertTrue(HexFormat.of().formatHex(octets).contains("40020802" + "03fbf45ba0fbf5"));
        assertEquals(update, decoded(octets, SessionFormat.UNKNOWN));
    }

    @Test
    void anIpv4PrefixWithAnIpv6NextHopTravelsInAttribute14() {
        Address nextHop = Address.parse("2001:db8::1");
        UpdateMessage update =
                new UpdateMessage(
                        List.of(),
                        List.of(
                                RouteGroup.announced(
                                        Family.IPV4_UNICAST,
                                        nextHop,
                                        List.of(nlri("192.0.2.0/24", 0)))),
                        attributes(AsPath.EMPTY),
                        Optional.empty());

        byte[] octets = BgpEncoder.encode(update, SessionFormat.FOUR_OCTET_AS).get(0);

        assertTrue(HexFormat.of().formatHex(octets).contains("800e1900010110" + "20010db8"));
        assertEquals(update, decoded(octets, SessionFormat.FOUR_OCTET_AS));
    }

    @Test
    void anUpdateThatIsTooLongIsSplitAndLosesNothing() {
        List<Nlri> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(nlri("10." + (i >> 8) + "." + (i & 255) + ".0/24", i));
        }
        UpdateMessage update =
                new UpdateMessage(
                        List.of(RouteGroup.withdrawn(Family.IPV4_UNICAST, many)),
                        List.of(ipv4(many.toArray(new Nlri[0]))),
                        attributes(AsPath.EMPTY),
                        Optional.empty());

        List<Nlri> withdrawn = new ArrayList<>();
        List<Nlri> announced = new ArrayList<>();
        for (byte[] octets : BgpEncoder.encode(update, ADD_PATH)) {
            assertTrue(octets.length <= 4096, octets.length + " octets");
            UpdateMessage part = decoded(octets, ADD_PATH);
            part.withdrawn().forEach(group -> withdrawn.addAll(group.nlri()));
            part.announced().forEach(group -> announced.addAll(group.nlri()));
            assertTrue(part.announced().isEmpty() || withdrawn.size() == 5000);
        }

        assertEquals(many, withdrawn);
        assertEquals(many, announced);
    }

    @Test
    void attributesThatFillAMessageAreRefused() {
        List<Integer> communities = new ArrayList<>();
        for (int i = 0; i < 1100; i++) {
            communities.add(i);
        }
        PathAttributes tooMany =
                new PathAttributes(
                        Origin.IGP,
                        AsPath.EMPTY,
                        null,
                        null,
                        100L,
                        PathAttributes.Aggregate.NONE,
                        new Communities(communities, List.of(), List.of()),
                        Reflection.NONE,
                        List.of());
        UpdateMessage update =
                new UpdateMessage(
                        List.of(),
                        List.of(ipv4(nlri("192.0.2.0/24", 0))),
                        tooMany,
                        Optional.empty());
        SessionFormat extended = new SessionFormat(true, Set.of(), Set.of(), true);

        assertThrows(
                IllegalArgumentException.class,
                () -> BgpEncoder.encode(update, SessionFormat.FOUR_OCTET_AS));
        assertEquals(1, BgpEncoder.encode(update, extended).size());
    }

    @Test
    void endOfRibIsAnEmptyUpdateOrAnEmptyAttribute15() {
        for (Family family : List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST)) {
            UpdateMessage marker =
                    new UpdateMessage(
                            List.of(), List.of(), PathAttributes.NONE, Optional.of(family));

            byte[] octets = BgpEncoder.encode(marker, SessionFormat.FOUR_OCTET_AS).get(0);

            assertEquals(marker, decoded(octets, SessionFormat.FOUR_OCTET_AS));
        }
    }

    @Test
    void anUpdateThatSaysNothingIsNotSentAsEndOfRib() {
        UpdateMessage nothing =
                new UpdateMessage(List.of(), List.of(), PathAttributes.NONE, Optional.empty());

        assertEquals(List.of(), BgpEncoder.encode(nothing, SessionFormat.FOUR_OCTET_AS));
    }

    @Test
    void whatWouldBeMalformedIsNotWritten() {
        Nlri prefix = nlri("198.51.100.0/24", 0);
        RouteGroup good = ipv4(prefix);
        PathAttributes attributes = attributes(AsPath.EMPTY);
        RouteGroup withoutNextHop =
                new RouteGroup(Family.IPV4_UNICAST, null, null, List.of(prefix), Octets.NONE);
        RouteGroup foreign = RouteGroup.announced(Family.IPV6_UNICAST, NEXT_HOP, List.of(prefix));

        refuses(withoutNextHop, attributes);
        refuses(foreign, attributes);
        refuses(good, PathAttributes.NONE);
        UpdateMessage foreignWithdrawn =
                new UpdateMessage(
                        List.of(foreign.asWithdrawn()),
                        List.of(),
                        PathAttributes.NONE,
                        Optional.empty());
        assertThrows(
                IllegalArgumentException.class,
                () -> BgpEncoder.encode(foreignWithdrawn, SessionFormat.FOUR_OCTET_AS));
    }

    private static void refuses(RouteGroup group, PathAttributes attributes) {
        UpdateMessage update =
                new UpdateMessage(List.of(), List.of(group), attributes, Optional.empty());
        assertThrows(
                IllegalArgumentException.class,
                () -> BgpEncoder.encode(update, SessionFormat.FOUR_OCTET_AS));
    }
}
