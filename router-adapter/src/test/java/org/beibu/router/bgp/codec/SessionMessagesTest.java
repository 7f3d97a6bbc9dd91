package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.KeepaliveMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage.Subtype;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All messages but UPDATE, and the header of each. */
class SessionMessagesTest {
    private static final String MARKER = "ff".repeat(16);
    private static final String FIXED_OPEN = "04fbf4005ac0000201";
    private static final SessionFormat EXTENDED = new SessionFormat(true, Set.of(), Set.of(), true);

    private static Decoded decode(String hexadecimal, SessionFormat format) {
        byte[] octets = SharedMessages.hex(hexadecimal);
        return BgpDecoder.decode(octets, 0, octets.length, format);
    }

    private static String error(Decoded decoded) {
        NotificationMessage answer = assertInstanceOf(Decoded.Bad.class, decoded).answer();
        return answer.code() + "/" + answer.subcode() + " " + answer.data();
    }

    private static BgpMessage message(Decoded decoded) {
        return assertInstanceOf(Decoded.Good.class, decoded, decoded.toString()).message();
    }

    private static String open(String rest) {
        String body = FIXED_OPEN + rest;
        return MARKER + HexFormat.of().toHexDigits((short) (19 + body.length() / 2)) + "01" + body;
    }

    private static void comesBack(BgpMessage message) {
        byte[] octets = BgpEncoder.encode(message, SessionFormat.FOUR_OCTET_AS).get(0);
        Decoded decoded = BgpDecoder.decode(octets, 0, octets.length, SessionFormat.FOUR_OCTET_AS);
        assertEquals(message, message(decoded));
    }

    @Test
    void anOpenWithAllCapabilitiesComesBack() {
        comesBack(
                new OpenMessage(
                        4_200_000_000L,
                        9,
                        Address.parse("192.0.2.1"),
                        List.of(
                                new Capability.Multiprotocol(Family.IPV4_UNICAST),
                                new Capability.Multiprotocol(Family.IPV6_SR_POLICY),
                                new Capability.RouteRefresh(),
                                new Capability.EnhancedRouteRefresh(),
                                new Capability.ExtendedMessage(),
                                new Capability.FourOctetAs(4_200_000_000L),
                                new Capability.AddPath(
                                        List.of(
                                                new Capability.AddPathFamily(
                                                        Family.IPV4_UNICAST, true, false),
                                                new Capability.AddPathFamily(
                                                        Family.IPV6_UNICAST, true, true))),
                                new Capability.GracefulRestart(0, 0, List.of()),
                                new Capability.GracefulRestart(
                                        8,
                                        4095,
                                        List.of(
                                                new Capability.RestartFamily(
                                                        Family.IPV4_UNICAST, 0x80))),
                                new Capability.Unknown(73, Octets.parse("0161"))))); // FQDN
    }

    /** RFC 9072: more than 255 octets of Optional Parameters. */
    @Test
    void anOpenWithManyCapabilitiesHasExtendedOptionalParameters() {
        List<Capability> many = new ArrayList<>();
        many.add(new Capability.FourOctetAs(64500));
        for (int i = 0; i < 40; i++) {
            many.add(new Capability.Unknown(200, Octets.parse("00".repeat(i))));
        }
        OpenMessage open = new OpenMessage(64500, 90, Address.parse("192.0.2.1"), many);

        byte[] octets = BgpEncoder.encode(open, SessionFormat.UNKNOWN).get(0);

        assertEquals("ffff", HexFormat.of().formatHex(octets, 28, 30));
        comesBack(open);
    }

    @Test
    void capabilitiesMayShareAnOptionalParameterOrHaveOneEach() {
        List<Capability> both =
                List.of(new Capability.RouteRefresh(), new Capability.ExtendedMessage());

        for (String rest : List.of("0602040200" + "0600", "08" + "02020200" + "02020600")) {
            OpenMessage open = (OpenMessage) message(decode(open(rest), SessionFormat.UNKNOWN));
            assertEquals(both, open.capabilities());
        }
    }

    @Test
    void octetsInACapabilityWithoutValueArePassedOver() {
        OpenMessage open =
                (OpenMessage)
                        message(decode(open("06" + "0204" + "020200ff"), SessionFormat.UNKNOWN));

        assertEquals(List.of(new Capability.RouteRefresh()), open.capabilities());
    }

    /** RFC 7911 section 4: such a capability counts as not understood. */
    @Test
    void addPathWithAnUndefinedValueIsCarriedOnUnread() {
        OpenMessage open =
                (OpenMessage)
                        message(
                                decode(
                                        open("08" + "0206" + "450400010104"),
                                        SessionFormat.UNKNOWN));

        assertEquals(
                List.of(new Capability.Unknown(69, Octets.parse("00010104"))), open.capabilities());
    }

    @ParameterizedTest
    @CsvSource({
        "03fbf4005ac000020100, 2/1 0004, another version",
        "040000005ac000020100, 2/2 , RFC 7607 AS 0",
        "04fbf4005a0000000000, 2/3 , RFC 6286 BGP Identifier 0",
        "04fbf40001c000020100, 2/6 , Hold Time of one second",
        "04fbf40002c000020100, 2/6 , Hold Time of two seconds",
        "04fbf4005ac0000201020100, 2/4 , Optional Parameter of type 1",
        "04fbf4005ac00002010102, 2/0 , Optional Parameter without length",
        "04fbf4005ac0000201030202, 2/0 , fewer Optional Parameters than said",
        "04fbf4005ac000020103020502, 2/0 , Optional Parameter cut off",
        "04fbf4005ac000020103020101, 2/0 , capability without length",
        "04fbf4005ac000020104020241ff, 2/0 , capability cut off",
        "04fbf4005ac00002010502034101ff, 2/0 , capability 65 of one octet",
        "04fbf4005ac0000201080206410400000000, 2/2 , RFC 7607 AS 0 of four octets",
    })
    void anOpenIsRefused(String body, String error, String why) {
        String length = HexFormat.of().toHexDigits((short) (19 + body.length() / 2));

        Decoded decoded = decode(MARKER + length + "01" + body, SessionFormat.UNKNOWN);

        assertEquals(error.trim(), error(decoded).trim(), why);
    }

