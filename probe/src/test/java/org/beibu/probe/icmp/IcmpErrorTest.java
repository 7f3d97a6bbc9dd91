package org.beibu.probe.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.beibu.model.Address;
import org.junit.jupiter.api.Test;

/** Errors as RFC 792 and RFC 4443 draw them. */
class IcmpErrorTest {
    private final IcmpError error = new IcmpError();

    private boolean wrap(byte[] message, boolean ipv4) {
        return error.wrap(ByteBuffer.wrap(message), 0, message.length, ipv4);
    }

    private Address source() {
        return new Address(error.sourceHigh(), error.sourceLow());
    }

    private Address destination() {
        return new Address(error.destinationHigh(), error.destinationLow());
    }

    @Test
    void aQuotedDatagramIsKnownByItsEnds() {
        assertTrue(wrap(QuotedPackets.udp(), true));

        assertEquals(Optional.of(IcmpErrorKind.UNREACHABLE), error.kind());
        assertEquals(3, error.code());
        assertEquals(17, error.protocol());
        assertEquals(Address.parse("192.0.2.1"), source());
        assertEquals(Address.parse("198.51.100.7"), destination());
        assertEquals(40_000, error.sourcePort());
        assertEquals(53, error.destinationPort());
        assertEquals(1, error.ttl());
        assertEquals(0xb8, error.trafficClass());
        assertEquals(0x1234, error.identification());
    }

    @Test
    void aQuotedSynIsKnownByItsSequenceNumber() {
        assertTrue(wrap(QuotedPackets.tcp(), true));

        assertEquals(Optional.of(IcmpErrorKind.TIME_EXCEEDED), error.kind());
        assertEquals(61_000, error.sourcePort());
        assertEquals(443, error.destinationPort());
        assertEquals(0x0102_0304, error.tcpSequence());
    }

    @Test
    void aQuotedEchoRequestIsKnownByItsIdentifier() {
        assertTrue(wrap(QuotedPackets.echo(), false));

        assertEquals(Optional.of(IcmpErrorKind.PACKET_TOO_BIG), error.kind());
        assertEquals(1280, error.mtu());
        assertEquals(58, error.protocol());
        assertEquals(0xbeeb, error.echoIdentifier());
        assertEquals(7, error.echoSequence());
        assertEquals(Address.parse("2001:db8::1"), source());
        assertEquals(Address.parse("2001:db8:1::7"), destination());
        assertEquals(1, error.ttl());
        assertEquals(0xb8, error.trafficClass());
    }

    @Test
    void extensionHeadersAreSteppedOver() {
        assertTrue(wrap(QuotedPackets.extended(), false));

        assertEquals(17, error.protocol());
        assertEquals(40_000, error.sourcePort());
        assertEquals(53, error.destinationPort());
    }

    @Test
    void laterFragmentsNameNoPorts() {
        byte[] later = QuotedPackets.extended();
        later[8 + 40 + 8 + 3] = 9;
        assertFalse(wrap(later, false));

        byte[] ipv4 = QuotedPackets.udp();
        ipv4[8 + 7] = 1;
        assertFalse(wrap(ipv4, true));
    }

    @Test
    void optionsOfTheQuotedHeaderAreSteppedOver() {
        byte[] plain = QuotedPackets.udp();
        byte[] options = new byte[plain.length + 4];
        System.arraycopy(plain, 0, options, 0, 28);
        System.arraycopy(plain, 28, options, 32, plain.length - 28);
        options[8] = 0x46;

        assertTrue(wrap(options, true));
        assertEquals(40_000, error.sourcePort());
    }

    @Test
    void aMessageCutAnywhereIsRefused() {
        for (byte[] whole : new byte[][] {QuotedPackets.udp(), QuotedPackets.tcp()}) {
            for (int length = 0; length < whole.length; length++) {
                assertFalse(wrap(Arrays.copyOf(whole, length), true), "of " + length);
            }
        }
        for (byte[] whole : new byte[][] {QuotedPackets.echo(), QuotedPackets.extended()}) {
            for (int length = 0; length < whole.length; length++) {
                assertFalse(wrap(Arrays.copyOf(whole, length), false), "of " + length);
            }
        }
    }

    @Test
    void whatIsNoErrorIsRefused() {
        assertFalse(wrap(QuotedPackets.ipv4("08000000 00000000", 17, "9c40003500180000"), true));
        assertFalse(wrap(QuotedPackets.ipv4("05010000 c0000201", 17, "9c40003500180000"), true));
        assertFalse(wrap(QuotedPackets.ipv6("81000000 00000000", 17, "9c40003500180000"), false));
        assertFalse(wrap(QuotedPackets.udp(), false), "another version inside");
        assertFalse(wrap(QuotedPackets.echo(), true), "another version inside");
    }

    @Test
    void fragmentationNeededIsPacketTooBig() {
        assertTrue(wrap(QuotedPackets.ipv4("03040000 00000514", 17, "9c40003500180000"), true));
        assertEquals(Optional.of(IcmpErrorKind.PACKET_TOO_BIG), error.kind());
        assertEquals(1300, error.mtu());
        assertEquals(Optional.of(IcmpErrorKind.PARAMETER_PROBLEM), IcmpErrorKind.of(true, 12, 0));
        assertEquals(Optional.of(IcmpErrorKind.PARAMETER_PROBLEM), IcmpErrorKind.of(false, 4, 0));
        assertEquals(Optional.of(IcmpErrorKind.TIME_EXCEEDED), IcmpErrorKind.of(false, 3, 0));
    }
}
