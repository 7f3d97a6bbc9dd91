package org.beibu.probe.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.beibu.model.Address;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    /** Key and values of the README of keiichishima/yacryptopan. */
    private static final PseudonymKey KEY =
            PseudonymKey.of("32-char-str-for-AES-key-and-pad.".getBytes(US_ASCII));

    private final Pseudonyms pseudonyms = new Pseudonyms(KEY, 24, 48);

    private String whole(String text) {
        Address address = Address.parse(text);
        if (address.isIpv4()) {
            pseudonyms.compute(address.low() << 32, 0, 32);
            return new Address(0, Address.ipv4Low((int) (pseudonyms.high() >>> 32))).toString();
        }
        pseudonyms.compute(address.high(), address.low(), 128);
        return new Address(pseudonyms.high(), pseudonyms.low()).toString();
    }

    @Test
    void referenceValuesOfCryptoPan() {
        assertEquals("192.0.125.244", whole("192.0.2.1"));
        assertEquals("192.0.125.172", whole("192.0.2.77"));
        assertEquals("27fe:8bc7:fee:1e:1e1f:f0fe:f0e1:83fd", whole("2001:db8::1"));
    }

    @Test
    void aPrefixGetsTheFirstBitsOfItsAddressesPseudonyms() {
        int prefix = pseudonyms.ipv4((int) Address.parse("192.0.2.77").low());
        long high = pseudonyms.ipv6High(Address.parse("2001:db8::1").high());

        assertEquals("192.0.125.0", new Address(0, Address.ipv4Low(prefix)).toString());
        assertEquals("27fe:8bc7:fee::", new Address(high, 0).toString());
    }

    @Test
    void commonPrefixesStayCommonAndNoLonger() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            int one = random.nextInt();
            int other = one ^ Integer.MIN_VALUE >>> random.nextInt(24);
            int common =
                    Integer.numberOfLeadingZeros(pseudonyms.ipv4(one) ^ pseudonyms.ipv4(other));
            assertEquals(Integer.numberOfLeadingZeros((one ^ other) & 0xffffff00), common);
        }
        for (int i = 0; i < 500; i++) {
            long one = random.nextLong();
            long other = one ^ Long.MIN_VALUE >>> random.nextInt(48);
            long difference = pseudonyms.ipv6High(one) ^ pseudonyms.ipv6High(other);
            assertEquals(
                    Long.numberOfLeadingZeros((one ^ other) & 0xffff_ffff_ffff_0000L),
                    Long.numberOfLeadingZeros(difference));
        }
    }

    @Test
    void everyPrefixOfANetworkHasAPseudonymOfItsOwn() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 1 << 16; i++) {
            assertTrue(seen.add(pseudonyms.ipv4(10 << 24 | i << 8)));
        }
    }

    @Test
    void hostsOfOnePrefixAreTheSameAndWhatIsRememberedIsRight() {
        for (int i = 0; i < 60_000; i++) {
            pseudonyms.ipv4(i << 8);
            pseudonyms.ipv6High((long) i << 16);
        }
        int first = pseudonyms.ipv4((int) Address.parse("192.0.2.0").low());
        assertEquals(first, pseudonyms.ipv4((int) Address.parse("192.0.2.255").low()));
        assertEquals(first, new Pseudonyms(KEY, 24, 48).ipv4(0xc0000200));
        assertEquals(0, first & 0xff);
        long high = pseudonyms.ipv6High(0x20010db8_0001_0000L);
        assertEquals(high, pseudonyms.ipv6High(0x20010db8_0001_ffffL));
        assertEquals(0, high & 0xffff);
    }

    @Test
    void anotherKeyGivesOtherPseudonyms() {
        byte[] octets = "32-char-str-for-AES-key-and-pad.".getBytes(US_ASCII);
        octets[0] ^= 1;
        Pseudonyms next = new Pseudonyms(PseudonymKey.of(octets), 24, 48);
        octets[0] ^= 1;
        octets[31] ^= 1;
        Pseudonyms padded = new Pseudonyms(PseudonymKey.of(octets), 24, 48);

        assertNotEquals(pseudonyms.ipv4(0xc0000200), next.ipv4(0xc0000200));
        assertNotEquals(pseudonyms.ipv6High(0x20010db8L << 32), padded.ipv6High(0x20010db8L << 32));
    }

    @Test
    void noBitsAtAllAreNoPrefix() {
        Pseudonyms none = new Pseudonyms(KEY, 0, 0);

        assertEquals(0, none.ipv4(0xc0000201));
        assertEquals(0, none.ipv6High(0x20010db8L << 32));
    }

    @Test
    void aRememberedPrefixAllocatesNothing() {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "needs HotSpot");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        ask(100_000);

        long before = threads.getThreadAllocatedBytes(thread);
        ask(100_000);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertTrue(allocated < 10_000, "octets for 200,000 look-ups: " + allocated);
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            pseudonyms.ipv4((i & 63) << 8);
            pseudonyms.ipv6High((long) (i & 63) << 16);
        }
    }
}
