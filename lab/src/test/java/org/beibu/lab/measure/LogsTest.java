package org.beibu.lab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as iputils 20221126, iproute2 6.1 and FRR 8.4.4 printed them. */
class LogsTest {
    private static final long NOON = 1_795_377_852_000_000L;

    private static String exitOfTtl(int ttl) {
        return ttl == 39 ? "exit-a" : "exit-b";
    }

    private static String exitOfNextHop(String address) {
        return address.equals("192.0.2.3") ? "exit-b" : "exit-a";
    }

    @Test
    void answersAreRead() {
        List<PingPacket> packets =
                new PingLog(50_000, LogsTest::exitOfTtl)
                        .read(
                                List.of(
                                        "PING 198.18.20.1 (198.18.20.1) 56(84) bytes of data.",
                                        "[1795377852.140200] 64 bytes from 198.18.20.1: icmp_seq=1"
                                                + " ttl=39 time=40.2 ms",
                                        "[1795377852.198100] 64 bytes from 198.18.20.1: icmp_seq=2"
                                                + " ttl=49 time=48.1 ms"));

        assertEquals(
                List.of(
                        new PingPacket(NOON + 100_000, 40_200, "exit-a"),
                        new PingPacket(NOON + 150_000, 48_100, "exit-b")),
                packets);
    }

    @Test
    void whatIsMissingBetweenIsLost() {
        List<PingPacket> packets =
                new PingLog(50_000, LogsTest::exitOfTtl)
                        .read(
                                List.of(
                                        reply("0.010000", 1),
                                        "[1795377852.100000] no answer yet for icmp_seq=2",
                                        reply("0.210000", 5)));

        assertEquals(5, packets.size());
        assertEquals(new PingPacket(NOON + 50_000, PingPacket.LOST, "-"), packets.get(1));
        assertEquals(new PingPacket(NOON + 150_000, PingPacket.LOST, "-"), packets.get(3));
    }

    @Test
    void whatIsMissingAtTheEndIsLost() {
        List<PingPacket> packets =
                new PingLog(50_000, LogsTest::exitOfTtl)
                        .read(
                                List.of(
                                        reply("0.010000", 7),
                                        "[1795377852.110000] no answer yet for icmp_seq=8",
                                        "[1795377852.160000] no answer yet for icmp_seq=9"));

        assertEquals(3, packets.size());
        assertEquals(new PingPacket(NOON + 100_000, PingPacket.LOST, "-"), packets.get(2));
    }

    @Test
    void anAnswerThatCameAfterAllIsNotLostAndADoubledOneCountsOnce() {
        List<PingPacket> packets =
                new PingLog(50_000, LogsTest::exitOfTtl)
                        .read(
                                List.of(
                                        reply("0.010000", 1),
                                        "[1795377852.110000] no answer yet for icmp_seq=2",
                                        reply("0.140000", 2),
                                        reply("0.150000", 2) + " (DUP!)"));

        assertEquals(2, packets.size());
        assertEquals(NOON + 130_000, packets.get(1).sentMicros());
    }

    private static String reply(String seconds, int sequence) {
        return "[179537785%s] 64 bytes from 198.18.20.1: icmp_seq=%d ttl=39 time=10.0 ms"
                .formatted("2" + seconds.substring(1), sequence);
    }

    @Test
    void kernelRoutesAreRead() {
        List<RouteChange> changes =
                RouteLog.read(
                        List.of(
                                "[2026-11-22T20:04:12.595403] 198.18.20.0/24 nhid 22 via 192.0.2.3"
                                        + " dev ix proto bgp metric 20 ",
                                "[2026-11-22T20:04:13.000001] Deleted 198.18.20.0/24 nhid 22 via"
                                        + " 192.0.2.3 dev ix proto bgp metric 20 ",
                                "[2026-11-22T20:04:13.000002] local 198.51.100.17 dev users"),
                        LogsTest::exitOfNextHop);

        assertEquals(
                List.of(
                        new RouteChange(NOON + 595_403, "198.18.20.0/24", "exit-b"),
                        new RouteChange(NOON + 1_000_001, "198.18.20.0/24", "-")),
                changes);
    }

    @Test
    void onlyTheAdaptersUpdatesCount() {
        String stamp = "2026/11/22 20:04:12.%s BGP: [T5AAP-5GA85] ";
        List<BgpUpdate> updates =
                new UpdateLog("198.51.100.66", LogsTest::exitOfNextHop)
                        .read(
                                List.of(
                                        stamp.formatted("517703")
                                                + "198.51.100.66(Unknown) rcvd UPDATE w/ attr:"
                                                + " nexthop 192.0.2.3, origin i, localpref 200",
                                        stamp.formatted("517706")
                                                + "198.51.100.66(Unknown) rcvd UPDATE wlen 0"
                                                + " attrlen 61 alen 4",
                                        stamp.formatted("517746")
                                                + "198.51.100.66(Unknown) rcvd 198.18.20.0/24 IPv4"
                                                + " unicast",
                                        stamp.formatted("600000")
                                                + "192.0.2.4(exit-c) rcvd 198.18.20.0/24 IPv4"
                                                + " unicast",
                                        stamp.formatted("700000")
                                                + "198.51.100.66(Unknown) rcvd UPDATE about"
                                                + " 198.18.20.0/24 IPv4 unicast -- withdrawn"));

        assertEquals(
                List.of(
                        new BgpUpdate(NOON + 517_746, "198.18.20.0/24", "exit-b"),
                        new BgpUpdate(NOON + 700_000, "198.18.20.0/24", "-")),
                updates);
    }
}
