package org.beibu.probe.datagram;

import static org.beibu.probe.datagram.Talk.dns;
import static org.beibu.probe.datagram.Talk.echo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beibu.model.Address;
import org.beibu.probe.capture.DatagramBuilder;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.Emitter;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

/** What holds for all methods: bounded, no garbage, no exception, nothing invented in a flood. */
class DatagramTimerTest {
    private static final DatagramConfig SMALL = new DatagramConfig(64, 64, 1, List.of(862));
    private static final int ROUNDS = 30_000;

    @Test
    void randomOctetsNeverThrowAndNeverTimeAnything() {
        Random random = new Random(5);
        Talk talk = new Talk(SMALL);
        int[] ports = {53, 862, 443, 4433};
        List<byte[]> sound =
                List.of(
                        dns(1, true, "www.example.org"),
                        QuicTalk.clientInitial(1),
                        QuicTalk.serverInitial(0x6b3343cf),
                        QuicTalk.shortHeader(QuicTalk.CLIENT_ID, 1));
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = new byte[random.nextInt(80)];
            random.nextBytes(octets);
            if (i % 2 == 0) {
                octets = sound.get(random.nextInt(4)).clone();
                octets[random.nextInt(Math.min(30, octets.length))] = (byte) random.nextInt();
            }
            int captured = random.nextInt(octets.length + 1);
            int[] transports = {DecodedPacket.UDP, DecodedPacket.ICMP, DecodedPacket.ICMPV6};
            talk.next.from(Talk.CLIENT, ports[random.nextInt(4)]);
            talk.next.to(Talk.SERVER, ports[random.nextInt(4)]);
            talk.next.payload(transports[i % 3], octets, captured);
            talk.say(i * 0.01);
        }
        talk.end();

