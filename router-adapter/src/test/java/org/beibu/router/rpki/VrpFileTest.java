package org.beibu.router.rpki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.beibu.model.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VrpFileTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir private Path folder = Path.of("");

    private VrpTable read(String text) throws IOException {
        return VrpFile.read(Files.writeString(folder.resolve("vrps"), text), NOW);
    }

    private void assertTwo(String text) throws IOException {
        VrpTable table = read(text);
        assertEquals(2, table.size());
        assertEquals(OriginState.VALID, table.validate(Prefix.parse("203.0.113.0/24"), 64496));
        assertEquals(
                OriginState.VALID, table.validate(Prefix.parse("2001:db8:7::/48"), 4_200_000_000L));
    }

    private void assertRefused(String text, String line) {
        String message =
                String.valueOf(assertThrows(IOException.class, () -> read(text)).getMessage());
        assertTrue(message.contains(line), message);
        assertTrue(message.startsWith("rpki: " + folder.resolve("vrps")), message);
        assertTrue(!message.contains("\n"), message);
    }

    @Test
    void routinatorJson() throws IOException {
        assertTwo(
                """
                {
                  "metadata": {"generated": 1700000000, "generatedTime": "2023-11-14T22:13:20Z"},
                  "roas": [
                    { "asn": "AS64496", "prefix": "203.0.113.0/24", "maxLength": 24, "ta": "apnic" },
                    { "asn": "AS4200000000", "prefix": "2001:db8::/32", "maxLength": 48, "ta": "ripe" }
                  ]
                }
                """);
    }

    @Test
    void routinatorExtendedJsonTellsWhereFrom() throws IOException {
        assertTwo(
                """
                {"metadata": {}, "roas": [
                  {"asn": "AS64496", "prefix": "203.0.113.0/24", "maxLength": 24,
                   "source": [{"type": "roa", "uri": "rsync://x/y.roa", "validity": {"a": 1}}]},
                  {"asn": "AS4200000000", "prefix": "2001:db8::/32", "maxLength": 48, "source": []}],
                 "routerKeys": [], "aspas": [{"customer": "AS64496", "providers": ["AS64497"]}]}
                """);
    }

    @Test
    void rpkiClientJsonWithItsExpiry() throws IOException {
        assertTwo(
                """
                {"metadata": {"buildmachine": "h", "elapsedtime": "1"}, "roas": [
                  {"asn": 64496, "prefix": "203.0.113.0/24", "maxLength": 24, "ta": "apnic", "expires": 1700000001},
                  {"asn": 64999, "prefix": "203.0.113.0/24", "maxLength": 24, "ta": "apnic", "expires": 1700000000},
                  {"asn": 4200000000, "prefix": "2001:db8::/32", "maxLength": 48, "ta": "ripe", "expires": 1800000000}],
                 "bgpsec_keys": [], "provider_authorizations": {"ipv4": [], "ipv6": []}}
                """);
    }

    @Test
    void csvOfBothWithAndWithoutExpiry() throws IOException {
        assertTwo(
                """
                ASN,IP Prefix,Max Length,Trust Anchor
                AS64496,203.0.113.0/24,24,apnic
                AS4200000000,2001:db8::/32,48,ripe
                """);
        assertTwo(
                """
                ASN,IP Prefix,Max Length,Trust Anchor,Expires
                AS64496,203.0.113.0/24,24,apnic,1700000001
                AS64999,203.0.113.0/24,24,apnic,1699999999
                AS4200000000,2001:db8::/32,48,ripe,1800000000
                """);
        assertTwo(
                """
                URI,ASN,IP Prefix,Max Length,Not Before,Not After
                rsync://x/a.roa,AS64496,203.0.113.0/24,24,2023-01-01 00:00:00,2027-01-01 00:00:00
                "rsync://x/b.roa","AS4200000000","2001:db8::/32","48","2023-01-01","2027-01-01"
                """);
    }

    @Test
    void aFileThatIsWrongInOnePlaceIsRefusedWhole() {
        assertRefused("", "line 1: must be JSON, or CSV");
        assertRefused("AS1,203.0.113.0/24,24\n", "line 1");
        assertRefused(
                "ASN,IP Prefix,Max Length\nAS1,203.0.113.0/24,24\nAS1,203.0.113.1/24,24\n",
                "line 3: not a payload: AS 'AS1', prefix '203.0.113.1/24'");
        assertRefused("ASN,IP Prefix,Max Length\nAS1,203.0.113.0/24\n", "fewer than 3 cells");
        assertRefused("{\"roas\": [{\"asn\": 1,\n \"prefix\": \"x\"}]}", "not a payload");
        assertRefused("{\"metadata\": {}}", "no list 'roas'");
        assertRefused("{\"roas\": [", "not JSON");
        assertRefused("[]", "must be an object");
        assertThrows(IOException.class, () -> VrpFile.read(folder.resolve("none"), NOW));
    }
}
