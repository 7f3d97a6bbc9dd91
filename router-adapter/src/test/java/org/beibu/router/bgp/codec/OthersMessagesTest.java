package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.beibu.router.bgp.message.Family;
import org.junit.jupiter.api.Test;

/** Messages of other projects' tests, those that are good and those that are meant to be broken. */
class OthersMessagesTest {
    private static final Family LABELLED = new Family(1, 4);

    private static Decoded decode(byte[] octets, SessionFormat format) {
        return BgpDecoder.decode(octets, 0, octets.length, format);
    }

    /** Which of Meta's rows are not simply good, by their names. */
    @Test
    void messagesOfMetaGetTheClassThatTheirNamesSay() throws IOException {
        Map<String, String> notGood = new TreeMap<>();
        int rows = 0;
        for (String[] row :
                SharedMessages.orSkip().rows("meta-bgp/BgpMessageParserTestData.h.tsv")) {
            boolean twoOctets =
                    row[0].equals("kUpdateMessage2ByteAs") || row[0].equals("kBgpUpdateMessage");
            SessionFormat format = twoOctets ? SessionFormat.UNKNOWN : SessionFormat.FOUR_OCTET_AS;
            Decoded decoded = decode(SharedMessages.hex(row[1]), format);
            if (decoded instanceof Decoded.Bad bad) {
                notGood.put(row[0], "reset " + bad.answer().code() + "/" + bad.answer().subcode());
            } else if (((Decoded.Good) decoded).reaction() != Reaction.NONE) {
                notGood.put(row[0], ((Decoded.Good) decoded).reaction().toString());
            }
            rows++;
        }
        assertEquals(19, rows);
        assertEquals(
                Map.of(
                        "kBgpNotifyShortLen", "reset 1/2",
                        "kBgpUpdateMessageMissingAsPathAttrMsg", "TREAT_AS_WITHDRAW",
                        "kBgpUpdateMessageMissingOriginAttrMsg", "TREAT_AS_WITHDRAW",
                        "kBgpUpdateMessageWithInvalidAsPathAttrsLength", "TREAT_AS_WITHDRAW"),
                notGood);
    }

    @Test
    void messagesOfBgpcepAreGood() throws IOException {
        SharedMessages shared = SharedMessages.orSkip();
        List<SharedMessages.Named> messages = shared.bgpcepText();
        assertTrue(messages.size() > 10, messages.size() + " messages");
        for (SharedMessages.Named message : messages) {
            assertInstanceOf(
                    Decoded.Good.class,
                    decode(message.octets(), SessionFormat.UNKNOWN),
                    message.toString());
        }
    }

    @Test
    void whatIsNoBgpIsRefusedByItsHeader() throws IOException {
        SharedMessages shared = SharedMessages.orSkip();
        for (String below : List.of("gobgp-malformed", "bgpcep/bgp/parser-mock")) {
            for (SharedMessages.Named named : shared.whole(below)) {
                Decoded decoded = decode(named.octets(), SessionFormat.FOUR_OCTET_AS);
                Decoded.Bad bad = assertInstanceOf(Decoded.Bad.class, decoded, named.name());
                assertEquals(1, bad.answer().code(), named.name());
            }
        }
    }

    /** With the header mended, so that what follows is looked at. */
    @Test
    void fuzzedMessagesAreSettledInEachFormat() throws IOException {
        SharedMessages shared = SharedMessages.orSkip();
        int settled = 0;
        for (String below : List.of("gobgp-malformed", "bio-rd-fuzz")) {
            for (SharedMessages.Named named : shared.whole(below)) {
                for (SessionFormat format : formats()) {
                    decode(named.octets(), format);
                    byte[] mended = Damage.withHeader(named.octets());
                    decode(mended, format);
                    settled++;
                }
            }
        }
        assertTrue(settled >= 220, settled + " settled");
    }

    @Test
    void vectorsOfGobgpAreSettledAsMessagesAndAsParts() throws IOException {
        SharedMessages shared = SharedMessages.orSkip();
        List<String[]> rows = shared.rows("gobgp-vectors/bgp_test.go.tsv");
        assertEquals(237, rows.size());
        for (String[] row : rows) {
            byte[] octets = SharedMessages.hex(row[1]);
            for (SessionFormat format : formats()) {
                decode(octets, format);
                for (int type = 1; type <= 5; type++) {
                    decode(Damage.withHeader(type, octets), format);
                }
                AttributeCodec.decode(new OctetReader(octets, 0, octets.length), format);
            }
        }
    }

    static List<SessionFormat> formats() {
        Set<Family> all = Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST, LABELLED);
        return List.of(
                SessionFormat.UNKNOWN,
                SessionFormat.FOUR_OCTET_AS,
                new SessionFormat(true, all, all, true),
                new SessionFormat(false, all, all, true));
    }
}
