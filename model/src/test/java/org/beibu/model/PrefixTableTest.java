package org.beibu.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTableTest {

    private static int lookup(PrefixTable table, String address) {
        Address a = Address.parse(address);
        return table.lookup(a.high(), a.low());
    }

    private static PrefixTable table(String... prefixes) {
        List<List<Prefix>> groups = new ArrayList<>();
        for (String prefix : prefixes) {
            groups.add(List.of(Prefix.parse(prefix)));
        }
        return PrefixTable.of(groups);
    }

    @Test
    void longestPrefixWins() {
        PrefixTable table = table("198.51.100.0/24", "198.51.100.128/25", "198.51.100.200/32");

        assertEquals(0, lookup(table, "198.51.100.1"));
        assertEquals(1, lookup(table, "198.51.100.129"));
        assertEquals(2, lookup(table, "198.51.100.200"));
        assertEquals(PrefixTable.NONE, lookup(table, "198.51.101.1"));
    }

    @Test
    void emptyTableHoldsNothing() {
        assertEquals(PrefixTable.NONE, lookup(table(), "192.0.2.1"));
        assertEquals(PrefixTable.NONE, lookup(table(), "2001:db8::1"));
    }

    @Test
    void defaultRoutesOfTheTwoFamiliesStayApart() {
        PrefixTable ipv6Only = table("::/0");
        assertEquals(PrefixTable.NONE, lookup(ipv6Only, "192.0.2.1"));
        assertEquals(0, lookup(ipv6Only, "2001:db8::1"));

        PrefixTable both = table("::/0", "0.0.0.0/0");
        assertEquals(1, lookup(both, "192.0.2.1"));
        assertEquals(0, lookup(both, "2001:db8::1"));
    }

    @Test
    void prefixInTwoGroupsIsRefused() {
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> table("192.0.2.0/24", "192.0.2.0/24"));

        assertEquals("prefix listed for two routes: 192.0.2.0/24", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lookupEqualsANaiveSearchOnRandomTables(long seed) {
        Random random = new Random(seed);
        List<List<Prefix>> groups = randomGroups(random);
        PrefixTable table = PrefixTable.of(groups);

        for (int i = 0; i < 4_000; i++) {
            Address address = nearAPrefix(random, groups);
            assertEquals(
                    naive(groups, address),
                    table.lookup(address.high(), address.low()),
                    () -> address + " in " + groups);
        }
    }

    private static List<List<Prefix>> randomGroups(Random random) {
        List<List<Prefix>> groups = new ArrayList<>();
        List<Prefix> used = new ArrayList<>();
        for (int group = 0; group < 30; group++) {
            List<Prefix> prefixes = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                // Few distinct bits, so that prefixes nest, abut and repeat.
                Address address = fewBits(random);
                Prefix prefix =
                        Prefix.containing(address, random.nextInt(address.isIpv4() ? 33 : 129));
                if (!used.contains(prefix)) {
                    used.add(prefix);
                    prefixes.add(prefix);
                }
            }
            groups.add(prefixes);
        }
        return groups;
    }

    private static Address fewBits(Random random) {
        if (random.nextBoolean()) {
            return new Address(0, Address.ipv4Low(random.nextInt() & 0xc000_0c81));
        }
        return new Address(
                random.nextLong() & 0x3000_0000_0000_8001L,
                random.nextLong() & 0xc000_0000_0000_0003L);
    }

    private static Address nearAPrefix(Random random, List<List<Prefix>> groups) {
        List<Prefix> prefixes = groups.get(random.nextInt(groups.size()));
        if (prefixes.isEmpty()) {
            return fewBits(random);
        }
        Prefix prefix = prefixes.get(random.nextInt(prefixes.size()));
        long noise = random.nextInt(3) == 0 ? 1L << random.nextInt(32) : 0;
        return new Address(prefix.high(), prefix.low() ^ noise);
    }

    private static int naive(List<List<Prefix>> groups, Address address) {
        int best = PrefixTable.NONE;
        int longest = -1;
        for (int i = 0; i < groups.size(); i++) {
            for (Prefix prefix : groups.get(i)) {
                boolean family = prefix.isIpv4() == address.isIpv4();
                if (family && sameBits(prefix, address) && prefix.length() > longest) {
                    best = i;
                    longest = prefix.length();
                }
            }
        }
        return best;
    }

    private static boolean sameBits(Prefix prefix, Address address) {
        String bits = bits(prefix.high()) + bits(prefix.low());
        return bits.regionMatches(
                0, bits(address.high()) + bits(address.low()), 0, prefix.mappedLength());
    }

    private static String bits(long half) {
        String text = Long.toBinaryString(half);
        return "0".repeat(64 - text.length()) + text;
    }
}