    @ParameterizedTest
    @CsvSource({
        "fe, 001304, 1/1 , Marker is not all ones",
        "ff, 001404, 1/2 0014, Length is not that of the octets",
        "ff, 001204, 1/2 0012, Length below that of a header",
        "ff, 00130600, 1/3 06, unknown type",
        "ff, 00130000, 1/3 00, type 0",
        "ff, 00140400, 1/2 0014, KEEPALIVE of 20 octets",
        "ff, 001303, 1/2 0013, NOTIFICATION without a code",
        "ff, 001302, 1/2 0013, UPDATE without its lengths",
        "ff, 001305, 1/2 0013, ROUTE-REFRESH without a family",
        "ff, 001301, 1/2 0013, OPEN of a header alone",
    })
    void aHeaderIsRefused(String first, String rest, String error, String why) {
        Decoded decoded = decode(first + "ff".repeat(15) + rest, SessionFormat.UNKNOWN);

        assertEquals(error.trim(), error(decoded).trim(), why);
    }

    @Test
    void messagesAboveTheLimitNeedExtendedMessages() {
        byte[] long5000 = new byte[5000];
        NotificationMessage wordy = new NotificationMessage(6, 2, Octets.of(long5000));

        byte[] octets = BgpEncoder.encode(wordy, EXTENDED).get(0);

        assertEquals(5021, octets.length);
        Decoded extended = BgpDecoder.decode(octets, 0, octets.length, EXTENDED);
        assertEquals(wordy, message(extended));
        Decoded plain = BgpDecoder.decode(octets, 0, octets.length, SessionFormat.UNKNOWN);
        assertEquals("1/2 139d", error(plain));
        assertEquals(4096, BgpEncoder.encode(wordy, SessionFormat.UNKNOWN).get(0).length);
    }

    /** RFC 8654 section 3. */
    @Test
    void anOpenIsNeverLongerThanThePlainLimit() {
        byte[] octets = Damage.withHeader(1, new byte[5000]);

        assertEquals("1/2 139b", error(BgpDecoder.decode(octets, 0, octets.length, EXTENDED)));
    }

    @Test
    void keepaliveAndRouteRefreshComeBack() {
        comesBack(KeepaliveMessage.INSTANCE);
        for (Subtype subtype : List.of(Subtype.REQUEST, Subtype.BEGIN, Subtype.END)) {
            comesBack(new RouteRefreshMessage(Family.IPV6_UNICAST, subtype));
        }
    }

    @Test
    void aRouteRefreshOfAnUnknownSubtypeIsNamedSo() {
        RouteRefreshMessage refresh =
                (RouteRefreshMessage)
                        message(decode(MARKER + "00170500010901", SessionFormat.UNKNOWN));

        assertEquals(Subtype.UNKNOWN, refresh.subtype());
        assertThrows(
                IllegalArgumentException.class,
                () -> BgpEncoder.encode(refresh, SessionFormat.UNKNOWN));
    }

    @Test
    void onlyARequestMayHaveRouteFiltersBehindIt() {
        String filters = "01" + "80" + "0000";

        message(decode(MARKER + "001b0500010001" + filters, SessionFormat.UNKNOWN));
        Decoded begin = decode(MARKER + "001b0500010101" + filters, SessionFormat.UNKNOWN);
        assertEquals("7/1", error(begin).trim());
    }

    @Test
    void wordsOfAShutdownComeThrough() {
        NotificationMessage shutdown = ShutdownCommunication.shutdown("planned work, 30 min");

        comesBack(shutdown);
        assertEquals(Optional.of("planned work, 30 min"), ShutdownCommunication.text(shutdown));
    }

    @Test
    void wordsAreCutAtACharacterAndFreedOfControls() {
        String euros = "\u20ac".repeat(100);
        NotificationMessage shutdown = ShutdownCommunication.shutdown(euros);
        assertEquals(Optional.of("\u20ac".repeat(85)), ShutdownCommunication.text(shutdown));
        NotificationMessage lines = ShutdownCommunication.shutdown("one\ntwo");
        assertEquals(Optional.of("one\uFFFDtwo"), ShutdownCommunication.text(lines));
    }

    @Test
    void wordsInsideAHardResetAreFound() {
        Octets data = Octets.parse("0602" + "04" + "74657374");

        assertEquals(
                Optional.of("test"),
                ShutdownCommunication.text(new NotificationMessage(6, 9, data)));
    }

    @Test
    void whatIsNoShutdownHasNoWords() {
        for (String data : List.of("", "00", "0574657374")) {
            Octets octets = Octets.parse(data);
            assertTrue(ShutdownCommunication.text(new NotificationMessage(6, 2, octets)).isEmpty());
        }
        Octets words = Octets.parse("0474657374");
        assertTrue(ShutdownCommunication.text(new NotificationMessage(4, 0, words)).isEmpty());
    }
}
