package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.beibu.router.bgp.codec.AttributeFault.Kind;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.UpdateMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The class that RFC 7606, and the RFCs that refer to it, give to each error. */
class Rfc7606Test {
    private static final String ORIGIN = "40010100";
    private static final String AS_PATH = "4002060201" + "0000fbf4";
    private static final String NEXT_HOP = "400304c0000201";
    private static final String LOCAL_PREF = "40050400000064";
    private static final String GOOD = ORIGIN + AS_PATH + NEXT_HOP + LOCAL_PREF;
    private static final String NLRI = "18c63364";

    static byte[] update(String withdrawn, String attributes, String nlri) {
        OctetWriter body = new OctetWriter();
        Octets gone = Octets.parse(withdrawn);
        body.u16(gone.size());
        body.octets(gone);
        Octets said = Octets.parse(attributes);
        body.u16(said.size());
        body.octets(said);
        body.octets(Octets.parse(nlri));
        return BgpHeader.message(BgpHeader.UPDATE, body);
    }

    private static Decoded decode(String withdrawn, String attributes, String nlri) {
        return decode(update(withdrawn, attributes, nlri), SessionFormat.FOUR_OCTET_AS);
    }

    private static Decoded decode(byte[] message, SessionFormat format) {
        return BgpDecoder.decode(message, 0, message.length, format);
    }

    private static Decoded.Good good(Decoded decoded) {
        return assertInstanceOf(Decoded.Good.class, decoded, decoded.toString());
    }

    private static int refusedSubcode(Decoded decoded) {
        Decoded.Bad bad = assertInstanceOf(Decoded.Bad.class, decoded, decoded.toString());
        assertEquals(3, bad.answer().code(), bad.reason());
        return bad.answer().subcode();
    }

    private static void isWithdrawn(Decoded.Good good, String... prefixes) {
        UpdateMessage update = (UpdateMessage) good.message();
        assertEquals(List.of(), update.announced());
        assertEquals(PathAttributes.NONE, update.attributes());
        List<String> withdrawn =
                update.withdrawn().stream()
                        .flatMap(group -> group.nlri().stream())
                        .map(nlri -> nlri.prefix().toString())
                        .toList();
        assertEquals(List.of(prefixes), withdrawn);
    }

    @Test
    void aGoodUpdateHasNoFault() {
        Decoded.Good good = good(decode("", GOOD, NLRI));

        assertEquals(List.of(), good.faults());
        assertEquals(Reaction.NONE, good.reaction());
    }

    @ParameterizedTest
    @CsvSource({
        "4001020000, 1, LENGTH, 7.1 ORIGIN of two octets",
        "400100, 1, LENGTH, 7.1 ORIGIN of none",
        "40010103, 1, VALUE, 7.1 undefined ORIGIN",
        "80010100, 1, FLAGS, 3 c ORIGIN said to be optional",
        "40020602050000fbf4, 2, VALUE, 7.2 segment runs over the end",
        "40020605010000fbf4, 2, VALUE, 7.2 unknown segment type",
        "40020600010000fbf4, 2, VALUE, 7.2 segment type 0",
        "40020702010000fbf402, 2, VALUE, 7.2 one octet behind the last segment",
        "4002020200, 2, VALUE, 7.2 segment without AS numbers",
        "400206020100000000, 2, VALUE, RFC 7607 AS 0",
        "c00206020100000000, 2, FLAGS, 3 c AS_PATH said to be optional",
        "400303c00002, 3, LENGTH, 7.3 NEXT_HOP of three octets",
        "400310" + "20010db8000000000000000000000001, 3, LENGTH, 7.3 NEXT_HOP of sixteen",
        "00030400000000, 3, FLAGS, 3 c NEXT_HOP said to be non-transitive",
        "800403000001, 4, LENGTH, 7.4 MULTI_EXIT_DISC of three octets",
        "c00404000001ff, 4, FLAGS, 3 c MULTI_EXIT_DISC said to be transitive",
        "4005050000000000, 5, LENGTH, 7.5 LOCAL_PREF of five octets",
        "c0050400000064, 5, FLAGS, 3 c LOCAL_PREF said to be optional",
        "c00800, 8, LENGTH, 7.8 COMMUNITIES of none",
        "c00803fbf403, 8, LENGTH, 7.8 COMMUNITIES of three octets",
        "800804fbf4038f, 8, FLAGS, 3 c COMMUNITIES said to be non-transitive",
        "800903c00002, 9, LENGTH, 7.9 ORIGINATOR_ID of three octets",
        "800a00, 10, LENGTH, 7.10 CLUSTER_LIST of none",
        "800a06c00002010000, 10, LENGTH, 7.10 CLUSTER_LIST of six octets",
        "c01000, 16, LENGTH, 7.14 EXTENDED COMMUNITIES of none",
        "c01007000200000000ff, 16, LENGTH, 7.14 EXTENDED COMMUNITIES of seven octets",
        "c01904000200ff, 25, LENGTH, 7.15 IPv6 extended communities of four octets",
        "c02000, 32, LENGTH, RFC 8092 section 6 LARGE_COMMUNITY of none",
        "c0200b0000fbf40000000100000a, 32, LENGTH, RFC 8092 section 6 of eleven octets",
        "c023050000fbf400, 35, LENGTH, RFC 9234 section 5 OTC of five octets",
        "c080020000, 128, LENGTH, 7.16 ATTR_SET of two octets",
    })
    void theseAreTreatAsWithdraw(String attribute, int code, Kind kind, String rule) {
        String attributes = without(code) + attribute;

        Decoded.Good good = good(decode("", attributes, NLRI));

        AttributeFault fault = new AttributeFault(code, kind, Reaction.TREAT_AS_WITHDRAW);
        assertEquals(List.of(fault), good.faults(), rule);
        assertEquals(Reaction.TREAT_AS_WITHDRAW, good.reaction(), rule);
        isWithdrawn(good, "198.51.100.0/24");
    }

