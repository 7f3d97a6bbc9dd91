package org.beibu.probe.traffic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beibu.model.Address;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Exit;
import org.beibu.model.Prefix;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.LinkType;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.probe.record.ExitTable;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ExitConfig;
import org.beibu.runtime.config.ServiceClassConfig;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.TrafficRecord;
import org.junit.jupiter.api.Test;

class TrafficMeterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_767_225_600L * SECOND;
    private static final String BUREAU = "192.0.2.7";
    private static final String HANOI = "203.0.113.9";
    private static final String SINGAPORE = "198.51.100.1";
    private static final Catalogue CATALOGUE =
            new Catalogue(
                    List.of(route("VN-HAN", "203.0.113.0/24"), route("SG-SIN", "198.51.100.0/24")));

    private final List<TrafficRecord> records = new ArrayList<>();
    private final Counters counters = new Counters();
    private final PacketDecoder decoder = new PacketDecoder(counters);
    private final DecodedPacket decoded = new DecodedPacket();
    private TrafficMeter meter = meter(List.of());

    private static AseanRoute route(String id, String prefix) {
        return new AseanRoute(id, "VN", "Country", "City", 1, 100, List.of(Prefix.parse(prefix)));
    }

    private TrafficMeter meter(List<ServiceClassConfig> classes) {
        ExitTable exits =
                new ExitTable(
                        List.of(
                                ExitConfig.ofVlan(new Exit("gz-1", "", "", "", 0), 101),
                                ExitConfig.ofVlan(new Exit("hk-3", "", "", "", 0), 102)));
        return new TrafficMeter(
                CATALOGUE, exits, new ServiceClassTable(classes), records::add, counters);
    }

    /** A TCP packet of this many octets on the wire, of which 64 are captured. */
    private void packet(long atNanos, int vlan, String from, String to, int octets) {
        packet(atNanos, vlan, from, to, octets, 40_000, 443, 0);
    }

    @SuppressWarnings("TooManyParameters") // the fields of a packet
    private void packet(
            long atNanos,
            int vlan,
            String from,
            String to,
            int octets,
            int fromPort,
            int toPort,
            int dscp) {
        ByteBuffer frame = ByteBuffer.allocate(64);
        frame.putLong(0x0200_5e10_0001_0200L).putInt(0x5e10_0002);
        frame.putShort((short) 0x8100).putShort((short) vlan).putShort((short) 0x0800);
        frame.put((byte) 0x45).put((byte) (dscp << 2)).putShort((short) (octets - 18));
        frame.putInt(0).putShort((short) 0x4006).putShort((short) 0);
        frame.putInt((int) Address.parse(from).low()).putInt((int) Address.parse(to).low());
        frame.putShort((short) fromPort).putShort((short) toPort).putLong(0);
        frame.putInt(0x5010_0000);
        CapturedPacket captured = new CapturedPacket().onInterface(0, LinkType.ETHERNET);
        captured.wrap(frame, 0, 64, octets, atNanos);
        assertTrue(decoder.decode(captured, decoded));
        meter.onPacket(decoded);
    }

    private static String text(TrafficRecord record) {
        return "%d s %s %s %s class %d: %d octets in %d packets"
                .formatted(
                        (record.startEpochNanos() - START) / SECOND,
                        record.path().routeId(),
                        record.path().exit(),
                        record.direction(),
                        record.trafficClass(),
                        record.volume().octets(),
                        record.volume().packets());
    }

    private List<String> texts() {
        return records.stream().map(TrafficMeterTest::text).toList();
    }

    @Test
    void packetToTheAseanHostIsOutboundAndFromItInbound() {
        packet(START, 101, BUREAU, HANOI, 100);
        packet(START + 1, 101, BUREAU, HANOI, 150);
        packet(START + SECOND - 1, 102, HANOI, BUREAU, 1500);
        meter.flush();

        assertEquals(
                List.of(
                        "0 s VN-HAN gz-1 outbound class 0: 250 octets in 2 packets",
                        "0 s VN-HAN hk-3 inbound class 0: 1500 octets in 1 packets"),
                texts());
    }

    @Test
    void packetBetweenTwoRoutesIsCountedOnceTowardsItsDestination() {
        packet(START, 101, SINGAPORE, HANOI, 100);
        meter.flush();

        assertEquals(List.of("0 s VN-HAN gz-1 outbound class 0: 100 octets in 1 packets"), texts());
    }

    @Test
    void packetOfNoRouteAndNoExitIsCountedAllTheSame() {
        packet(START, 7, BUREAU, "192.0.2.8", 100);
        meter.flush();

        assertEquals(List.of("0 s - - unknown class 0: 100 octets in 1 packets"), texts());
    }

    @Test
    void secondIsRecordedWhenPacketsThreeSecondsYoungerCome() {
        packet(START, 101, BUREAU, HANOI, 100);
        packet(START + 3 * SECOND, 101, BUREAU, HANOI, 100);
        assertEquals(List.of(), texts());

        packet(START + 4 * SECOND, 101, BUREAU, HANOI, 100);

        assertEquals(List.of("0 s VN-HAN gz-1 outbound class 0: 100 octets in 1 packets"), texts());
    }

    @Test
    void packetsOutOfOrderFindTheirSecond() {
        packet(START + SECOND, 101, BUREAU, HANOI, 100);
        packet(START + SECOND - 5, 101, BUREAU, HANOI, 70);
        packet(START + SECOND + 5, 101, BUREAU, HANOI, 100);
        meter.flush();

        assertEquals(
                List.of(
                        "0 s VN-HAN gz-1 outbound class 0: 70 octets in 1 packets",
                        "1 s VN-HAN gz-1 outbound class 0: 200 octets in 2 packets"),
                texts());
    }

    @Test
    void settlingRecordsWhatEndedASecondAgoAndLaterPacketsAddUp() {
        packet(START, 101, BUREAU, HANOI, 100);
        meter.settle(START + 2 * SECOND);
        packet(START + 1, 101, BUREAU, HANOI, 60);
        meter.flush();

        assertEquals(
                List.of(
                        "0 s VN-HAN gz-1 outbound class 0: 100 octets in 1 packets",
                        "0 s VN-HAN gz-1 outbound class 0: 60 octets in 1 packets"),
                texts());
    }

    @Test
    void twoClocksFarApartDoNotMakeARecordOfEachPacket() {
        for (int i = 0; i < 1000; i++) {
            packet(START + i, 101, BUREAU, HANOI, 100);
            packet(START - 3600 * SECOND + i, 102, BUREAU, HANOI, 100);
        }
        meter.flush();

        assertEquals(2, records.size(), () -> texts().toString());
        assertEquals(1, counters.get(TrafficCounter.TRAFFIC_LATE_SECONDS));
    }

    @Test
    void firstServiceClassAllOfWhoseConditionsHoldTakesThePacket() throws ConfigException {
        String yaml =
                """
                shared:
                  service_classes:
                    - name: e-sports
                      ports: udp/443, 27015-27030
                      dscp: 46, 34
                    - name: finance
                      prefixes: 203.0.113.8/29
                    - name: web
                      ports: tcp/443
                """;
        SharedConfig shared = SharedConfig.from(ConfigFile.parse("test.yaml", yaml));
        assertEquals(List.of("other", "e-sports", "finance", "web"), shared.serviceClassNames());
        meter = meter(shared.serviceClasses());

        packet(START, 101, BUREAU, "203.0.113.20", 100, 40_000, 27_020, 46); // e-sports
        packet(START, 101, BUREAU, "203.0.113.20", 100, 40_000, 27_020, 0); // not by DSCP
        packet(START, 101, BUREAU, "203.0.113.20", 100, 443, 40_000, 46); // UDP only, so web
        packet(START, 101, HANOI, BUREAU, 100, 443, 40_000, 0); // finance before web
        packet(START, 101, HANOI, SINGAPORE, 100, 443, 40_000, 0); // either end
        meter.flush();

        assertEquals(
                List.of(
                        "0 s VN-HAN gz-1 outbound class 1: 100 octets in 1 packets",
                        "0 s VN-HAN gz-1 outbound class 0: 100 octets in 1 packets",
                        "0 s VN-HAN gz-1 outbound class 3: 100 octets in 1 packets",
                        "0 s VN-HAN gz-1 inbound class 2: 100 octets in 1 packets",
                        "0 s SG-SIN gz-1 outbound class 2: 100 octets in 1 packets"),
                texts());
    }

    @Test
    void sumsEqualThoseOfANaiveCountWhateverTheOrder() {
        Random random = new Random(20261122);
        Map<String, long[]> naive = new TreeMap<>();
        String[] hosts = {BUREAU, HANOI, SINGAPORE, "192.0.2.8"};
        long now = START;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(3_000_000);
            long at = now - (random.nextInt(50) == 0 ? random.nextLong(9 * SECOND) : 0);
            String from = hosts[random.nextInt(4)];
            String to = hosts[random.nextInt(4)];
            int vlan = 100 + random.nextInt(4);
            int octets = 60 + random.nextInt(1400);
            packet(at, vlan, from, to, octets);
            String key = naiveKey(at, vlan, from, to);
            long[] sum = naive.computeIfAbsent(key, k -> new long[2]);
            sum[0] += octets;
            sum[1]++;
        }
        meter.flush();

        Map<String, long[]> recorded = new TreeMap<>();
        for (TrafficRecord record : records) {
            String key =
                    record.startEpochNanos() / SECOND
                            + " "
                            + record.path()
                            + " "
                            + record.direction();
            long[] sum = recorded.computeIfAbsent(key, k -> new long[2]);
            sum[0] += record.volume().octets();
            sum[1] += record.volume().packets();
        }
        assertEquals(naive.keySet(), recorded.keySet());
        naive.forEach(
                (key, sum) -> assertArrayEquals(sum, recorded.getOrDefault(key, new long[2]), key));
        assertEquals(20_000, counters.get(TrafficCounter.TRAFFIC_PACKETS));
    }

    private static String naiveKey(long at, int vlan, String from, String to) {
        String exit = vlan == 101 ? "gz-1" : vlan == 102 ? "hk-3" : "-";
        Map<String, String> routes = Map.of(HANOI, "VN-HAN", SINGAPORE, "SG-SIN");
        String route = routes.getOrDefault(to, routes.getOrDefault(from, "-"));
        String direction =
                route.equals("-") ? "unknown" : routes.containsKey(to) ? "outbound" : "inbound";
        return at / SECOND + " " + new org.beibu.model.PathId(route, exit) + " " + direction;
    }
}
