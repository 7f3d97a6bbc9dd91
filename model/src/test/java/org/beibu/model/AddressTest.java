package org.beibu.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1", // 4.2.3: first of two equal
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // 4.2.2: one zero group stays
        "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::", // 4.2.3: the longest run
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:DB8::AB0C, 2001:db8::ab0c", // 4.3: lower case
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
        "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6",
        "::ffff:192.0.2.33, 192.0.2.33", // IPv4 is shown as IPv4
        "192.0.2.0, 192.0.2.0",
        "255.255.255.255, 255.255.255.255",
        "0.0.0.0, 0.0.0.0",
    })
    void textIsCanonicalAsInRfc5952(String written, String canonical) {
        assertEquals(canonical, Address.parse(written).toString());
        assertEquals(Address.parse(written), Address.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "192.0.2",
                "192.0.2.256",
                "300.1.1.1",
                "192.0.2.1.",
                "192.0.2.01",
                "192.0.2.-1",
                " 192.0.2.1",
                "1234",
                "2001:db8",
                "2001:db8:::1",
                "2001:db8::1::2",
                "2001:db8::12345",
                "1:2:3:4:5:6:7:8:9",
                "fe80::1%eth0",
                "[2001:db8::1]",
                "face.example",
                ":"
            })
    void whatIsNoAddressIsRefusedAndNamed(String text) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Address.parse(text));

        assertEquals("not an IP address: '" + text + "'", refusal.getMessage());
    }

    @Test
    void ipv4LivesInTheMappedRange() {
        Address address = Address.parse("192.0.2.1");

        assertEquals(0, address.high());
        assertEquals(0x0000_ffff_c000_0201L, address.low());
        assertTrue(address.isIpv4());
        assertEquals(Address.ipv4Low(0xc000_0201), address.low());
        assertFalse(Address.parse("::c000:201").isIpv4());
        assertFalse(Address.parse("1::ffff:c000:201").isIpv4());
    }

    @Test
    void octetsAreInNetworkOrder() {
        assertEquals(
                Address.parse("198.51.100.7"), Address.of(new byte[] {(byte) 198, 51, 100, 7}));
        byte[] octets = new byte[16];
        octets[0] = 0x20;
        octets[1] = 0x01;
        octets[2] = 0x0d;
        octets[3] = (byte) 0xb8;
        octets[8] = (byte) 0xff;
        octets[15] = 1;
        assertEquals(Address.parse("2001:db8:0:0:ff00::1"), Address.of(octets));
        assertThrows(IllegalArgumentException.class, () -> Address.of(new byte[5]));
    }

    @Test
    void textOfRandomAddressesReadsBackEqual() {
        Random random = new Random(5952);
        for (int i = 0; i < 20_000; i++) {
            Address address = randomAddress(random);

            assertEquals(address, Address.parse(address.toString()));
        }
    }

    @Test
    void textAppendsBehindOtherText() {
        StringBuilder text = new StringBuilder("host:");
        Address address = Address.parse("2001:db8::1");

        Address.appendTo(text, address.high(), address.low());

        assertEquals("host:2001:db8::1", text.toString());
    }

    @Test
    void orderIsUnsignedAndTotal() {
        Random random = new Random(1);
        List<Address> addresses = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            addresses.add(randomAddress(random));
        }
        for (Address a : addresses) {
            for (Address b : addresses) {
                assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)));
                assertEquals(a.equals(b), a.compareTo(b) == 0);
            }
        }
        Collections.sort(addresses);
        for (int i = 0; i < addresses.size(); i++) {
            for (int j = i; j < addresses.size(); j++) {
                assertTrue(addresses.get(i).compareTo(addresses.get(j)) <= 0, "transitive");
            }
        }
        assertTrue(Address.parse("7fff::").compareTo(Address.parse("8000::")) < 0);
        assertTrue(Address.parse("127.0.0.1").compareTo(Address.parse("192.0.2.1")) < 0);
    }

    /** Any address, with runs of zero groups and IPv4 as likely as in life. */
    static Address randomAddress(Random random) {
        if (random.nextInt(4) == 0) {
            return new Address(0, Address.ipv4Low(random.nextInt()));
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | (random.nextBoolean() ? 0 : random.nextInt(0x10000));
            low = low << 16 | (random.nextBoolean() ? 0 : random.nextInt(0x10000));
        }
        return new Address(high, low);
    }
}