    /** The good attributes but this one. */
    private static String without(int code) {
        return (code == 1 ? "" : ORIGIN)
                + (code == 2 ? "" : AS_PATH)
                + (code == 3 ? "" : NEXT_HOP)
                + (code == 5 ? "" : LOCAL_PREF);
    }

    @ParameterizedTest
    @CsvSource({
        "40060100, 6, LENGTH, 7.6 ATOMIC_AGGREGATE of one octet",
        "c00600, 6, FLAGS, 3 f ATOMIC_AGGREGATE said to be optional",
        "c007060000c0000201, 7, LENGTH, 7.7 AGGREGATOR of two-octet AS numbers",
        "c0070800000000c0000201, 7, VALUE, RFC 7607 AGGREGATOR of AS 0",
        "4007080000fbf4c0000201, 7, FLAGS, 3 f AGGREGATOR said to be well-known",
        "c01106020100" + "00fbf4, 17, NOT_OF_THIS_SESSION, RFC 6793 4.1 AS4_PATH",
        "c01208" + "0000fbf4c0000201, 18, NOT_OF_THIS_SESSION, RFC 6793 4.1 AS4_AGGREGATOR",
    })
    void theseAreLeftOut(String attribute, int code, Kind kind, String rule) {
        Decoded.Good good = good(decode("", GOOD + attribute, NLRI));

        AttributeFault fault = new AttributeFault(code, kind, Reaction.ATTRIBUTE_DISCARD);
        assertEquals(List.of(fault), good.faults(), rule);
        assertEquals(Reaction.ATTRIBUTE_DISCARD, good.reaction());
        UpdateMessage update = (UpdateMessage) good.message();
        assertEquals(PathAttributes.Aggregate.NONE, update.attributes().aggregate());
        assertEquals(1, update.announced().size());
    }

    @ParameterizedTest
    @CsvSource({
        "c0110502010000fb, 17, VALUE, RFC 6793 section 6 AS4_PATH runs over the end",
        "c01106020100000000, 17, VALUE, RFC 7607 AS4_PATH with AS 0",
        "c01207" + "0000fbf4c00002, 18, LENGTH, RFC 6793 section 6 AS4_AGGREGATOR",
        "c0120800000000c0000201, 18, VALUE, RFC 7607 AS4_AGGREGATOR of AS 0",
    })
    void theseAreLeftOutWhereAsNumbersHaveTwoOctets(
            String attribute, int code, Kind kind, String rule) {
        String attributes = ORIGIN + "4002040201fbf4" + NEXT_HOP + attribute;

        Decoded.Good good = good(decode(update("", attributes, NLRI), SessionFormat.UNKNOWN));

        AttributeFault fault = new AttributeFault(code, kind, Reaction.ATTRIBUTE_DISCARD);
        assertEquals(List.of(fault), good.faults(), rule);
        AsPath path = ((UpdateMessage) good.message()).attributes().asPath();
        assertEquals(AsPath.sequence(List.of(64500L)), path);
    }

