package org.beibu.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final String HEADER =
            "route_id\tiso2\tcountry\tdestination\tlat\tlon\tprefixes\n";
    private static final String HANOI =
            "VN-HAN\tVN\tViet Nam\tHanoi\t21.0\t105.8\t192.0.2.0/24;2001:db8:1::/48\n";

    @TempDir private Path folder;

    private Catalogue load(String text) throws IOException {
        Path file = folder.resolve("routes.tsv");
        Files.writeString(file, text);
        return Catalogue.load(file);
    }

    private static @Nullable AseanRoute at(Catalogue catalogue, String address) {
        Address a = Address.parse(address);
        return catalogue.lookup(a.high(), a.low());
    }

    private static String idAt(Catalogue catalogue, String address) {
        return Objects.requireNonNull(at(catalogue, address)).id();
    }

    @Test
    void operatorsFileReplacesTheBundledOne() throws IOException {
        Catalogue catalogue = load("# the bureau's own\n\n" + HEADER + HANOI);

        assertEquals(1, catalogue.routes().size());
        assertEquals("Hanoi", catalogue.find("VN-HAN").orElseThrow().destination());
        assertEquals("VN-HAN", idAt(catalogue, "192.0.2.200"));
        assertEquals("VN-HAN", idAt(catalogue, "2001:db8:1:2::3"));
        assertNull(at(catalogue, "198.51.100.1"));
        assertTrue(catalogue.find("XX-YYY").isEmpty());
    }

    @Test
    void columnsMayStandInAnyOrderAndFurtherOnesAreIgnored() throws IOException {
        Catalogue catalogue =
                load(
                        """
                        note\tprefixes\tlon\tlat\tdestination\tcountry\tiso2\troute_id
                        seen\t\t105.8\t21.0\tHanoi\tViet Nam\tVN\tVN-HAN
                        """);

        AseanRoute hanoi = catalogue.find("VN-HAN").orElseThrow();
        assertEquals(21.0, hanoi.latitude());
        assertEquals(List.of(), hanoi.prefixes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VN-HAN;VN;Viet Nam;Hanoi;north;105.8;|lat is no number: 'north'",
                "VN-HAN;VN;Viet Nam;Hanoi;21.0;NaN;|coordinates out of range for VN-HAN: 21.0, NaN",
                "VN-HAN;VN;Viet Nam;Hanoi;91;105.8;|coordinates out of range for VN-HAN: 91.0, 105.8",
                "Hanoi;VN;Viet Nam;Hanoi;21.0;105.8;|route id must look like VN-HAN, at most 8"
                        + " characters: 'Hanoi'",
                "VN-HAN;VN;Viet Nam;Hanoi;21.0;105.8|6 columns where the header has 7",
                "VN-HAN;VN;Viet Nam;Hanoi;21.0;105.8;192.0.2.1/24|host bits set in prefix"
                        + " 192.0.2.1/24",
                "VN-HAN;VN;Viet Nam;Hanoi;21.0;105.8;hanoi|not a prefix (address/length): 'hanoi'",
            })
    void wrongLinesNameFileLineAndRule(String line, String rule) {
        String text = HEADER + "# a comment counts as a line\n" + line.replace(';', '\t') + "\n";

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> load(text));

        assertEquals(folder.resolve("routes.tsv") + ":3: " + rule, refusal.getMessage());
    }

    @Test
    void secondMentionNamesItsLine() {
        String sameRoute = HEADER + HANOI + "VN-HAN\tVN\tViet Nam\tHanoi\t21.0\t105.8\t\n";
        String samePrefix =
                HEADER + HANOI + "VN-DAD\tVN\tViet Nam\tDa Nang\t16\t108\t192.0.2.0/24\n";

        assertTrue(refusalOf(sameRoute).endsWith(":3: route listed twice: VN-HAN"));
        assertTrue(refusalOf(samePrefix).endsWith(":3: prefix listed twice: 192.0.2.0/24"));
    }

    @Test
    void fileWithoutHeaderIsRefused() {
        assertTrue(refusalOf("# nothing\n").endsWith("routes.tsv:1: no header line"));
        assertTrue(refusalOf("").endsWith("routes.tsv:0: no header line"));
        assertTrue(refusalOf("route_id\tiso2\n").endsWith("routes.tsv:1: column missing: country"));
    }

    @Test
    void missingFileIsAnIoError() {
        assertThrows(NoSuchFileException.class, () -> Catalogue.load(folder.resolve("absent.tsv")));
    }

    @Test
    void routesGivenTwiceInCodeAreRefused() throws IOException {
        AseanRoute hanoi = load(HEADER + HANOI).routes().get(0);

        assertThrows(IllegalArgumentException.class, () -> new Catalogue(List.of(hanoi, hanoi)));
    }

    @Test
    void lookupFindsTheMoreSpecificRoute() throws IOException {
        Catalogue catalogue =
                load(HEADER + HANOI + "VN-DAD\tVN\tViet Nam\tDa Nang\t16\t108\t192.0.2.128/25\n");

        assertEquals("VN-HAN", idAt(catalogue, "192.0.2.127"));
        assertEquals("VN-DAD", idAt(catalogue, "192.0.2.128"));
    }

    private String refusalOf(String text) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> load(text)).getMessage();
        assertNotNull(message);
        assertFalse(message.contains("\n"));
        return message;
    }
}
