package org.beibu.lab.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireCaptureTest {
    private static final String ETHERNET = "02000000000b 02000000000a ";

    /** 192.0.2.1:40000 to 192.0.2.10:80, id 0x1234, 3 octets of payload, TSval 1, TSecr 2. */
    private static final String IPV4 =
            ETHERNET
                    + "0800 4500 0037 1234 4000 4006 0000 c0000201 c000020a "
                    + "9c40 0050 00000005 00000009 8018 0064 0000 0000 "
                    + "0101080a 00000001 00000002 616263";

    /** [2001:db8::1]:80 to [2001:db8::10]:40000, SYN and ACK, no options. */
    private static final String IPV6 =
            ETHERNET
                    + "86dd 60000000 0014 06 40 20010db8000000000000000000000001 "
                    + "20010db8000000000000000000000010 "
                    + "0050 9c40 ffffffff 00000009 5012 0064 0000 0000";

    @TempDir Path folder;

    private Path file(int magic, String... frames) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(magic).putInt(0x00040002).putLong(0).putInt(96).putInt(1);
        for (String frame : frames) {
            byte[] octets = HexFormat.of().parseHex(frame.replace(" ", ""));
            file.putInt(7).putInt(5).putInt(octets.length).putInt(octets.length).put(octets);
        }
        byte[] octets = new byte[file.position()];
        file.get(0, octets);
        return Files.write(folder.resolve("x.pcap"), octets);
    }

    @Test
    void tcpOverBothFamiliesIsRead() throws IOException {
        List<WirePacket> packets = WireCapture.read(file(0xa1b2c3d4, IPV4, IPV6));

        assertEquals(
                List.of(
                        new WirePacket(
                                7_000_005_000L,
                                new WirePacket.Content(
                                        new Host("192.0.2.1", 40_000),
                                        new Host("192.0.2.10", 80),
                                        5,
                                        9,
                                        0x18,
                                        100,
                                        3,
                                        0x1234,
                                        Wire.stamps(1, 2))),
                        new WirePacket(
                                7_000_005_000L,
                                new WirePacket.Content(
                                        new Host("2001:db8::1", 80),
                                        new Host("2001:db8::10", 40_000),
                                        -1,
                                        9,
                                        0x12,
                                        100,
                                        0,
                                        0,
                                        ""))),
                packets);
        assertTrue(packets.get(0).isFromClient() && packets.get(0).end() == 8);
        assertFalse(packets.get(1).isFromClient());
        assertEquals(0, packets.get(1).end(), "SYN counts one, and sequence numbers wrap");
    }

    @Test
    void nanosecondFilesAndCutPacketsAreReadToo() throws IOException {
        String cut = IPV4.substring(0, IPV4.length() - 11);

        List<WirePacket> packets = WireCapture.read(file(0xa1b23c4d, cut));

        assertEquals(7_000_000_005L, packets.get(0).epochNanos());
        assertEquals(3, packets.get(0).content().payload(), "by the IP header");
        assertEquals(10, packets.get(0).content().options().length(), "as far as captured");
    }

    @Test
    void otherPacketsArePassedOverAndOtherFilesRefused() throws IOException {
        String udp = IPV4.replace("4006", "4011");

        assertEquals(List.of(), WireCapture.read(file(0xa1b2c3d4, udp, ETHERNET + "0806 0000")));
        assertThrows(IOException.class, () -> WireCapture.read(file(0x0a0d0d0a)));
    }

    @Test
    void aSampleIsReadFromTheTableOfTheProgram() throws IOException {
        Path table =
                Files.writeString(
                        folder.resolve("t"),
                        """
                        time\tmethod\trtt_ns\thost\thost_port\tpeer\tpeer_port\tclass
                        7.000005001\tdata-ack\t42\t192.0.2.1\t40000\t192.0.2.10\t80\tfin
                        7.000005001\ticmp\t42\t192.0.2.1\t\t192.0.2.10\t\tclean
                        """);

        assertEquals(
                List.of(
                        new Sample(
                                7_000_005_001L,
                                "data-ack",
                                42,
                                new Host("192.0.2.1", 40_000),
                                new Host("192.0.2.10", 80),
                                "fin")),
                SampleTable.read(table));
    }

    @Test
    void aSampleIsReadFromTsharksFields() throws IOException {
        Path table =
                Files.writeString(
                        folder.resolve("t"),
                        """
                        7.000005000\t192.0.2.1\t\t40000\t192.0.2.10\t\t80\t0.000042000
                        8.000005000\t\t2001:db8::1\t40001\t\t2001:db8::10\t80\t1.000000001
                        """);

        assertEquals(
                List.of(
                        new Sample(
                                7_000_005_000L,
                                "ack_rtt",
                                42_000,
                                new Host("192.0.2.1", 40_000),
                                new Host("192.0.2.10", 80),
                                ""),
                        new Sample(
                                8_000_005_000L,
                                "ack_rtt",
                                1_000_000_001,
                                new Host("2001:db8::1", 40_001),
                                new Host("2001:db8::10", 80),
                                "")),
                TsharkTable.read(table));
    }
}
