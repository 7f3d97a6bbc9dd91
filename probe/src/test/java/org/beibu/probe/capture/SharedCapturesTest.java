package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty public captures: old and new formats, odd encapsulations, damaged files. */
class SharedCapturesTest {
    /** Refused on purpose: the manifest states no packets for it. */
    private static final String UNKNOWN_VERSION = "libpcap__pcap-invalid-version-1.pcap";

    /** Its last record was cut off by its author; the manifest counts the whole ones. */
    private static final String CUT_SHORT = "suricata__http-mime-truncated.pcap";

    @Test
    void everyFileGivesAsManyPacketsAsItsManifestStates() throws IOException {
        SharedCaptures captures = SharedCaptures.orSkip();

        for (Map.Entry<String, Integer> entry : captures.packetCounts().entrySet()) {
            String name = entry.getKey();
            CaptureRun run = CaptureRun.of(captures.file(name));

            if (name.equals(UNKNOWN_VERSION)) {
                assertNotNull(run.error());
                assertEquals(0, run.packets());
            } else {
                assertEquals((long) entry.getValue(), run.packets(), name);
                assertEquals(name.equals(CUT_SHORT), run.error() != null, name);
            }
        }
    }

    @Test
    void everyPacketIsUsedOrSkippedForOneReason() throws IOException {
        SharedCaptures captures = SharedCaptures.orSkip();

        for (String name : captures.packetCounts().keySet()) {
            CaptureRun run = CaptureRun.of(captures.file(name));

            assertEquals(run.packets(), run.used() + run.skipped(), name);
            assertEquals(run.packets(), run.count(CaptureCounter.PACKETS), name);
            assertEquals(run.used(), run.count(CaptureCounter.USED), name);
        }
    }

    @Test
    void filesThatLibpcapRefusesAreReadWhole() throws IOException {
        SharedCaptures captures = SharedCaptures.orSkip();

        CaptureRun interfaces = CaptureRun.of(captures.file("wireshark__many_interfaces_1.pcapng"));
        CaptureRun byteOrders = CaptureRun.of(captures.file("pcapngtest__test202.pcapng"));
        CaptureRun lengthsSwapped = CaptureRun.of(captures.file("tcptrace__pcap_v2_2.pcap"));

        assertEquals(32, interfaces.segments().size());
        assertTrue(interfaces.interfaceNames().size() > 1, "several interfaces have names");
        assertEquals(8, byteOrders.packets());
        assertEquals(40, lengthsSwapped.segments().size());
    }

    @Test
    void aFileCutAtEveryThousandthOctetGivesThePacketsBeforeTheCut(@TempDir Path folder)
            throws IOException {
        SharedCaptures captures = SharedCaptures.orSkip();
        for (String name :
                List.of(
                        "zeek__mixed-vlan-mpls.pcap",
                        "pcpp__nanosecs_big_endian.pcap",
                        "ndpi__rtsp.pcap",
                        "wireshark__many_interfaces_1.pcapng",
                        "pcapngtest__test202.pcapng",
                        "wireshark__grpc_web.pcapng")) {
            byte[] whole = Files.readAllBytes(captures.file(name));
            List<String> expected = CaptureRun.of(captures.file(name)).segments();
            Path cut = folder.resolve("cut");
            int before = 0;

            for (int length = 0; length < whole.length; length += 1000) {
                Files.write(cut, Arrays.copyOf(whole, length));
                CaptureRun run = CaptureRun.of(cut);

                int count = run.segments().size();
                assertEquals(expected.subList(0, count), run.segments(), name + " at " + length);
                assertTrue(count >= before, name + " at " + length);
                before = count;
            }
        }
    }

    @Test
    void aPackedFileCutAnywhereGivesThePacketsBeforeTheCut(@TempDir Path folder)
            throws IOException {
        SharedCaptures captures = SharedCaptures.orSkip();
        byte[] whole = Files.readAllBytes(captures.file("zeek__echo-connections.pcap.gz"));
        Path cut = folder.resolve("cut");

        for (int length = 5; length < whole.length; length += whole.length / 7) {
            Files.write(cut, Arrays.copyOf(whole, length));
            CaptureRun run = CaptureRun.of(cut);

            String error = run.error();
            assertNotNull(error);
            assertTrue(error.contains("packed data cut short"), error);
        }
        assertNull(CaptureRun.of(captures.file("zeek__echo-connections.pcap.gz")).error());
    }
}
