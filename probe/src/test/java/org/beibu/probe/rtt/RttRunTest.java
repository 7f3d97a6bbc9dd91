package org.beibu.probe.rtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CaptureStatistics;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.LinkType;
import org.beibu.probe.capture.PacketHandler;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RttRunTest {
    private static final String HEADER =
            "time\tmethod\trtt_ns\thost\thost_port\tpeer\tpeer_port\tclass\n";
    private static final String LINES =
            "1700000000.040000000\thandshake\t40000000\t198.51.100.7\t443\t192.0.2.1\t40000\tclean\n"
                    + "1700000000.042000000\thandshake\t2000000"
                    + "\t192.0.2.1\t40000\t198.51.100.7\t443\tclean\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RttRun run(boolean summary, boolean json, boolean live, long count) {
        RttOptions options = new RttOptions(summary, json, live, 100, count, 1);
        return new RttRun(options, PassiveConfig.DEFAULT.withMaxFlows(1024), out, new Counters());
    }

    private String printed(RttRun run, PacketSource... sources) throws Exception {
        run.begin();
        for (PacketSource source : sources) {
            run.read(source, () -> false);
        }
        run.finish();
        return out.toString(US_ASCII);
    }

    @Test
    void handshakeGivesTwoLinesUnderAHeader() throws Exception {
        assertEquals(HEADER + LINES, printed(run(false, false, false, 100), new HandshakeSource()));
    }

    @Test
    void jsonIsAnObjectALine() throws Exception {
        assertEquals(
                "{\"time\":\"1700000000.040000000\",\"method\":\"handshake\",\"rtt_ns\":40000000,"
                        + "\"host\":\"198.51.100.7\",\"host_port\":443,"
                        + "\"peer\":\"192.0.2.1\",\"peer_port\":40000,\"class\":\"clean\"}",
                printed(run(false, true, false, 100), new HandshakeSource())
                        .lines()
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void summaryHasARowForEachHost() throws Exception {
        String text = printed(run(true, false, false, 100), new HandshakeSource());

        assertEquals(3, text.lines().count());
        assertTrue(text.contains("198.51.100.7\thandshake\tclean\t1\t40000000\t40000000\t"), text);
    }

    @Test
    void sameFileTwiceGivesTheSameTimingsTwice() throws Exception {
        assertEquals(
                HEADER + LINES + LINES,
                printed(
                        run(false, false, false, 100),
                        new HandshakeSource(),
                        new HandshakeSource()));
    }

    @Test
    void countEndsTheRun() throws Exception {
        RttRun run = run(false, false, false, 1);

        assertEquals(2, printed(run, new HandshakeSource()).lines().count());
        assertTrue(run.isOver());
    }

    @Test
    void stoppedRunReadsNoMore() throws Exception {
        RttRun run = run(false, false, false, 100);
        run.stop();

        assertEquals(HEADER, printed(run, new HandshakeSource()));
    }

    @Test
    void liveLinesAreOutBeforeTheNextPoll() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        HandshakeSource source = new HandshakeSource();
        source.beforePoll = () -> sizes.add(out.size());
        printed(run(false, false, true, 100), source);

        assertEquals(List.of(HEADER.length(), (HEADER + LINES).length()), sizes);
    }

    @Test
    void timingsBeforeTheDamageArePrinted() throws Exception {
        RttRun run = run(false, false, false, 100);
        HandshakeSource source = new HandshakeSource();
        source.damage = new CaptureException("damaged");
        run.begin();

        assertThrows(CaptureException.class, () -> run.read(source, () -> false));
        run.finish();
        assertEquals(HEADER + LINES, out.toString(US_ASCII));
    }

    @Test
    void outputThatFailsEndsTheRun() {
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        RttOptions options = new RttOptions(false, false, true, 100, 100, 1);
        RttRun run = new RttRun(options, PassiveConfig.DEFAULT, closed, new Counters());

        assertThrows(
                IOException.class,
                () -> {
                    run.begin();
                    run.read(new HandshakeSource(), () -> false);
                });
    }

    /** Three packets of raw IPv4, then the end or the damage. */
    private static final class HandshakeSource implements PacketSource {
        private final CapturedPacket packet = new CapturedPacket().onInterface(0, LinkType.RAW);
        private Runnable beforePoll = () -> {};
        private @Nullable CaptureException damage;
        private boolean done;

        @Override
        public void start() {}

        @Override
        public int poll(PacketHandler handler, int limit) throws CaptureException {
            beforePoll.run();
            if (done) {
                if (damage != null) {
                    throw damage;
                }
                return END;
            }
            done = true;
            hand(handler, 0, true, 0x02, 1000, 0);
            hand(handler, 40, false, 0x12, 9000, 1001);
            hand(handler, 42, true, 0x10, 1001, 9001);
            return 3;
        }

        private void hand(
                PacketHandler handler, int millis, boolean out, int flags, int seq, int ack) {
            int client = 0xc0000201;
            int server = 0xc6336407;
            ByteBuffer octets = ByteBuffer.allocate(40);
            octets.putInt(0x45000028).putInt(seq << 16).putInt(0x40060000);
            octets.putInt(out ? client : server).putInt(out ? server : client);
            octets.putShort((short) (out ? 40000 : 443)).putShort((short) (out ? 443 : 40000));
            octets.putInt(seq).putInt(ack).putInt(0x50000000 | flags << 16 | 500).putInt(0);
            long time = 1_700_000_000_000_000_000L + millis * 1_000_000L;
            handler.onPacket(packet.wrap(octets, 0, 40, 40, time));
        }

        @Override
        public List<String> interfaceNames() {
            return List.of("test");
        }

        @Override
        public CaptureStatistics statistics() {
            return CaptureStatistics.NONE;
        }

        @Override
        public void close() {}
    }
}
