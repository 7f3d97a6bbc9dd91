package org.beibu.lab.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PathClassTest {
    private static final int CLIENT_PORT = 40_001;

    /** The words of the definition, in 64-bit arithmetic. */
    private static int byDefinition(int port) {
        return (int) ((port * 2654435761L % (1L << 32) >> 20) % 16);
    }

    private static ByteBuffer ipv4(int source, int destination) {
        ByteBuffer frame = ByteBuffer.allocate(60);
        return frame.putShort(12, (short) 0x0800)
                .put(14, (byte) 0x45)
                .put(23, (byte) 6)
                .putShort(34, (short) source)
                .putShort(36, (short) destination);
    }

    @Test
    void thePathFollowsFromTheClientsPort() {
        for (int port = 1100; port <= 65_500; port++) {
            assertEquals(byDefinition(port), PathClass.ofClientPort(port), "port " + port);
        }
    }

    @Test
    void bothDirectionsOfAConnectionTakeTheSamePath() {
        int path = byDefinition(CLIENT_PORT);

        assertEquals(path, PathClass.ofFrame(ipv4(CLIENT_PORT, 80), 60));
        assertEquals(path, PathClass.ofFrame(ipv4(80, CLIENT_PORT), 60));
    }

    @Test
    void ipv6TakesThePathOfItsPortToo() {
        ByteBuffer frame = ByteBuffer.allocate(80);
        frame.putShort(12, (short) 0x86dd).put(20, (byte) 6);
        frame.putShort(54, (short) CLIENT_PORT).putShort(56, (short) 80);

        assertEquals(byDefinition(CLIENT_PORT), PathClass.ofFrame(frame, 80));
    }

    @Test
    void whatIsNotTcpTakesTheFirstPath() {
        ByteBuffer udp = ipv4(CLIENT_PORT, 80).put(23, (byte) 17);
        ByteBuffer arp = ipv4(CLIENT_PORT, 80).putShort(12, (short) 0x0806);

        assertEquals(0, PathClass.ofFrame(udp, 60));
        assertEquals(0, PathClass.ofFrame(arp, 60));
        assertEquals(0, PathClass.ofFrame(ipv4(CLIENT_PORT, 80), 20), "too short");
    }

    @Test
    void pathsGetLonger() {
        assertEquals(250_000, PathClass.oneWayNanos(0));
        assertEquals(80_000_000, PathClass.oneWayNanos(PathClass.COUNT - 1));
    }
}
