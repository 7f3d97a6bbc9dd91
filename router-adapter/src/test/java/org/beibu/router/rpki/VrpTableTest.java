package org.beibu.router.rpki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.junit.jupiter.api.Test;

class VrpTableTest {
    private static Vrp vrp(String prefix, int maxLength, long asNumber) {
        return new Vrp(Prefix.parse(prefix), maxLength, asNumber);
    }

    private static OriginState validate(VrpTable table, String prefix, long origin) {
        return table.validate(Prefix.parse(prefix), origin);
    }

    @Test
    void theRulesOfRfc6811() {
        VrpTable table =
                VrpTable.of(
                        List.of(
                                vrp("203.0.0.0/16", 20, 64496),
                                vrp("203.0.113.0/24", 24, 64497),
                                vrp("198.51.100.0/24", 24, 0)));

        assertEquals(OriginState.VALID, validate(table, "203.0.0.0/16", 64496));
        assertEquals(OriginState.VALID, validate(table, "203.0.16.0/20", 64496));
        assertEquals(OriginState.INVALID, validate(table, "203.0.16.0/21", 64496));
        assertEquals(OriginState.VALID, validate(table, "203.0.113.0/24", 64497));
        assertEquals(OriginState.INVALID, validate(table, "203.0.113.0/24", 64496));
        assertEquals(OriginState.NOT_FOUND, validate(table, "203.0.0.0/15", 64496));
        assertEquals(OriginState.NOT_FOUND, validate(table, "192.0.2.0/24", 64496));
        assertEquals(OriginState.INVALID, validate(table, "198.51.100.0/24", 0));
    }

    @Test
    void theOriginIsTheLastOfASequence() {
        VrpTable table = VrpTable.of(List.of(vrp("203.0.113.0/24", 24, 64497)));
        Prefix prefix = Prefix.parse("203.0.113.0/24");
        AsPath.Segment set = new AsPath.Segment(AsPath.Kind.SET, List.of(64497L));

        assertEquals(
                OriginState.VALID,
                table.validate(prefix, AsPath.sequence(List.of(64500L, 64497L))));
        assertEquals(
                OriginState.INVALID,
                table.validate(prefix, AsPath.sequence(List.of(64497L, 64500L))));
        assertEquals(OriginState.INVALID, table.validate(prefix, new AsPath(List.of(set))));
        assertEquals(OriginState.INVALID, table.validate(prefix, AsPath.EMPTY));
        assertEquals(OriginState.INVALID, table.validate(prefix, (AsPath) null));
        assertEquals(OriginState.NOT_FOUND, VrpTable.EMPTY.validate(prefix, AsPath.EMPTY));
    }

    @Test
    void aRoaForIpv6CoversNoIpv4() {
        VrpTable table = VrpTable.of(List.of(vrp("::/0", 128, 64496), vrp("0.0.0.0/0", 8, 64497)));

        assertEquals(OriginState.INVALID, validate(table, "203.0.113.0/24", 64496));
        assertEquals(OriginState.VALID, validate(table, "2001:db8::/32", 64496));
    }

    @Test
    void randomTablesAgreeWithTheRulesWrittenDownPlainly() {
        Random random = new Random(3);
        for (int run = 0; run < 300; run++) {
            List<Vrp> payloads = new ArrayList<>();
            for (int i = 0; i < random.nextInt(60); i++) {
                Prefix prefix = prefix(random);
                int longest = prefix.isIpv4() ? 32 : 128;
                int room = random.nextInt(longest - prefix.length() + 1);
                payloads.add(new Vrp(prefix, prefix.length() + room, random.nextInt(3)));
            }
            VrpTable table = VrpTable.of(payloads);
            for (int i = 0; i < 100; i++) {
                Prefix asked = prefix(random);
                long origin = random.nextInt(3);
                assertEquals(
                        naive(payloads, asked, origin),
                        table.validate(asked, origin),
                        () -> asked + " AS" + origin + " of " + payloads);
            }
        }
    }

    private static Prefix prefix(Random random) {
        boolean ipv4 = random.nextBoolean();
        Address address =
                ipv4
                        ? new Address(0, Address.ipv4Low(random.nextInt(4) << 22))
                        : new Address((long) random.nextInt(4) << 40, 0);
        return Prefix.containing(address, random.nextInt(ipv4 ? 33 : 60));
    }

    private static OriginState naive(List<Vrp> payloads, Prefix asked, long origin) {
        List<Vrp> covering =
                payloads.stream()
                        .filter(v -> v.prefix().isIpv4() == asked.isIpv4())
                        .filter(v -> v.prefix().length() <= asked.length())
                        .filter(v -> v.prefix().contains(asked.high(), asked.low()))
                        .toList();
        boolean valid =
                covering.stream()
                        .anyMatch(
                                v ->
                                        v.asNumber() != 0
                                                && v.asNumber() == origin
                                                && asked.length() <= v.maxLength());
        return covering.isEmpty()
                ? OriginState.NOT_FOUND
                : valid ? OriginState.VALID : OriginState.INVALID;
    }

    @Test
    void aPayloadThatCannotBeIsNone() {
        assertThrows(IllegalArgumentException.class, () -> vrp("203.0.113.0/24", 23, 1));
        assertThrows(IllegalArgumentException.class, () -> vrp("203.0.113.0/24", 33, 1));
        assertThrows(IllegalArgumentException.class, () -> vrp("203.0.113.0/24", 24, 1L << 32));
    }
}
