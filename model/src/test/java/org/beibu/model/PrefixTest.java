package org.beibu.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

    private static boolean holds(String prefix, String address) {
        Address a = Address.parse(address);
        return Prefix.parse(prefix).contains(a.high(), a.low());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "192.0.2.0/24",
                "192.0.2.128/25",
                "192.0.2.1/32",
                "::/0",
                "2001:db8::/32",
                "2001:db8:1:2:8000::/65",
                "2001:db8::1/128"
            })
    void textReadsBackAsWritten(String text) {
        assertEquals(text, Prefix.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1/24, host bits set",
        "192.0.2.0/33, 'not between 0 and 32'",
        "2001:db8::/129, 'not between 0 and 128'",
        "2001:db8::1/64, host bits set",
        "192.0.2.0, 'not a prefix (address/length)'",
        "192.0.2.0/, 'not a prefix (address/length)'",
        "192.0.2.0/-1, 'not a prefix (address/length)'",
        "192.0.2/24, not an IP address",
    })
    void wrongPrefixesNameTheRule(String text, String rule) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Prefix.parse(text));

        assertTrue(refusal.toString().contains(rule), refusal::toString);
    }

    @Test
    void prefixHoldsItsFirstAndLastAddressAndNoNeighbour() {
        assertTrue(holds("198.51.100.16/28", "198.51.100.16"));
        assertTrue(holds("198.51.100.16/28", "198.51.100.31"));
        assertFalse(holds("198.51.100.16/28", "198.51.100.15"));
        assertFalse(holds("198.51.100.16/28", "198.51.100.32"));
        assertTrue(holds("2001:db8::/65", "2001:db8::7fff:ffff:ffff:ffff"));
        assertFalse(holds("2001:db8::/65", "2001:db8::8000:0:0:0"));
    }

    @Test
    void shortIpv6PrefixesHoldNoIpv4() {
        assertFalse(holds("::/0", "192.0.2.1"));
        assertFalse(holds("::/64", "192.0.2.1"));
        assertTrue(holds("::/0", "2001:db8::1"));
        assertFalse(holds("0.0.0.0/0", "2001:db8::1"));
        assertTrue(holds("0.0.0.0/0", "192.0.2.1"));
    }

    @Test
    void containingCutsTheHostBits() {
        assertEquals(
                Prefix.parse("203.0.113.0/24"),
                Prefix.containing(Address.parse("203.0.113.77"), 24));
        assertEquals(
                Prefix.parse("2001:db8:5::/48"),
                Prefix.containing(Address.parse("2001:db8:5:6::7"), 48));
        assertEquals(
                Prefix.parse("0.0.0.0/0"), Prefix.containing(Address.parse("203.0.113.77"), 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> Prefix.containing(Address.parse("203.0.113.77"), 33));
        assertThrows(
                IllegalArgumentException.class,
                () -> Prefix.containing(Address.parse("203.0.113.77"), -1));
    }

    @Test
    void masksKeepExactlyTheFirstBits() {
        for (int bits = 0; bits <= 128; bits++) {
            int inHigh = Math.min(bits, 64);
            int inLow = Math.max(0, bits - 64);
            assertEquals(inHigh, Long.bitCount(Prefix.maskHigh(-1, bits)));
            assertEquals(inLow, Long.bitCount(Prefix.maskLow(-1, bits)));
            assertEquals(64 - inHigh, Long.numberOfTrailingZeros(Prefix.maskHigh(-1, bits)));
        }
    }

    @Test
    void orderIsByAddressThenByLength() {
        assertTrue(Prefix.parse("192.0.2.0/24").compareTo(Prefix.parse("192.0.2.0/25")) < 0);
        assertTrue(Prefix.parse("192.0.2.128/25").compareTo(Prefix.parse("192.0.2.0/24")) > 0);
        assertEquals(0, Prefix.parse("::/0").compareTo(Prefix.parse("::/0")));
    }
}
