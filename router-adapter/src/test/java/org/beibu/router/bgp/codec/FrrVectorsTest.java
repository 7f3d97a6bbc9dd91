package org.beibu.router.bgp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.router.bgp.message.Octets;
import org.junit.jupiter.api.Test;

/** The verdicts of FRR's own unit tests on capabilities and on attributes 14 and 15. */
class FrrVectorsTest {
    /**
     * What we let pass and FRR refuses: route filters (RFC 5291) and roles (RFC 9234) are not
     * spoken here, so such a capability is carried on unread whatever its length.
     */
    private static final List<String> MILDER = List.of("ORF-empty", "Role-long", "minsize");

    @Test
    void capabilitiesAreJudgedAsFrrJudgesThem() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        int rows = 0;
        for (String[] row : SharedMessages.orSkip().rows("frr-vectors/test_capability.c.tsv")) {
            if (row[0].startsWith("DynCap")) {
                continue; // messages of their own, type 6, which no RFC has: refused by their type
            }
            compare(row, parses(optionalParameters(row)), differences);
            rows++;
        }
        assertEquals(26, rows);
        assertEquals(MILDER, differ(differences));
        differ(differences).forEach(name -> assertEquals("we pass", differences.get(name)));
    }

    @Test
    void reachabilityIsJudgedAsFrrJudgesIt() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        int rows = 0;
        for (String[] row : SharedMessages.orSkip().rows("frr-vectors/test_mp_attr.c.tsv")) {
            if (row[1].contains("MP Reach") || row[1].contains("MP Unreach")) {
                compare(row, parses(update(row)), differences);
                rows++;
            }
        }
        assertEquals(19, rows);
        assertEquals(List.of(), differ(differences));
    }

    private static List<String> differ(Map<String, String> differences) {
        return List.copyOf(differences.keySet());
    }

    private static void compare(String[] row, boolean parses, Map<String, String> differences) {
        boolean should = row[3].contains("SHOULD_PARSE");
        if (parses != should) {
            differences.put(row[0], parses ? "we pass" : "we refuse");
        }
    }

    private static boolean parses(byte[] message) {
        Decoded decoded =
                BgpDecoder.decode(message, 0, message.length, SessionFormat.FOUR_OCTET_AS);
        return decoded instanceof Decoded.Good good && good.faults().isEmpty();
    }

    /** The octets, cut or filled up with zeros to the length that the row gives. */
    private static Octets octets(String[] row) {
        String expression = row[3].replaceAll(".*\\.len *=", "").replaceAll(",.*", "");
        return Octets.of(Arrays.copyOf(SharedMessages.hex(row[2]), sum(expression)));
    }

    /** Sums and products of small numbers, in parentheses or not. */
    private static int sum(String expression) {
        int sum = 0;
        for (String term : expression.replaceAll("[() ]", "").split("\\+")) {
            int product = 1;
            for (String factor : term.split("\\*")) {
                product *= Integer.parseInt(factor);
            }
            sum += product;
        }
        return sum;
    }

    /** An OPEN with these capabilities or, where they begin so, these Optional Parameters. */
    private static byte[] optionalParameters(String[] row) {
        Octets octets = octets(row);
        OctetWriter body = new OctetWriter();
        body.u8(4);
        body.u16(64500);
        body.u16(180);
        body.u32(0xc000_0201L);
        boolean parameter = row[1].contains("Optional-Param") || row[1].contains("series");
        body.u8(octets.size() + (parameter ? 0 : 2));
        if (!parameter) {
            body.u8(2);
            body.u8(octets.size());
        }
        body.octets(octets);
        return BgpHeader.message(BgpHeader.OPEN, body);
    }

    private static byte[] update(String[] row) {
        OctetWriter attributes = new OctetWriter();
        List<String> mandatory = new ArrayList<>(List.of("40010100", "400200"));
        mandatory.forEach(each -> attributes.octets(Octets.parse(each)));
        int code = row[1].contains("Unreach") ? MpUnreachAttribute.CODE : MpReachAttribute.CODE;
        AttributeWriter.attribute(PathAttributeForm.OPTIONAL, code, octets(row), attributes);
        OctetWriter body = new OctetWriter();
        body.u16(0);
        body.u16(attributes.size());
        body.all(attributes);
        return BgpHeader.message(BgpHeader.UPDATE, body);
    }
}
