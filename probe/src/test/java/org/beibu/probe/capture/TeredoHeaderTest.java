package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.ipv6;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.udp;
import static org.beibu.probe.capture.Frames.zeros;
import static org.beibu.probe.capture.Tunnels.inIpv4;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TeredoHeaderTest {
    @Test
    void teredoIsOpenedAtEitherPortWhateverStandsBeforeIt() {
        byte[] inner = ipv6(6, tcp(DecodedPacket.ACK, zeros(30)));
        byte[] authentication = join(hex("0001 0403"), zeros(4 + 3 + 8 + 1));
        byte[] origin = hex("0000 1234 c0000201");
        String expected = Decoding.of(ethernet(0x86dd, inner)).text();

        assertEquals(expected, teredo(55555, 3544, inner).text());
        assertEquals(expected, teredo(3544, 55555, inner).text());
        assertEquals(expected, teredo(3544, 55555, join(origin, inner)).text());
        assertEquals(expected, teredo(3544, 55555, join(authentication, inner)).text());
        assertEquals(expected, teredo(3544, 55555, join(authentication, origin, inner)).text());
        assertEquals(
                DecodedPacket.UDP,
                teredo(55555, 3544, join(inner, zeros(1))).segment().transport());
    }

    private static Decoding teredo(int source, int destination, byte[] payload) {
        return Decoding.of(inIpv4(17, udp(source, destination, 8 + payload.length, payload)));
    }
}