    @Test
    void aMissingMandatoryAttributeIsTreatAsWithdraw() {
        for (int code : List.of(1, 2, 3)) {
            Decoded.Good good = good(decode("", without(code), NLRI));

            AttributeFault fault =
                    new AttributeFault(code, Kind.MISSING, Reaction.TREAT_AS_WITHDRAW);
            assertEquals(List.of(fault), good.faults());
            isWithdrawn(good, "198.51.100.0/24");
        }
    }

    @Test
    void prefixesInAttribute14NeedNoNextHopAttribute() {
        String reach = "800e170002011020010db800000000000000000000000100" + "0000";

        assertEquals(Reaction.NONE, good(decode("", ORIGIN + AS_PATH + reach, "")).reaction());
    }

    @Test
    void ofTwoAttributesOfOneCodeTheFirstStands() {
        String attributes = GOOD + "40010102" + "8004040000000a" + "80040400000014";

        Decoded.Good good = good(decode("", attributes, NLRI));

        assertEquals(Reaction.ATTRIBUTE_DISCARD, good.reaction());
        assertEquals(2, good.faults().size());
        UpdateMessage update = (UpdateMessage) good.message();
        assertEquals(10L, update.attributes().med());
        assertEquals(org.beibu.router.bgp.message.Origin.IGP, update.attributes().origin());
    }

    @Test
    void aSecondOneIsLeftOutEvenWhenItIsMalformed() {
        Decoded.Good good = good(decode("", GOOD + "400102ffff", NLRI));

        assertEquals(Reaction.ATTRIBUTE_DISCARD, good.reaction());
    }

    @Test
    void attributes14And15TwiceEndTheSession() {
        String reach = "800e160002011020010db80000000000000000000000010000";
        String unreach = "800f0400020100";

        assertEquals(1, refusedSubcode(decode("", ORIGIN + AS_PATH + reach + reach, "")));
        assertEquals(1, refusedSubcode(decode("", unreach + unreach, "")));
    }

    @Test
    void theStrongestOfSeveralReactionsIsTaken() {
        String attributes = ORIGIN + AS_PATH + NEXT_HOP + "40060100" + "c00803fbf403";

        Decoded.Good good = good(decode("", attributes, NLRI));

        assertEquals(2, good.faults().size());
        isWithdrawn(good, "198.51.100.0/24");
    }

    @Test
    void anAttributeThatRunsOverTheEndIsTreatAsWithdraw() {
        Decoded.Good good = good(decode("", GOOD + "c0080cfbf4038f", NLRI));

        assertEquals(Kind.OVERRUN, good.faults().get(0).kind());
        isWithdrawn(good, "198.51.100.0/24");
    }

    @Test
    void octetsTooFewForAnAttributeAreTreatAsWithdraw() {
        for (String rest : List.of("c0", "c008", "d00800")) {
            Decoded.Good good = good(decode("", GOOD + rest, NLRI));

            assertEquals(Kind.TRUNCATED, good.faults().get(0).kind());
            isWithdrawn(good, "198.51.100.0/24");
        }
    }

    @Test
    void reachabilityThatRunsOverTheEndEndsTheSession() {
        assertEquals(1, refusedSubcode(decode("", GOOD + "800e2000020110", NLRI)));
        assertEquals(1, refusedSubcode(decode("", GOOD + "800f20000201", NLRI)));
    }

    @Test
    void lengthsOfTheFieldsThatDoNotFitEndTheSession() {
        byte[] withdrawnTooLong = update("", GOOD, NLRI);
        withdrawnTooLong[20] = (byte) (withdrawnTooLong.length - 19);
        byte[] attributesTooLong = update("", GOOD, NLRI);
        attributesTooLong[22] = (byte) (attributesTooLong.length - 22);

        assertEquals(1, refusedSubcode(decode(withdrawnTooLong, SessionFormat.FOUR_OCTET_AS)));
        assertEquals(1, refusedSubcode(decode(attributesTooLong, SessionFormat.FOUR_OCTET_AS)));
    }

    @Test
    void prefixesThatCannotBeReadEndTheSession() {
        assertEquals(10, refusedSubcode(decode("", GOOD, "21c633640000")));
        assertEquals(10, refusedSubcode(decode("", GOOD, "18c633")));
        assertEquals(10, refusedSubcode(decode("21c633640000", "", "")));
        assertEquals(10, refusedSubcode(decode("18c633", "", "")));
        String reach = "800e1700020110" + "20010db8000000000000000000000001" + "00";
        assertEquals(9, refusedSubcode(decode("", ORIGIN + AS_PATH + reach + "8120", "")));
        assertEquals(9, refusedSubcode(decode("", "800f050002014020", "")));
    }