        assertEquals(List.of(), talk.seen, "one direction only");
    }

    @Test
    void aFloodOfInitialsDoesNotPushOutAConnectionThatWasAnswered() {
        QuicTalk quic = new QuicTalk(new Talk(SMALL)).handshake(0).spin(100, 5);
        byte[] initial = QuicTalk.clientInitial(1);
        for (int i = 0; i < 10_000; i++) {
            quic.talk.next.from(Talk.CLIENT, 1024 + i).to(Talk.SERVER, 443).udp(initial);
            quic.talk.say(160 + i * 0.001);
        }
        quic.server(170, 1).end();

        assertEquals(5, quic.spins().size());
        long opened = quic.talk.count(DatagramCounter.QUIC_FLOWS_OPENED);
        long evicted = quic.talk.count(DatagramCounter.QUIC_FLOWS_EVICTED);
        assertEquals(10_001, opened);
        assertTrue(evicted >= opened - 64 && evicted < opened, "evicted: " + evicted);
    }

    @Test
    void moreQuestionsThanThereIsRoomForAreCounted() {
        Talk talk = new Talk(SMALL);
        for (int i = 0; i < 1000; i++) {
            talk.clientIcmp(i * 0.1, echo(8, 1, i));
        }
        for (int i = 0; i < 1000; i++) {
            talk.serverIcmp(200 + i * 0.1, echo(0, 1, i));
        }

        assertTrue(talk.seen.size() > 32 && talk.seen.size() <= 64, "kept " + talk.seen.size());
        assertEquals(1000 - talk.seen.size(), talk.count(DatagramCounter.QUESTIONS_EVICTED));
        assertTrue(talk.seen.stream().allMatch(s -> s.delayMicros() == 200_000));
    }

    @Test
    void whenTooManyFlowsAwaitAVerdictTheNextOnesAreCounted() {
        Talk talk = new Talk(SMALL);
        List<Long> skipped = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Address client = Address.parse("192.0.2." + (10 + i));
            send(talk, client, QuicTalk.clientInitial(1), true, i);
            send(talk, client, QuicTalk.serverInitial(1), false, i);
            send(talk, client, QuicTalk.shortHeader(QuicTalk.SERVER_ID, 1), true, i);
            skipped.add(talk.count(DatagramCounter.QUIC_FLOWS_SPIN_SKIPPED));
        }
        assertEquals(0, skipped.get(14));
        assertTrue(skipped.get(39) >= 20, "skipped: " + skipped);
    }

    /** The seed decides where they stand in the table, but not in which order they leave it. */
    @Test
    void connectionsThatWaitForAVerdictAreDecidedInTheOrderTheyBegan() {
        for (long seed = 1; seed <= 3; seed++) {
            Talk talk = new Talk(new DatagramConfig(1024, 1024, seed, List.of()));
            for (int step = 0; step < 8; step++) {
                for (int i = 0; i < 20; i++) {
                    talkOf(talk, i, step);
                }
            }
            assertEquals(20, talk.seen.size(), "the handshakes");

            List<Long> times = talk.end().seen.stream().map(Talk.Seen::atMicros).toList();
            List<Long> firsts = new ArrayList<>();
            for (int i = 20; i < times.size(); i += 3) { // three timings each
                firsts.add(times.get(i));
            }
            assertEquals(20, firsts.size());
            assertEquals(firsts.stream().sorted().toList(), firsts, "seed " + seed);
        }
    }

    /** The connection's next packet: Initial, its answer, then an edge of either side in turn. */
    private static void talkOf(Talk talk, int i, int step) {
        boolean up = step % 2 == 0;
        byte[] packet;
        if (step < 2) {
            packet = up ? QuicTalk.clientInitial(1) : QuicTalk.serverInitial(1);
        } else {
            String id = up ? QuicTalk.SERVER_ID : QuicTalk.CLIENT_ID;
            packet = QuicTalk.shortHeader(id, (step / 2 + 1) % 2);
        }
        send(talk, Address.parse("192.0.2." + (200 - i)), packet, up, step * 100 + i);
    }

    private static void send(Talk talk, Address client, byte[] octets, boolean up, int i) {
        if (up) {
            talk.next.from(client, 50_000).to(Talk.SERVER, 443);
        } else {
            talk.next.from(Talk.SERVER, 443).to(client, 50_000);
        }
        talk.next.udp(octets);
        talk.say(5000 + i);
    }

    @Test
    void timingsDoNotDependOnTheSeed() {
        List<List<Talk.Seen>> runs = new ArrayList<>();
        for (long seed : new long[] {1, 2, 3}) {
            QuicTalk quic = new QuicTalk(new Talk(new DatagramConfig(64, 64, seed, List.of())));
            quic.handshake(0).spin(100, 9).end();
            runs.add(quic.talk.seen);
        }
        assertEquals(9, runs.get(0).size());
        assertEquals(runs.get(0), runs.get(1));
        assertEquals(runs.get(0), runs.get(2));
    }

    @Test
    void boundsArePowersOfTwoThatFollowThoseOfTcp() {
        DatagramConfig config = DatagramConfig.of(PassiveConfig.DEFAULT);
        assertEquals(1 << 17, config.maxQuestions());
        assertEquals(1 << 16, config.maxQuicFlows());
        PassiveConfig few = new PassiveConfig(16, 0, Duration.ofMinutes(5), 1);
        assertEquals(64, DatagramConfig.of(few).maxQuestions());
        assertEquals(List.of(862), config.stampPorts());

        assertThrows(
                IllegalArgumentException.class, () -> new DatagramConfig(65, 64, 1, List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> new DatagramConfig(64, 32, 1, List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> new DatagramConfig(64, 64, 1, List.of(0)));
    }

    @Test
    void nothingIsAllocatedPerPacketOnceTheTablesHaveGrown() {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "needs HotSpot");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Counters counters = new Counters();
        DatagramTimer timer =
                new DatagramTimer(
                        SMALL,
                        new CaptureClock(counters),
                        new Emitter(timing -> {}, counters),
                        counters);
        List<DatagramBuilder> packets = traffic();
        traffic(timer, packets, 0);
        traffic(timer, packets, ROUNDS);

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        traffic(timer, packets, 2 * ROUNDS);
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertTrue(counters.get(DatagramCounter.QUIC_FLOWS_SPINNING) > 0);
        assertTrue(allocated < ROUNDS, "octets for " + ROUNDS * packets.size() + ": " + allocated);
    }

    private static List<DatagramBuilder> traffic() {
        List<DatagramBuilder> packets = new ArrayList<>();
        packets.add(up(53).udp(dns(1, false, "www.example.org")));
        packets.add(down(53).udp(dns(1, true, "www.example.org")));
        packets.add(up(0).icmp(echo(8, 1, 1)));
        packets.add(down(0).icmp(echo(0, 1, 1)));
        packets.add(up(862).udp(new byte[44]));
        packets.add(down(862).udp(new byte[44]));
        packets.add(up(443).udp(QuicTalk.clientInitial(1)));
        packets.add(down(443).udp(QuicTalk.serverInitial(1)));
        for (int spin = 0; spin < 34; spin++) {
            packets.add(up(443).udp(QuicTalk.shortHeader(QuicTalk.SERVER_ID, (spin + 1) % 2)));
            packets.add(down(443).udp(QuicTalk.shortHeader(QuicTalk.CLIENT_ID, (spin + 1) % 2)));
        }
        return packets;
    }

    private static DatagramBuilder up(int port) {
        return new DatagramBuilder().from(Talk.CLIENT, 40_000).to(Talk.SERVER, port);
    }

    private static DatagramBuilder down(int port) {
        return new DatagramBuilder().from(Talk.SERVER, port).to(Talk.CLIENT, 40_000);
    }

    /** Every round is another connection, since the time between them is longer than any idles. */
    private static void traffic(DatagramTimer timer, List<DatagramBuilder> packets, int from) {
        for (int round = from; round < from + ROUNDS; round++) {
            for (int i = 0; i < packets.size(); i++) {
                long now = round * 400_000_000_000L + i * 20_000_000L;
                DatagramBuilder packet = packets.get(i).at(now).identification(i + 1);
                timer.onPacket(packet.packet());
            }
        }
    }
}
