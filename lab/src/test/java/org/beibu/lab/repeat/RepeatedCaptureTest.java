package org.beibu.lab.repeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beibu.lab.repeat.PcapRecords.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedCaptureTest {
    private static final String MACS = "02000000000b02000000000a";
    private static final String PORTS = "9c400050";

    /** 192.0.2.1 to 192.0.2.11, right checksums. */
    private static final String IPV4 =
            MACS
                    + ("0800450000280001" + "40004006" + "b6c2" + "c0000201" + "c000020b")
                    + (PORTS + "00000005" + "00000009" + "50100064" + "3f5d" + "0000");

    /** [2001:db8::10] to [2001:db8::1]. */
    private static final String IPV6 =
            MACS
                    + ("86dd6000000000140640" + "20010db8000000000000000000000010")
                    + "20010db8000000000000000000000001"
                    + ("00509c40" + "00000005" + "00000009" + "50100064" + "0000" + "0000");

    @TempDir Path folder;

    /** A recording of 1.2 s: IPv4 at 10 s, IPv6 at 11.2 s; something else between them. */
    private List<Frame> repeated(long packets) throws IOException {
        Path recording =
                PcapRecords.write(
                        folder.resolve("recording"),
                        new Frame(10_000_000, withTcpChecksum(IPV4, 26, 34)),
                        new Frame(10_500_000, MACS + "0806" + "00".repeat(40)),
                        new Frame(11_200_000, withTcpChecksum(IPV6, 22, 54)));
        Path file = folder.resolve("repeated");
        RepeatedCapture.write(recording, packets, file);
        return PcapRecords.read(file);
    }

    private static String withTcpChecksum(String frame, int addresses, int tcp) {
        String zero = frame.substring(0, 2 * (tcp + 16)) + "0000" + frame.substring(2 * tcp + 36);
        String checksum = String.format("%04x", tcpSum(new Frame(0, zero), addresses, tcp));
        return zero.substring(0, 2 * (tcp + 16)) + checksum + zero.substring(2 * tcp + 36);
    }

    /** 0 when the checksum of the TCP header with its pseudo-header is right. */
    private static int tcpSum(Frame frame, int addresses, int tcp) {
        return PcapRecords.folded(6 + 20 + frame.checksum(addresses, tcp + 20));
    }

    @Test
    void copiesOverlapAndStayInTheOrderOfTime() throws IOException {
        List<Long> times = repeated(8).stream().map(Frame::micros).toList();

        assertEquals(
                List.of(
                        10_000_000L,
                        10_200_000L,
                        10_400_000L,
                        10_600_000L,
                        11_200_000L,
                        11_400_000L,
                        11_600_000L,
                        11_800_000L),
                times,
                "a copy begins every sixth of 1.2 s");
    }

    @Test
    void everyCopyIsBetweenHostsOfItsOwn() throws IOException {
        List<Frame> frames = repeated(8);

        assertEquals("c6336401" + "cb007101", frames.get(0).part(26, 34), "198.51.100.1");
        assertEquals("c6336402" + "cb007105", frames.get(1).part(26, 34), "198.51.100.2");
        Set<String> clients = new HashSet<>();
        Set<String> servers = new HashSet<>();
        for (Frame frame : frames.subList(4, 8)) {
            assertTrue(frame.part(22, 38).startsWith("20010db8000000020000"), frame.part(22, 38));
            assertTrue(frame.part(38, 54).startsWith("20010db8000000010000"), frame.part(38, 54));
            servers.add(frame.part(22, 38));
            clients.add(frame.part(38, 54));
        }
        assertEquals(List.of(4, 4), List.of(servers.size(), clients.size()));
    }

    @Test
    void checksumsStayRight() throws IOException {
        for (Frame frame : repeated(500)) {
            if (frame.part(12, 14).equals("0800")) {
                assertEquals(0, PcapRecords.folded(frame.checksum(14, 34)), frame.octets());
                assertEquals(0, tcpSum(frame, 26, 34), frame.octets());
            } else {
                assertEquals(0, tcpSum(frame, 22, 54), frame.octets());
            }
        }
    }

    @Test
    void exactlyAsManyPacketsAsWantedAreWritten() throws IOException {
        assertEquals(7, repeated(7).size());
    }

    @Test
    void thereIsAMost() {
        assertThrows(IllegalArgumentException.class, () -> repeated(501));
    }
}