    @Test
    void aNextHopOfAnImpossibleLengthEndsTheSession() {
        String reach = "800e0e00020108" + "20010db800000000" + "0000";

        assertEquals(9, refusedSubcode(decode("", ORIGIN + AS_PATH + reach, "")));
    }

    @Test
    void attributes14And15ThatAreTooShortEndTheSession() {
        assertEquals(9, refusedSubcode(decode("", ORIGIN + AS_PATH + "800e0400020100", "")));
        assertEquals(9, refusedSubcode(decode("", "800f020002", "")));
    }

    @Test
    void wrongFlagsOfAttribute14WithdrawItsPrefixes() {
        String reach = "c00e1700020110" + "20010db8000000000000000000000001" + "00" + "0820";

        Decoded.Good good = good(decode("", ORIGIN + AS_PATH + reach, ""));

        assertEquals(Kind.FLAGS, good.faults().get(0).kind());
        isWithdrawn(good, "2000::/8");
    }

    @Test
    void anErrorWithoutPrefixesEndsTheSession() {
        assertEquals(5, refusedSubcode(decode("", ORIGIN + "c00803fbf403", "")));
        assertEquals(5, refusedSubcode(decode("18c63364", "c00803fbf403", "")));
    }

    @Test
    void aMildErrorWithoutPrefixesDoesNot() {
        assertEquals(
                Reaction.ATTRIBUTE_DISCARD, good(decode("18c63364", "40060100", "")).reaction());
    }

    @Test
    void aWellKnownAttributeThatNobodyKnowsEndsTheSession() {
        Decoded decoded = decode("", GOOD + "40630201ff", NLRI);

        assertEquals(2, refusedSubcode(decoded));
        assertEquals(Octets.parse("40630201ff"), ((Decoded.Bad) decoded).answer().data());
    }

    @Test
    void anOptionalAttributeThatNobodyKnowsIsCarriedOn() {
        UpdateMessage update =
                (UpdateMessage) good(decode("", GOOD + "e0630201ff", NLRI)).message();

        assertEquals(0xe0, update.attributes().others().get(0).flags());
        assertEquals(Octets.parse("01ff"), update.attributes().others().get(0).value());
    }

    @Test
    void treatAsWithdrawKeepsWhatWasWithdrawnAnyway() {
        String unreach = "800f050002010820";

        Decoded.Good good =
                good(decode("18c00002", "40010103" + AS_PATH + NEXT_HOP + unreach, NLRI));

        isWithdrawn(good, "192.0.2.0/24", "2000::/8", "198.51.100.0/24");
    }

    @Test
    void trailingBitsOfAPrefixDoNotMatter() {
        UpdateMessage update = (UpdateMessage) good(decode("", GOOD, "17c63365")).message();

        Nlri nlri = update.announced().get(0).nlri().get(0);
        assertEquals("198.51.100.0/23", nlri.prefix().toString());
    }

    /** This project writes IPv4 addresses so; such a prefix would be taken for an IPv4 one. */
    @Test
    void anIpv6PrefixOfMappedIpv4AddressesIsIgnored() {
        String mapped = "78" + "00000000000000000000ffffc00002";
        String reach =
                "800e2700020110" + "20010db8000000000000000000000001" + "00" + "0820" + mapped;

        Decoded.Good good = good(decode("", ORIGIN + AS_PATH + reach + "", ""));

        assertEquals(Kind.PREFIX_IGNORED, good.faults().get(0).kind());
        assertEquals(Reaction.NONE, good.reaction());
        assertEquals(1, ((UpdateMessage) good.message()).announced().get(0).nlri().size());
    }

    @Test
    void markersOfEndOfRibAreSeenInAllTheirForms() {
        for (String marker : List.of("", "900f0003000201", "800f03000201")) {
            UpdateMessage update = (UpdateMessage) good(decode("", marker, "")).message();

            Family family = marker.isEmpty() ? Family.IPV4_UNICAST : Family.IPV6_UNICAST;
            assertEquals(family, update.endOfRib().orElseThrow());
            assertTrue(update.withdrawn().isEmpty());
        }
    }
}
