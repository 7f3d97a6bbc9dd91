package org.beibu.probe.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.LinkType;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class ExitTableTest {
    private static final String OURS = "02005e100001";
    private static final String NEXT_HOP = "02005e1000aa";
    private static final String YAML =
            """
            shared:
              exits:
                - name: by-vlan
                  vlan: 101
                - name: by-label
                  mpls_label: 1000, 1001
                - name: by-mac
                  mac: 02:00:5e:10:00:aa, 02-00-5E-10-00-BB
                - name: by-interface
                  interface: eth7
            """;

    private final PacketDecoder decoder = new PacketDecoder(new Counters());
    private final DecodedPacket packet = new DecodedPacket();

    private static ExitTable table() throws ConfigException {
        ExitTable table = new ExitTable(SharedConfig.from(ConfigFile.parse("t", YAML)).exits());
        table.interfaces(List.of("eth0", "eth7"));
        return table;
    }

    /** The exit of a frame with these link headers, in hex, and an IPv4 TCP packet behind them. */
    private String exit(String linkHeaders, int interfaceIndex) throws ConfigException {
        ByteBuffer frame = ByteBuffer.allocate(128);
        for (int i = 0; i < linkHeaders.length(); i += 2) {
            frame.put((byte) Integer.parseInt(linkHeaders.substring(i, i + 2), 16));
        }
        frame.putLong(0x4500_0028_0000_0000L).putInt(0x4006_0000);
        frame.putInt((int) Address.parse("192.0.2.7").low());
        frame.putInt((int) Address.parse("203.0.113.9").low());
        frame.putLong(0x9c40_01bb_0000_0001L).putLong(0x5010_2000L).putInt(0);
        CapturedPacket captured = new CapturedPacket();
        captured.onInterface(interfaceIndex, LinkType.ETHERNET);
        captured.wrap(frame, 0, frame.position(), frame.position(), 1);
        assertTrue(decoder.decode(captured, packet));
        ExitTable table = table();
        return table.name(table.find(packet));
    }

    @Test
    void outerThenInnerVlanIdTellsTheExit() throws ConfigException {
        assertEquals("by-vlan", exit(OURS + OURS + "8100" + "0065" + "0800", 0));
        assertEquals("by-vlan", exit(OURS + OURS + "88a8" + "0002" + "8100" + "0065" + "0800", 0));
        assertEquals("-", exit(OURS + OURS + "8100" + "0066" + "0800", 0));
    }

    @Test
    void outermostLabelTellsTheExit() throws ConfigException {
        String label1001 = "003e9" + "040";
        String bottom7 = "00007" + "140";

        assertEquals("by-label", exit(OURS + OURS + "8847" + label1001 + bottom7, 0));
    }

    @Test
    void nextHopTellsTheExitInBothDirections() throws ConfigException {
        assertEquals("by-mac", exit(NEXT_HOP + OURS + "0800", 0), "we send to it");
        assertEquals("by-mac", exit(OURS + "02005e1000bb" + "0800", 0), "it sends to us");
        assertEquals("-", exit(OURS + OURS + "0800", 0));
    }

    @Test
    void interfaceTellsTheExitWhenNothingElseDoes() throws ConfigException {
        assertEquals("by-interface", exit(OURS + OURS + "0800", 1));
        assertEquals("by-vlan", exit(OURS + OURS + "8100" + "0065" + "0800", 1));
    }

    @Test
    void moreSpecificMarkWins() throws ConfigException {
        assertEquals("by-mac", exit(NEXT_HOP + OURS + "8100" + "0065" + "0800", 1));
    }

    @Test
    void marksThatTwoExitsShareAreRefused() {
        String twice =
                """
                shared:
                  exits:
                    - name: one
                      mac: 02:00:5e:10:00:aa
                    - name: two
                      mac: 02:00:5E:10:00:AA
                """;
        ConfigException refused =
                assertThrows(
                        ConfigException.class,
                        () -> SharedConfig.from(ConfigFile.parse("beibu.yaml", twice)));

        assertEquals(
                "beibu.yaml:6:12: shared.exits[1].mac: two exits have MAC address"
                        + " 02:00:5e:10:00:aa",
                refused.getMessage());
    }

    @Test
    void marksThatCannotBeAreRefused() {
        for (String mark : List.of("mpls_label: 15", "mpls_label: 1048576", "mac: 02:00:5e")) {
            String yaml = "shared:\n  exits:\n    - name: one\n      " + mark + "\n";

            assertThrows(
                    ConfigException.class,
                    () -> SharedConfig.from(ConfigFile.parse("t", yaml)),
                    mark);
        }
    }
}
